// Configuration is read once, by main.ts. All errors are told at once; a value is never printed.
import { Type as T } from 'typebox';
import type { Static, TObject, TProperties } from 'typebox';
import { Value } from 'typebox/value';

export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** What every service needs to run. Compose it with a service's own fragment: `{ ...baseEnv, AUTH_URL: Url }`. */
export const Url = T.String({ pattern: '^https?://[^\\s]+$' });
export const Port = T.Integer({ minimum: 1, maximum: 65_535 });
export const baseEnv = {
  ENVIRONMENT: T.Union([T.Literal('development'), T.Literal('staging'), T.Literal('production')], {
    default: 'development',
  }),
  PORT: Port,
  LOG_LEVEL: T.Union([T.Literal('debug'), T.Literal('info'), T.Literal('warn'), T.Literal('error')], {
    default: 'info',
  }),
  SERVICE_DATABASE_URL: T.String({ pattern: '^postgres(ql)?://' }),
  REDIS_URL: T.String({ pattern: '^rediss?://' }),
  APP_ORIGIN: Url,
  STORE_ORIGIN: Url,
  SECRETS_ENDPOINT: T.Optional(Url),
  AWS_REGION: T.String({ default: 'af-south-1' }),
} as const;

/**
 * Reads the named variables: numbers are converted, defaults filled in, everything else left alone.
 * Throws an EnvironmentError that names every variable that is missing or has the wrong form.
 */
export function readEnv<P extends TProperties>(
  properties: P,
  source: Readonly<Record<string, string | undefined>>,
): Static<TObject<P>> {
  const schema = T.Object(properties);
  const picked: Record<string, unknown> = {};
  for (const name of Object.keys(properties)) {
    const given = source[name];
    if (given !== undefined && given !== '') picked[name] = given;
  }
  const value = Value.Default(schema, Value.Convert(schema, picked)) as Record<string, unknown>;
  const wrong = new Set<string>();
  for (const error of Value.Errors(schema, value)) {
    const missing = (error.params as { requiredProperties?: string[] }).requiredProperties;
    if (missing) for (const name of missing) wrong.add(`${name} is missing`);
    else wrong.add(`${error.instancePath.slice(1)} ${error.message}`);
  }
  if (wrong.size > 0) throw new EnvironmentError(`environment: ${[...wrong].sort().join('; ')}`);
  refuseDevelopmentInProduction(value);
  return value as Static<TObject<P>>;
}

function refuseDevelopmentInProduction(value: Record<string, unknown>): void {
  if (value.ENVIRONMENT !== 'production') return;
  const local = Object.entries(value)
    .filter(([, v]) => typeof v === 'string' && /\/\/([^/@]*@)?(localhost|127\.|\[::1\]|[^/]*\.localhost)/.test(v))
    .map(([name]) => name);
  if (value.SECRETS_ENDPOINT !== undefined) local.push('SECRETS_ENDPOINT');
  if (local.length > 0) {
    throw new EnvironmentError(
      `production refuses development addresses: ${[...new Set(local)].join(', ')}. Remove them or set ENVIRONMENT=development.`,
    );
  }
}
