// Secrets come from Secrets Manager, as one JSON object per id, and are never printed.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export type SecretsSource = { read(id: string): Promise<unknown> };

export function secretsManager(options: { endpoint?: string | undefined; region: string }): SecretsSource {
  const client = new SecretsManagerClient({
    region: options.region,
    ...(options.endpoint === undefined
      ? {}
      : { endpoint: options.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  return {
    async read(id) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }), {
        abortSignal: AbortSignal.timeout(5000),
      });
      if (SecretString === undefined) throw new Error(`the secret ${id} has no text`);
      return JSON.parse(SecretString) as unknown;
    },
  };
}

/** Reads one secret and checks its shape; the error names what is wrong, never a value. */
export async function loadSecret<S extends TSchema>(source: SecretsSource, id: string, shape: S): Promise<Static<S>> {
  const value = await source.read(id);
  if (!Value.Check(shape, value)) {
    const where = Value.Errors(shape, value).map((e) => `${e.instancePath || '/'} ${e.message}`);
    throw new Error(`the secret ${id} does not have the expected shape: ${where.join('; ')}`);
  }
  return value;
}
