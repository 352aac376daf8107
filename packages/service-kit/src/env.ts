// Configuration is read once, by main.ts. All errors are told at once; a value is never printed.
import { IsOptional, Type as T } from 'typebox';
import type { Static, TObject, TProperties, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ownNetworks, trustedProxiesPattern } from './proxies.ts';

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
  /** Whose X-Forwarded-For is believed: see proxies.ts. */
  TRUSTED_PROXIES: T.String({ pattern: trustedProxiesPattern, default: ownNetworks }),
  /** Milliseconds between "not ready" and the end of listening, so that a load balancer sees us leave. */
  DRAIN_MS: T.Integer({ minimum: 0, maximum: 60_000, default: 0 }),
} as const;

/**
 * Reads the named variables: numbers are converted, defaults filled in, everything else left alone.
 * Throws an EnvironmentError that names every variable that is missing, has the wrong form, or belongs to development
 * although ENVIRONMENT is production.
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
  const wrong: string[] = [];
  // One variable at a time: a list of errors of the whole ends after a few.
  for (const [name, property] of Object.entries(properties)) {
    const [error] = value[name] === undefined ? [] : Value.Errors(property, value[name]);
    if (error) wrong.push(`${name} ${expected(property, error.message)}`);
    else if (value[name] === undefined && !IsOptional(property)) wrong.push(`${name} is missing`);
  }
  const problems = [...wrong, ...developmentInProduction(value)];
  if (problems.length > 0) throw new EnvironmentError(`environment: ${problems.sort().join('; ')}`);
  return value as Static<TObject<P>>;
}

const choicesOf = (schema: { anyOf?: { const?: unknown }[] } = {}): { const?: unknown }[] | undefined => schema.anyOf;

/** What would be right, from the schema alone. */
function expected(schema: TSchema, message: string): string {
  const choices = choicesOf(schema)?.map((one) => String(one.const));
  return choices ? `must be one of ${choices.join(', ')}` : message;
}

const localAddress =
  /(^|\/\/|@)([^/@\s]*@)?(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|[a-z0-9.-]*\.localhost|[a-z0-9.-]*\bsandbox\b[a-z0-9.-]*)([:/?]|$)/i;
const defaultPassword = /\/\/[^/:@\s]*:(postgres|password|admin|root|secret|windsurf|minioadmin|changeme|test|local)@/i;

/** True for an address of this machine, of a stand-in, or with a password that everybody knows. */
export const isDevelopmentAddress = (text: string): boolean => localAddress.test(text) || defaultPassword.test(text);

function developmentInProduction(value: Readonly<Record<string, unknown>>): string[] {
  if (value.ENVIRONMENT !== 'production') return [];
  const found: string[] = [];
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') continue;
    if (name === 'SECRETS_ENDPOINT') found.push(`${name} is for development; production refuses it`);
    else if (isDevelopmentAddress(text)) found.push(`${name} is an address of development; production refuses it`);
    else if (name.endsWith('_ORIGIN') && !text.startsWith('https://'))
      found.push(`${name} must be https in production`);
  }
  return found;
}
