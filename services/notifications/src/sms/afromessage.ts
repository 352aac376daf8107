// AfroMessage in our words. 200 is no success, accepted is not delivered, and silence after a send is an unknown
// outcome: the gateway has no idempotency key, so asking again would send and cost again.
import { Agent, request } from 'undici';
import type { E164 } from '@windsurf/phone/phone';

export type Account = {
  /** For example https://api.afromessage.com/api. */
  readonly baseUrl: string;
  readonly token: string;
  readonly sender: string;
  readonly identifier: string;
  /** Milliseconds until a call counts as unanswered; 10 000 unless told. */
  readonly deadlineMs?: number;
};
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly gatewayId: string | null }
  /** Certainly not sent, and will not be: a class, never the gateway's own words. */
  | { readonly kind: 'refused'; readonly reason: string; readonly alarm: boolean }
  /** Certainly not sent; may be tried again after this many seconds, or when we think fit. */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly retryAfter: number | null }
  | { readonly kind: 'unknown'; readonly reason: string };
export type StatusOutcome = 'delivered' | 'failed' | 'pending' | 'not-known' | 'limited' | 'no-answer';
export type Afromessage = {
  send(message: { readonly to: E164; readonly text: string; readonly callback: string }): Promise<SendOutcome>;
  status(gatewayId: string): Promise<StatusOutcome>;
  close(): Promise<void>;
};

// The request cannot have left: the connection never came to be.
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const defaultPause = 60;

/** What a status word means; users of the gateway have seen more words than it documents. */
export function meaningOf(word: string): 'delivered' | 'failed' | 'pending' {
  const upper = word.trim().toUpperCase();
  // UNDELIV before DELIV, or a failure reads as a success.
  if (['UNDELIV', 'FAIL', 'REJECT', 'EXPIRE'].some((start) => upper.startsWith(start))) return 'failed';
  return upper.startsWith('DELIV') ? 'delivered' : 'pending';
}

function reasonOf(errors: unknown): string {
  const words = JSON.stringify(errors ?? '').toLowerCase();
  if (words.includes('balance')) return 'low-balance';
  if (words.includes('sender') || words.includes('identifier')) return 'sender-refused';
  if (words.includes('recipient')) return 'number-refused';
  return words.includes('content') ? 'text-refused' : 'refused';
}

type Envelope = { acknowledge: string; response: Record<string, unknown> };
function envelopeOf(text: string): Envelope | undefined {
  try {
    const body = JSON.parse(text) as Partial<Envelope> | null;
    if (typeof body?.acknowledge !== 'string') return undefined;
    return { acknowledge: body.acknowledge, response: body.response ?? {} };
  } catch {
    return undefined;
  }
}

/** Seconds; the header may also be a date, which is rare enough to be answered with the default. */
function pauseOf(header: string | string[] | undefined): number {
  const seconds = typeof header === 'string' ? Number(header) : Number.NaN;
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400 ? seconds : defaultPause;
}

export function createAfromessage(account: Account): Afromessage {
  // A connection for each call: one that was kept may be cut under a message on its way, which would make it unknown.
  const agent = new Agent({ pipelining: 0, connect: { timeout: 3000 }, maxResponseSize: 65_536 });
  const base = account.baseUrl.replace(/\/$/, '');
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await request(base + path, {
      dispatcher: agent,
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${account.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(account.deadlineMs ?? 10_000),
    });
    return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], text: await answer.body.text() };
  };
  return {
    async send({ to, text, callback }) {
      let answer: Awaited<ReturnType<typeof call>>;
      try {
        const { identifier: from, sender } = account;
        answer = await call('POST', '/send', { from, sender, to, message: text, callback });
      } catch (error) {
        const code = (error as { code?: unknown }).code;
        if (typeof code === 'string' && neverConnected.has(code)) {
          return { kind: 'not-sent', reason: 'unreachable', retryAfter: null };
        }
        return { kind: 'unknown', reason: 'no-answer' };
      }
      if (answer.status === 429) {
        return { kind: 'not-sent', reason: 'rate-limited', retryAfter: pauseOf(answer.retryAfter) };
      }
      if (answer.status === 401 || answer.status === 403) {
        return { kind: 'refused', reason: 'token-refused', alarm: true };
      }
      if (answer.status >= 400 && answer.status < 500) return { kind: 'refused', reason: 'refused', alarm: false };
      const envelope = answer.status === 200 ? envelopeOf(answer.text) : undefined;
      if (!envelope) return { kind: 'unknown', reason: 'unclear-answer' };
      if (envelope.acknowledge === 'success') {
        const id = envelope.response.message_id;
        return { kind: 'accepted', gatewayId: typeof id === 'string' && id.length <= 100 && id !== '' ? id : null };
      }
      const reason = reasonOf(envelope.response.errors);
      return { kind: 'refused', reason, alarm: reason === 'low-balance' || reason === 'sender-refused' };
    },
    async status(gatewayId) {
      try {
        const answer = await call('GET', `/status?id=${encodeURIComponent(gatewayId)}`);
        if (answer.status === 429) return 'limited';
        const envelope = answer.status === 200 ? envelopeOf(answer.text) : undefined;
        if (!envelope) return 'no-answer';
        if (envelope.acknowledge !== 'success') return 'not-known';
        const word = envelope.response.status;
        return typeof word === 'string' ? meaningOf(word) : 'pending';
      } catch {
        return 'no-answer';
      }
    },
    close: async () => await agent.close(),
  };
}
