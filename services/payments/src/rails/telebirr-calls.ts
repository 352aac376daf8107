// Signed calls to telebirr's gateway: the token, its renewal, and what an answer means before its content is looked at.
import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createGateway, isMap, textOf } from './rail-http.ts';
import type { Answered, Fields, HttpAnswer } from './rail-http.ts';
import { lifeOf } from './telebirr-answers.ts';
import { canonicalText, signText } from './telebirr-signature.ts';

export const signType = 'SHA256WithRSA';
/** A token is renewed this long before its end; half of its life when that is shorter. */
const marginMs = 60_000;
const unreadableLifeMs = 300_000;
/** Answers that say "not now" and nothing about the request. */
const transient: ReadonlySet<string> = new Set(['49401024991', '49401021002']);

export type Called =
  | { readonly kind: 'content'; readonly content: Fields }
  /**
   * Refused by a word of the gateway: `busy` is "not now", and nothing was begun; `mistaken` that our request was wrong,
   * and was not looked at further; `server` an error that may come after the thing was done.
   */
  | { readonly kind: 'error'; readonly why: string; readonly means: 'busy' | 'mistaken' | 'server' | 'refused' }
  | { readonly kind: 'none'; readonly sent: boolean; readonly why: string };

export type TelebirrCalls = {
  call(path: string, method: string, content: Fields): Promise<Called>;
  /** The raw answer to a signed call, or to the call for a token when that is refused. */
  probe(content: Fields): Promise<HttpAnswer>;
  stamps(): { timestamp: string; nonce_str: string };
  close(): Promise<void>;
};
type CallsOptions = {
  readonly baseUrl: string;
  readonly fabricAppId: string;
  readonly appSecret: string;
  readonly privateKey: KeyObject;
  readonly now: () => number;
  readonly timeoutMs: number;
};

export function createTelebirrCalls(options: CallsOptions): TelebirrCalls {
  const { now, fabricAppId } = options;
  const gateway = createGateway(options.baseUrl, options.timeoutMs);
  let token: { readonly text: string; readonly until: number } | undefined;
  let asking: Promise<{ text: string } | HttpAnswer> | undefined;

  const askToken = async (): Promise<{ text: string } | HttpAnswer> => {
    const answer = await gateway.post(
      '/payment/v1/token',
      { 'x-app-key': fabricAppId },
      { appSecret: options.appSecret },
    );
    const text = answer.kind === 'answer' && answer.status < 300 ? textOf(answer.body, 'token') : undefined;
    if (answer.kind !== 'answer' || text === undefined) return answer;
    const life = lifeOf(answer.body.effectiveDate, answer.body.expirationDate) ?? unreadableLifeMs;
    token = { text, until: now() + Math.max(life - marginMs, life / 2) };
    return { text };
  };
  const tokenNow = async (): Promise<{ text: string } | HttpAnswer> => {
    if (token && token.until > now()) return token;
    asking ??= askToken().finally(() => {
      asking = undefined;
    });
    return await asking;
  };
  const stamps = (): { timestamp: string; nonce_str: string } => ({
    timestamp: String(Math.floor(now() / 1000)),
    nonce_str: nonce(),
  });
  const send = async (bearer: string, path: string, method: string, content: Fields): Promise<HttpAnswer> => {
    const message = { ...stamps(), method, version: '1.0', biz_content: content };
    return await gateway.post(
      path,
      { 'x-app-key': fabricAppId, authorization: bearer },
      { ...message, sign: signText(canonicalText(message), options.privateKey), sign_type: signType },
    );
  };

  return {
    stamps,
    /** A token that is no longer good is renewed once; such a call was never carried out. */
    async call(path, method, content) {
      for (const last of [false, true]) {
        const bearer = await tokenNow();
        if ('kind' in bearer) return { kind: 'none', sent: false, why: 'no token' };
        const answer = await send(bearer.text, path, method, content);
        if (answer.kind === 'none') return answer;
        if (answer.status !== 401) return calledOf(answer);
        if (token?.text === bearer.text) token = undefined;
        if (last) break;
      }
      return { kind: 'error', why: 'http 401', means: 'busy' };
    },
    async probe(content) {
      token = undefined;
      const bearer = await tokenNow();
      if ('kind' in bearer) return bearer;
      return await send(bearer.text, '/payment/v1/merchant/queryOrder', 'payment.queryorder', content);
    },
    close: async () => await gateway.close(),
  };
}

const mistaken: ReadonlySet<string> = new Set(['60200099', '49401024995']);

function calledOf(answer: Answered): Called {
  const { status, body } = answer;
  const good = status < 300 && body.result === 'SUCCESS' && (body.code === '0' || body.code === '00000');
  if (good) return { kind: 'content', content: isMap(body.biz_content) ? body.biz_content : {} };
  const why = errorOf(answer);
  // "Not now" in telebirr's own words means that nothing was begun; any other server's error may come after the thing was
  // done, a refusal of what we sent cannot.
  const busy = transient.has(why) || status === 429;
  const means = busy ? 'busy' : status >= 500 || status === 408 ? 'server' : mistaken.has(why) ? 'mistaken' : 'refused';
  return { kind: 'error', why, means };
}

/** The gateway's own code, or the status. */
export const errorOf = ({ status, body }: Answered): string =>
  (textOf(body, 'errorCode', 'code') ?? `http ${status}`).slice(0, 40);

// 32 signs, so that a byte's low five bits choose one without bias.
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const nonce = (): string => Array.from(randomBytes(32), (byte) => signs[byte & 31]).join('');
