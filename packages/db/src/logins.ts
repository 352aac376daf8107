// Passwords of the logins. The server gets the verifier that it would make itself, so that no password travels in a
// statement, where a log of slow or failed statements would keep it.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';

/** Rounds that PostgreSQL itself takes unless told otherwise (`scram_iterations`). */
const ROUNDS = 4096;
const SHORTEST = 16;
const LOGINS = ['svc_', 'migrator_', 'backup_', 'reader_'] as const;

/** The logins of a service, by the name of its schema. */
export const loginsOf = (schema: string): string[] => LOGINS.map((kind) => `${kind}${schema}`);

/**
 * The SCRAM-SHA-256 verifier of a password (RFC 5803), as `alter role … password` takes it.
 * @param salt 16 random bytes; given only by tests
 * @throws RangeError for a password of fewer than 16 characters, or one beyond ASCII, which SASLprep would have to prepare
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  if (password.length < SHORTEST || !/^[\x21-\x7e]+$/.test(password)) {
    throw new RangeError(`a password of a login has ${SHORTEST} characters or more, printable ASCII without spaces`);
  }
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}

/** Gives a login its password. `admin` is the bootstrap role. */
export async function setPassword(admin: pg.ClientBase, login: string, password: string): Promise<void> {
  await admin.query(`alter role ${pg.escapeIdentifier(login)} password ${pg.escapeLiteral(scramVerifier(password))}`);
}
