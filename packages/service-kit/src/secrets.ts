// Secrets come from Secrets Manager, as one JSON object per id, and are never printed.
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { isDevelopmentAddress } from './env.ts';

export type SecretStage = 'AWSCURRENT' | 'AWSPREVIOUS';
export type SecretVersion = { readonly value: unknown; readonly createdAt: Date | undefined };
export type SecretsSource = {
  /** The present value. Throws when there is none, or when it is not JSON. */
  read(id: string): Promise<unknown>;
  /** One version; undefined when there is none of that stage. */
  version(id: string, stage: SecretStage): Promise<SecretVersion | undefined>;
};

export function secretsManager(options: { endpoint?: string | undefined; region: string }): SecretsSource {
  const client = new SecretsManagerClient({
    region: options.region,
    ...(options.endpoint === undefined
      ? {}
      : { endpoint: options.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  const version = async (id: string, stage: SecretStage): Promise<SecretVersion | undefined> => {
    try {
      const command = new GetSecretValueCommand({ SecretId: id, VersionStage: stage });
      const answer = await client.send(command, { abortSignal: AbortSignal.timeout(5000) });
      return { value: parse(id, answer.SecretString), createdAt: answer.CreatedDate };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  return {
    version,
    async read(id) {
      const found = await version(id, 'AWSCURRENT');
      if (!found) throw new Error(`there is no secret ${id}`);
      return found.value;
    },
  };
}

function parse(id: string, text: string | undefined): unknown {
  if (text === undefined) throw new Error(`the secret ${id} has no text`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The engine's message would quote the secret.
    throw new Error(`the secret ${id} is not JSON`);
  }
}

/** Reads one secret and checks its shape; the error names what is wrong, never a value. */
export async function loadSecret<S extends TSchema>(
  source: Pick<SecretsSource, 'read'>,
  id: string,
  shape: S,
): Promise<Static<S>> {
  const value = await source.read(id);
  if (!Value.Check(shape, value)) {
    const where = Value.Errors(shape, value).map((e) => `${e.instancePath || '/'} ${e.message}`);
    throw new Error(`the secret ${id} does not have the expected shape: ${where.join('; ')}`);
  }
  return value;
}

/** Throws when a secret of production holds what only development may use; names the places, never a value. */
export function refuseDevelopmentSecret(id: string, value: unknown): void {
  const found: string[] = [];
  const visit = (at: unknown, path: string): void => {
    if (typeof at === 'object' && at !== null) for (const [k, v] of Object.entries(at)) visit(v, `${path}/${k}`);
    else if (typeof at === 'string' && isDevelopmentText(at)) found.push(path);
  };
  visit(value, '');
  if (found.length > 0) throw new Error(`production refuses the development secret ${id}: ${found.join(', ')}`);
}

function isDevelopmentText(text: string): boolean {
  if (/^(development|sandbox|test|local|changeme)\b/i.test(text) || isDevelopmentAddress(text)) return true;
  // 32 bytes that are all the same are somebody's placeholder.
  return /^[A-Za-z0-9_-]{43}=?$/.test(text) && new Set(Buffer.from(text, 'base64url')).size < 8;
}
