// How an error leaves: application/problem+json (RFC 9457) in the reader's language, or the same as a page.
import {
  Problem,
  brokenHere,
  busyNow,
  notFound,
  tooLarge,
  wrongMediaType,
  wrongShape,
} from '@windsurf/contracts/problem';
import type { FieldProblem, ProblemParams, Words } from '@windsurf/contracts/problem';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail: string;
  requestId: string;
  fields: { pointer: string; detail: string }[];
} & Record<string, unknown>;

const needed: Words = { en: 'This is needed.', am: 'ይህ ያስፈልጋል።' };
const fieldWords: Readonly<Record<string, Words>> = {
  required: needed,
  minLength: needed,
  minItems: needed,
  additionalProperties: { en: 'This field is not known here.', am: 'ይህ ቦታ እዚህ አይታወቅም።' },
  maxLength: { en: 'This is too long: at most {limit} characters.', am: 'ይህ በጣም ረጅም ነው፤ ቢበዛ {limit} ፊደላት።' },
  maxItems: { en: 'These are too many: at most {limit}.', am: 'እነዚህ በጣም ብዙ ናቸው፤ ቢበዛ {limit}።' },
  minimum: { en: 'This is too small: at least {limit}.', am: 'ይህ በጣም ትንሽ ነው፤ ቢያንስ {limit}።' },
  maximum: { en: 'This is too large: at most {limit}.', am: 'ይህ በጣም ትልቅ ነው፤ ቢበዛ {limit}።' },
};
const otherWords: Words = { en: 'This does not have the form we expect.', am: 'ይህ የሚጠበቀው ቅርጽ የለውም።' };
/** A request that is wrong everywhere needs no list of everything. */
const mostFields = 30;

type AjvError = { instancePath: string; keyword: string; params: Record<string, unknown> };

const inPointer = (name: unknown): string => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

function pointerOf({ instancePath, keyword, params }: AjvError): string {
  if (keyword === 'required') return instancePath + inPointer(params.missingProperty);
  if (keyword === 'additionalProperties') return instancePath + inPointer(params.additionalProperty);
  return instancePath;
}

/** One sentence for each pointer: a value that fits none of several forms is one mistake and not three. */
function fieldsOf(errors: readonly AjvError[]): FieldProblem[] {
  const fields = new Map<string, FieldProblem>();
  for (const error of errors) {
    const pointer = pointerOf(error);
    if (fields.has(pointer) || fields.size >= mostFields) continue;
    const { limit } = error.params;
    fields.set(pointer, {
      pointer,
      says: fieldWords[error.keyword] ?? otherWords,
      params: typeof limit === 'number' ? { limit } : {},
    });
  }
  return [...fields.values()];
}

/** `1 MB`, `64 KB`; binary units, rounded down, so that what is promised also passes. */
export function sizeWords(bytes: number): string {
  const [size, unit] = bytes >= 1_048_576 ? [bytes / 1_048_576, 'MB'] : [bytes / 1024, 'KB'];
  return bytes < 1024 ? `${bytes} B` : `${Math.floor(size * 10) / 10} ${unit}`;
}

/** Nothing is broken: the database, auth or another service is away or too slow for a moment. */
function isBusy(error: Thrown): boolean {
  if (error.name === 'DatabaseFault') return ['unavailable', 'timeout', 'retry'].includes(error.kind ?? '');
  if (error.name === 'KeysUnavailable') return true;
  return error.name === 'CallFailed' && (error.status === 0 || (error.status ?? 0) >= 502);
}

/** PostgreSQL keeps no text with a zero in it, as text or in JSON (22021, 22P05): whoever sent one is told so. */
const hasZero = (error: Thrown): boolean =>
  error.name === 'DatabaseFault' && (error.sqlState === '22021' || error.sqlState === '22P05');

type Thrown = {
  name?: string;
  kind?: string;
  sqlState?: string;
  code?: string;
  status?: number;
  statusCode?: number;
  validation?: AjvError[];
  validationContext?: string;
};

/**
 * Anything that was thrown, as a Problem. What is not ours becomes a 500, or a 503 while something that we need is
 * away. `bodyLimitBytes` is the limit of the route, for its sentence.
 */
export function problemOf(error: unknown, bodyLimitBytes = 1_048_576): Problem {
  if (error instanceof Problem) return error;
  const e: Thrown = typeof error === 'object' && error !== null ? error : {};
  // An id of the wrong shape leads to nothing, like one that nobody has.
  if (e.validation && e.validationContext === 'params') return notFound({}, { cause: error });
  if (e.validation) {
    const { type, status, says } = wrongShape;
    return new Problem(type, status, says, {}, fieldsOf(e.validation), { cause: error });
  }
  if (hasZero(e)) return wrongShape({}, { cause: error });
  if (isBusy(e)) return busyNow({}, { retryAfter: 5, cause: error });
  if (e.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge({ limit: sizeWords(bodyLimitBytes) }, { cause: error });
  if (e.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return wrongMediaType({}, { cause: error });
  if (e.statusCode === 404) return notFound();
  if (e.statusCode !== undefined && e.statusCode >= 400 && e.statusCode < 500) return wrongShape({}, { cause: error });
  return brokenHere({}, { cause: error });
}

const words = (says: Words, lang: Language, params: ProblemParams): string => say(says, lang, params);

export function problemBody(problem: Problem, lang: Language, requestId: string): ProblemBody {
  return {
    ...problem.extra,
    type: `/problems/${problem.type}`,
    title: problem.type,
    status: problem.status,
    detail: words(problem.says, lang, problem.params),
    requestId,
    fields: problem.fields.map((f) => ({ pointer: f.pointer, detail: words(f.says, lang, f.params ?? {}) })),
  };
}
