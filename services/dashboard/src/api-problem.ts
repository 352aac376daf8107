// What a call can end with instead of an answer, in the words of the server (RFC 9457).

export type ProblemField = { readonly pointer: string; readonly detail: string };

export type ProblemFacts = {
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  /** Stable type of the problem, for example `handle-taken`; `no-network`, `too-slow`, `given-up` are ours. */
  readonly title: string;
  /** A finished sentence in the reader's language; empty when the server said none. */
  readonly detail?: string;
  readonly fields?: readonly ProblemField[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  readonly cause?: unknown;
};

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly ProblemField[];
  readonly extra: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;
  constructor(facts: ProblemFacts) {
    super(facts.title, { cause: facts.cause });
    this.status = facts.status;
    this.title = facts.title;
    this.detail = facts.detail ?? '';
    this.fields = facts.fields ?? [];
    this.extra = facts.extra ?? {};
    this.requestId = facts.requestId;
  }
  /** True when the server never got it, or may not have: what was typed is kept and sent again later. */
  get offline(): boolean {
    return this.status === 0 && this.title !== 'given-up';
  }
  /** The sentence for one field, by the last part of its pointer. */
  field(name: string): string | undefined {
    return this.fields.find(({ pointer }) => pointer === `/${name}` || pointer.endsWith(`/${name}`))?.detail;
  }
}

const KNOWN = new Set(['type', 'title', 'status', 'detail', 'requestId', 'fields']);

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const asField = (value: unknown): ProblemField[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { pointer, detail } = value as { pointer?: unknown; detail?: unknown };
  return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : [];
};

/** Reads an answer that is no success. A body that is not ours (a proxy's page) is a problem with its status alone. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  let body: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(await response.text());
    if (typeof read === 'object' && read !== null) body = read as Record<string, unknown>;
  } catch {
    // Not JSON: a gateway's own page.
  }
  const requestId = asText(body.requestId);
  return new ApiProblem({
    status: response.status,
    title: asText(body.title) || asText(body.type).replace('/problems/', '') || 'broken',
    detail: asText(body.detail),
    fields: Array.isArray(body.fields) ? body.fields.flatMap(asField) : [],
    extra: Object.fromEntries(Object.entries(body).filter(([key]) => !KNOWN.has(key))),
    ...(requestId === '' ? {} : { requestId }),
  });
}

/** Anything that was thrown, as a problem. */
export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem({ status: -1, title: 'broken', cause: error });
