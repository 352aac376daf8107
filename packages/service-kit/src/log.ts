import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { traceFields } from '@windsurf/trace/trace';

export type { Logger } from 'pino';

const personal = ['phone', 'code', 'token', 'password', 'secret', 'body', 'cookie', 'authorization', 'csrf', 'email'];

/** JSON lines on stdout. What could carry a secret or a person is cut out, whoever logs it. */
export function createLog(options: { service: string; level?: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: { service: options.service },
    mixin: traceFields,
    serializers: { err: errorFields, error: errorFields },
    redact: { paths: personal.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[cut]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

const cuts: readonly (readonly [RegExp, string])[] = [
  [/(?<!\d)(?:\+?251|0)?[ -]?[79]\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)/g, '[phone]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\bs1\.[a-z-]+\.[a-z-]+\.\S+/g, '[token]'],
  [/\bBearer \S+/g, 'Bearer [token]'],
  [/([?&][\w.-]+=)[^&\s"')]+/g, '$1[cut]'],
  [/(\/\/[^/\s:@]+:)[^@\s/]+@/g, '$1[cut]@'],
];

/** A text without phone numbers, tokens, values of a query and passwords of an address: for messages of foreign code. */
export const scrub = (text: string): string => cuts.reduce((left, [what, by]) => left.replace(what, by), text);

/** Only an error's own words and places, scrubbed, and those of its causes. */
export type ErrorFields = {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly sqlState?: string;
  readonly cause?: ErrorFields;
};

/** What may be logged of something that was thrown: never its other properties, which quote requests and rows. */
export function errorFields(error: unknown, deep = 0): ErrorFields {
  if (!(error instanceof Error) && !isErrorFields(error)) return { name: typeof error, message: scrub(String(error)) };
  const { sqlState, cause } = error as { sqlState?: unknown; cause?: unknown };
  return {
    name: error.name,
    message: scrub(error.message),
    ...(error.stack === undefined ? {} : { stack: scrub(error.stack) }),
    ...(typeof sqlState === 'string' ? { sqlState } : {}),
    ...(cause === undefined || deep > 3 ? {} : { cause: errorFields(cause, deep + 1) }),
  };
}

const isErrorFields = (value: unknown): value is ErrorFields =>
  typeof value === 'object' && value !== null && 'name' in value && 'message' in value;

/** True when the tenant wall stopped us (42501), however deep below: somebody has to look. */
export function isAlarm(error: unknown): boolean {
  for (let at = error, deep = 0; typeof at === 'object' && at !== null && deep < 5; deep += 1) {
    if ((at as { sqlState?: unknown }).sqlState === '42501') return true;
    at = (at as { cause?: unknown }).cause;
  }
  return false;
}
