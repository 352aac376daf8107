// What goes wrong, in words that say what to do, in the reader's language (RFC 9457). A problem is declared once, with
// a stable type and a status, and thrown by calling it: `throw handleTaken({ handle }, { pointer: '/handle' })`.

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503;
export type Words = { readonly en: string; readonly am: string; readonly reviewed?: true };
export type ProblemParams = Readonly<Record<string, string | number>>;
export type ProblemOptions = {
  /** JSON pointer of the field in the body, for example `/handle`. */
  readonly pointer?: string;
  /** Seconds until trying again makes sense; becomes Retry-After. */
  readonly retryAfter?: number;
  /** Facts for a program, never personal data: `{ proposals: ['…'] }`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};
/** One field that is wrong, in words that also stand beside the field. */
export type FieldProblem = { readonly pointer: string; readonly says: Words; readonly params?: ProblemParams };

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly type: string;
  readonly status: ProblemStatus;
  readonly says: Words;
  readonly params: ProblemParams;
  readonly fields: readonly FieldProblem[];
  readonly retryAfter: number | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    type: string,
    status: ProblemStatus,
    says: Words,
    params: ProblemParams,
    fields: readonly FieldProblem[],
    options: ProblemOptions,
  ) {
    super(type, { cause: options.cause });
    this.type = type;
    this.status = status;
    this.says = says;
    this.params = params;
    this.fields = fields;
    this.retryAfter = options.retryAfter;
    this.extra = options.extra ?? {};
  }
}

export type ProblemType = {
  (params?: ProblemParams, options?: ProblemOptions): Problem;
  readonly type: string;
  readonly status: ProblemStatus;
  readonly says: Words;
};

export const declaredProblems = new Map<string, ProblemType>();

/** Declares a problem. Throws a RangeError when the type is taken: a type means one thing for ever. */
export function problem(type: string, status: ProblemStatus, says: Words): ProblemType {
  if (declaredProblems.has(type)) throw new RangeError(`the problem ${type} is declared twice`);
  const make = (params: ProblemParams = {}, options: ProblemOptions = {}): Problem =>
    new Problem(
      type,
      status,
      says,
      params,
      options.pointer === undefined ? [] : [{ pointer: options.pointer, says, params }],
      options,
    );
  const declared = Object.assign(make, { type, status, says });
  declaredProblems.set(type, declared);
  return declared;
}

/** Several fields are wrong at once: 422 with one pointer and sentence for each. */
export function fieldProblems(fields: readonly FieldProblem[]): Problem {
  return new Problem(wrongFields.type, wrongFields.status, wrongFields.says, {}, fields, {});
}

export const wrongFields = problem('wrong-fields', 422, {
  en: 'Some of what you entered needs another look. Each field says what to write.',
  am: 'ካስገቡት ውስጥ ማስተካከል የሚያስፈልገው አለ። እያንዳንዱ ቦታ ምን መጻፍ እንዳለብዎት ይነግርዎታል።',
});
export const wrongShape = problem('wrong-shape', 422, {
  en: 'The request does not have the right shape. Reload the page and try again.',
  am: 'ጥያቄው ትክክለኛ ቅርጽ የለውም። ገጹን እንደገና ይክፈቱና ይሞክሩ።',
});
export const notSignedIn = problem('not-signed-in', 401, {
  en: 'Please sign in first.',
  am: 'እባክዎ መጀመሪያ ይግቡ።',
});
export const notAllowed = problem('not-allowed', 403, {
  en: 'You are signed in, but this is not open to you.',
  am: 'ገብተዋል፤ ይህ ግን ለእርስዎ ክፍት አይደለም።',
});
export const wrongOrigin = problem('wrong-origin', 403, {
  en: 'This form came from another page. Open it again from our own page and send it once more.',
  am: 'ይህ ቅጽ ከሌላ ገጽ የመጣ ነው። ከእኛ ገጽ እንደገና ከፍተው ይላኩት።',
});
export const notFound = problem('not-found', 404, {
  en: 'There is nothing here. Check the address, or go back to where you came from.',
  am: 'እዚህ ምንም የለም። አድራሻውን ያረጋግጡ ወይም ወደ ነበሩበት ይመለሱ።',
});
export const changedElsewhere = problem('changed-elsewhere', 409, {
  en: 'Someone changed this while you were working. See the changes before you save.',
  am: 'እየሰሩ ሳለ ይህ በሌላ ቦታ ተቀይሯል። ከማስቀመጥዎ በፊት ለውጦቹን ይመልከቱ።',
});
export const tooLarge = problem('too-large', 413, {
  en: 'That is too large to send. The limit is {limit}.',
  am: 'ይህ ለመላክ በጣም ትልቅ ነው። ገደቡ {limit} ነው።',
});
export const wrongMediaType = problem('wrong-media-type', 415, {
  en: 'We cannot read this kind of data here. Send a form or JSON.',
  am: 'ይህን ዓይነት መረጃ እዚህ ማንበብ አንችልም። ቅጽ ወይም JSON ይላኩ።',
});
export const tooManyTries = problem('too-many-tries', 429, {
  en: 'Too many tries. Try again in {minutes} min.',
  am: 'ብዙ ጊዜ ተሞክሯል። ከ{minutes} ደቂቃ በኋላ እንደገና ይሞክሩ።',
});
export const brokenHere = problem('broken-here', 500, {
  en: 'Something broke on our side. Try again; if it stays, send us the request number.',
  am: 'በእኛ በኩል ችግር ተፈጥሯል። እንደገና ይሞክሩ፤ ካልተስተካከለ የጥያቄ ቁጥሩን ይላኩልን።',
});
export const busyNow = problem('busy-now', 503, {
  en: 'We are very busy right now and could not finish this. Try again in a moment.',
  am: 'አሁን በጣም ስራ በዝቶብናል፤ ይህን መጨረስ አልቻልንም። ከጥቂት ጊዜ በኋላ እንደገና ይሞክሩ።',
});
