// How an error leaves: application/problem+json (RFC 9457) in the reader's language, or the same as a page.
import {
  Problem,
  brokenHere,
  busyNow,
  fieldProblems,
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

const fieldWords: Readonly<Record<string, Words>> = {
  required: { en: 'This is needed.', am: 'ይህ ያስፈልጋል።' },
  additionalProperties: { en: 'This field is not known here.', am: 'ይህ ቦታ እዚህ አይታወቅም።' },
  maxLength: { en: 'This is too long.', am: 'ይህ በጣም ረጅም ነው።' },
  minLength: { en: 'This is needed.', am: 'ይህ ያስፈልጋል።' },
};
const otherWords: Words = { en: 'This does not have the form we expect.', am: 'ይህ የሚጠበቀው ቅርጽ የለውም።' };

type AjvError = { instancePath: string; keyword: string; params: Record<string, unknown> };

/** Anything that was thrown, as a Problem. What is not ours becomes a 500 (or 503 when we are overloaded). */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const e = error as {
    name?: string;
    kind?: string;
    code?: string;
    statusCode?: number;
    validation?: AjvError[];
    limit?: number;
  };
  if (e.validation) {
    const fields: FieldProblem[] = e.validation.map((v) => ({
      pointer: v.instancePath + (v.keyword === 'required' ? `/${String(v.params.missingProperty)}` : ''),
      says: fieldWords[v.keyword] ?? otherWords,
    }));
    const made = fieldProblems(fields);
    return new Problem(wrongShape.type, wrongShape.status, wrongShape.says, {}, made.fields, { cause: error });
  }
  if (e.name === 'DatabaseFault' && e.kind === 'unavailable') return busyNow({}, { retryAfter: 5, cause: error });
  if (e.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge({ limit: '1 MB' }, { cause: error });
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
