// Addresses of logins as Secrets Manager has them: `windsurf/database/svc_auth` and its sisters.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Host and port of another instance with the same logins, as a restore makes it. */
export type Elsewhere = { readonly host: string; readonly port: number };

/**
 * Reads the address of a login.
 * @param elsewhere takes the place of host and port
 * @throws Error naming the secret, never what stands in it
 */
export async function databaseAddress(region: string, login: string, elsewhere?: Elsewhere): Promise<string> {
  const secrets = new SecretsManagerClient({ region });
  const id = `windsurf/database/${login}`;
  const answer = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
  const url = urlIn(answer.SecretString);
  if (url === undefined) throw new Error(`the secret ${id} has no address`);
  const address = new URL(url);
  if (elsewhere) [address.hostname, address.port] = [elsewhere.host, String(elsewhere.port)];
  return address.href;
}

function urlIn(text: string | undefined): string | undefined {
  try {
    const { url } = JSON.parse(text ?? '{}') as { url?: unknown };
    return typeof url === 'string' && URL.canParse(url) ? url : undefined;
  } catch {
    return undefined; // said by the caller, without the text
  }
}
