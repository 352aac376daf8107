import pg from 'pg';

const ROLES = ['svc_', 'migrator_'];

/**
 * A given server asks for passwords: the logins of a service get the one that the administrator's address carries.
 *
 * @param admin the superuser
 * @param adminUrl its address; without a password nothing is done, because the server asks for none
 * @param schema the service's
 */
export const openLogins = async (admin: pg.ClientBase, adminUrl: string, schema: string): Promise<void> => {
  const { password } = new URL(adminUrl);
  if (password === '') return;
  const secret = pg.escapeLiteral(decodeURIComponent(password));
  for (const role of ROLES)
    await undisturbed(admin, `alter role ${pg.escapeIdentifier(`${role}${schema}`)} with password ${secret}`);
};

/** Roles are the cluster's: another of its databases may be opening the same login at this moment. */
const undisturbed = async (admin: pg.ClientBase, text: string): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(text);
      return;
    } catch (error) {
      if (attempt === 20 || !/concurrently (updated|deleted)/.test(String(error))) throw error;
    }
  }
};
