// One-off task of any service's image: node ../../packages/messages/src/bootstrap-command.ts --schemas auth,store,payments
// BOOTSTRAP_DATABASE_URL: the master user's address, straight to the server; or PGHOST, PGPORT, PGDATABASE, PGUSER and
// PGPASSWORD, as the parts of a secret come. LOGIN_PASSWORDS: {"svc_auth":"…",…}; or one LOGIN_PASSWORD_svc_auth for each.
// Ends with 0 when the ground lies, 1 when the database refused, 2 when it was called wrongly.
import { parseArgs } from 'node:util';
import { bootstrapDatabase } from './bootstrap-database.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says what is wrong and ends the process; never the value, which may be a password. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function readPasswords(text: string): Record<string, string> {
  try {
    const read: unknown = JSON.parse(text);
    const pairs = typeof read === 'object' && read !== null ? Object.entries(read) : [];
    if (pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')) return Object.fromEntries(pairs);
  } catch {
    // Said below, without the text.
  }
  return refuse('LOGIN_PASSWORDS must be a JSON object of texts: {"svc_auth":"…"}');
}

function addressOfParts(env: NodeJS.ProcessEnv): string {
  const { PGHOST: host, PGUSER: user, PGPASSWORD: password = '', PGDATABASE: database = 'windsurf' } = env;
  if (!host || !user) return '';
  const [login, secret] = [user, password].map(encodeURIComponent);
  return `postgres://${login}:${secret}@${host}:${env.PGPORT ?? '5432'}/${database}`;
}

const ONE = 'LOGIN_PASSWORD_';
const singlePasswords = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(ONE) ? [[name.slice(ONE.length), value ?? '']] : [],
    ),
  );

function readSchemas(): string[] {
  try {
    const { values } = parseArgs({ options: { schemas: { type: 'string' } } });
    const schemas = (values.schemas ?? '').split(',').filter((schema) => schema !== '');
    if (schemas.length > 0) return schemas;
  } catch (error) {
    refuse((error as Error).message);
  }
  return refuse('--schemas auth,store,…: the schemas of infra/terraform/services.json');
}

const schemas = readSchemas();
const adminUrl = process.env.BOOTSTRAP_DATABASE_URL ?? addressOfParts(process.env);
if (!URL.canParse(adminUrl)) refuse('BOOTSTRAP_DATABASE_URL is missing');
const passwords = { ...readPasswords(process.env.LOGIN_PASSWORDS ?? '{}'), ...singlePasswords(process.env) };
try {
  await bootstrapDatabase({ adminUrl, schemas, passwords, say });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
