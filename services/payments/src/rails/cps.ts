// The mobile-money core (Huawei CPS) behind telebirr's payouts and CBE Birr's pushes: a SOAP call that is only taken in,
// and a Result that comes later. Protocol notes, sections 1.13 and 3.3; the values are those of each contract.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { santim, telebirrAmount } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { Url } from '@windsurf/service-kit/env';
import { readSoap, writeXml } from './cps-xml.ts';
import type { XmlNode } from './cps-xml.ts';
import { checkRail } from './rail-checks.ts';
import { createGateway } from './rail-http.ts';
import type { RailCheck, RailName } from './rails.ts';

const Issued = T.String({ minLength: 1, maxLength: 2000 });
export const CpsSecret = T.Object({
  /** …/payment/services/APIRequestMgrService, inside the provider's VPN. */
  url: Url,
  thirdPartyId: Issued,
  password: Issued,
  /** 11 or 12 (an operator), as the contract says. */
  initiatorType: T.String({ pattern: '^\\d{1,4}$' }),
  initiator: Issued,
  securityCredential: Issued,
  shortCode: T.String({ pattern: '^\\d{3,16}$' }),
  /** Ours alone: makes the addresses of Results unguessable. At least 32 bytes as base64url. */
  resultKey: T.String({ minLength: 43 }),
  /** What the codes of this contract mean, over the usual ones; `doubt`: the code ends nothing, a person looks. */
  codes: T.Optional(
    T.Record(
      T.String(),
      T.Union(['no-money', 'wrong-pin', 'cancelled', 'limit', 'account', 'refused', 'doubt'].map((w) => T.Literal(w))),
    ),
  ),
});
export type CpsSettings = Static<typeof CpsSecret>;

export type CpsKind = 'payout' | 'refund' | 'push';
/** Identifier types: 1 a subscriber (2519…), 4 a short code. */
export type Party = { readonly type: '1' | '4'; readonly identifier: string };
export type CpsOrder = {
  readonly kind: CpsKind;
  readonly command: string;
  /** Ours, random: the correlation and the idempotency key. */
  readonly id: string;
  /** Address of our callbacks for this rail; the tail is put behind it. */
  readonly callback: string;
  readonly primary?: Party;
  readonly receiver: Party;
  readonly amount: Santim;
  /** Reference items; none may be empty. */
  readonly reference: readonly (readonly [key: string, value: string])[];
};
/** `refused` by its own word at the door; its code may still be one that says nothing about an earlier try. */
export type CpsBegun =
  | { readonly kind: 'accepted'; readonly conversationId: string }
  | { readonly kind: 'refused' | 'down' | 'unknown'; readonly why: string };
/** `failed` for a last word that is not success; a text that is no code, or one that may mean something else, is `unknown`. */
export type CpsEnd =
  | { readonly kind: 'done'; readonly txnId: string }
  | { readonly kind: 'failed'; readonly why: string; readonly code: string }
  | { readonly kind: 'unknown'; readonly why: string };
export type CpsResult = {
  readonly kind: CpsKind;
  readonly id: string;
  /** What was asked for; what the Result says, where it says one. */
  readonly amount: Santim | undefined;
  readonly end: CpsEnd;
};
export type Cps = {
  readonly callback: (order: Pick<CpsOrder, 'kind' | 'id' | 'amount' | 'callback'>) => string;
  begin(order: CpsOrder): Promise<CpsBegun>;
  /**
   * Reads a Result. `forged` when the tail is not one that we gave out for what the body speaks of: nobody signs a Result,
   * the unguessable address is all that proves its sender (beside the provider's network). Never throws.
   */
  readResult(tail: string, body: Buffer): CpsResult | 'forged' | 'unreadable';
  /** What a code means, where that is known. */
  meaningOf(code: string): string | undefined;
  selfTest(): Promise<readonly RailCheck[]>;
  close(): Promise<void>;
};

/**
 * What codes other than `0` mean, in our words. The notes prove none of them; these are the family's usual ones, and a
 * contract's own stand in its secret. A Result is the last word, so a number that is not here is a failure without a
 * reason, except where it may speak of an earlier try (15, "duplicate") or of a trouble inside.
 */
const usual: Readonly<Record<string, string>> = {
  '1': 'no-money',
  '2': 'limit',
  '3': 'limit',
  '4': 'limit',
  '8': 'limit',
  '15': 'doubt',
  '17': 'doubt',
  '1032': 'cancelled',
  '2001': 'wrong-pin',
  '2006': 'account',
  '2040': 'account',
};

export function createCps(
  rail: RailName,
  settings: CpsSettings,
  options: { readonly now: () => number; readonly timeoutMs: number },
): Cps {
  const gateway = createGateway(settings.url, options.timeoutMs);
  const codes = new Map<string, string>(Object.entries({ ...usual, ...settings.codes }));
  const seal = (text: string): string =>
    createHmac('sha256', settings.resultKey).update(`${rail}/${text}`).digest().subarray(0, 24).toString('base64url');
  const callback: Cps['callback'] = ({ kind, id, amount, callback: base }) => {
    const about = `${kind}-${id}-${amount}`;
    return `${base}/${about}.${seal(about)}`;
  };
  const opened = (tail: string): { kind: CpsKind; id: string; amount: Santim } | undefined => {
    const m = /^\/?((payout|refund|push)-([A-Za-z0-9]{1,64})-(\d{1,15}))\.([\w-]{32})$/.exec(tail);
    if (!m) return undefined;
    const [, about = '', kind, id = '', amount, given = ''] = m;
    if (!timingSafeEqual(Buffer.from(seal(about)), Buffer.from(given))) return undefined;
    return { kind: kind as CpsKind, id, amount: santim(Number(amount)) };
  };

  return {
    callback,
    meaningOf: (code) => codes.get(code),
    async begin(order) {
      const headers = {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${order.command}"`,
        accept: 'text/xml',
      };
      const answer = await gateway.postText('', headers, envelope(settings, order, callback(order), options.now()));
      if (answer.kind === 'none') return { kind: answer.sent ? 'unknown' : 'down', why: answer.why };
      // Turned away before anybody read it; a server's error may come after it was taken in.
      if (answer.status >= 400) {
        const untouched = answer.status < 500 && answer.status !== 408 && answer.status !== 409;
        return { kind: untouched ? 'down' : 'unknown', why: `http ${answer.status}` };
      }
      const said = answer.status < 300 ? readSoap(answer.text) : undefined;
      const code = said?.root === 'Response' ? said.one('ResponseCode') : undefined;
      if (said === undefined || code === undefined) return { kind: 'unknown', why: 'no readable answer' };
      if ((said.one('OriginatorConversationID') ?? order.id) !== order.id)
        return { kind: 'unknown', why: 'answer about another conversation' };
      if (code !== '0') return { kind: 'refused', why: code.slice(0, 40) };
      return { kind: 'accepted', conversationId: (said.one('ConversationID') ?? order.id).slice(0, 64) };
    },
    readResult(tail, body) {
      const about = opened(tail);
      if (about === undefined) return 'forged';
      const said = readSoap(body.toString('utf8'));
      const code = said?.root === 'Result' ? said.one('ResultCode') : undefined;
      if (said === undefined || code === undefined) return 'unreadable';
      // The address of one payout with the Result of another.
      if (said.one('OriginatorConversationID') !== about.id) return 'forged';
      const told = said.parameter('Amount') ?? said.parameter('TransactionAmount');
      const amount = told === undefined ? about.amount : wireSantim(told);
      return { kind: about.kind, id: about.id, amount, end: endOf(code, said.one('TransactionID'), codes.get(code)) };
    },
    // The address only: each of its calls moves money, so none can prove the password.
    selfTest: async () => {
      const checks = await checkRail({ url: settings.url, ask: async () => await gateway.get(''), ...options });
      return checks.map((check) => ({ ...check, says: `for pushes and payouts: ${check.says}` }));
    },
    close: async () => await gateway.close(),
  };
}

function endOf(code: string, txnId: string | undefined, meaning: string | undefined): CpsEnd {
  if (code === '0') {
    // Done, without saying by which transaction, cannot be compared with anything and is therefore not believed.
    return txnId === undefined || txnId === ''
      ? { kind: 'unknown', why: 'no transaction id' }
      : { kind: 'done', txnId };
  }
  const known = meaning ?? (/^\d{1,9}$/.test(code) && Number(code) !== 0 ? 'refused' : 'doubt');
  return known === 'doubt'
    ? { kind: 'unknown', why: `result ${code.slice(0, 40)}` }
    : { kind: 'failed', why: known, code };
}

const wireSantim = (text: string): Santim | undefined => {
  const m = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text);
  return m ? santim(Number.parseInt((m[1] ?? '') + (m[2] ?? '').padEnd(2, '0'), 10)) : undefined;
};

/** `yyyyMMddHHmmss` in East Africa Time. */
const stampOf = (now: number): string => new Date(now + 3 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');

function envelope(settings: CpsSettings, order: CpsOrder, resultUrl: string, now: number): string {
  const party = (name: string, { type, identifier }: Party): XmlNode => [
    `req:${name}`,
    [
      ['req:IdentifierType', type],
      ['req:Identifier', identifier],
    ],
  ];
  const caller: XmlNode[] = [
    ['req:CallerType', '2'],
    ['req:ThirdPartyID', settings.thirdPartyId],
    ['req:Password', settings.password],
    ['req:ResultURL', resultUrl],
  ];
  const header: XmlNode[] = [
    ['req:Version', '1.0'],
    ['req:CommandID', order.command],
    ['req:OriginatorConversationID', order.id],
    ['req:Caller', caller],
    ['req:KeyOwner', '1'],
    ['req:Timestamp', stampOf(now)],
  ];
  const initiator: XmlNode[] = [
    ['req:IdentifierType', settings.initiatorType],
    ['req:Identifier', settings.initiator],
    ['req:SecurityCredential', settings.securityCredential],
    ['req:ShortCode', settings.shortCode],
  ];
  const identity: XmlNode[] = [
    ['req:Initiator', initiator],
    ...(order.primary ? [party('PrimaryParty', order.primary)] : []),
    party('ReceiverParty', order.receiver),
  ];
  const parameters: XmlNode[] = [
    ['req:Amount', telebirrAmount(order.amount)],
    ['req:Currency', 'ETB'],
  ];
  const items = order.reference.map(
    ([key, value]): XmlNode => [
      'req:ReferenceItem',
      [
        ['com:Key', key],
        ['com:Value', value],
      ],
    ],
  );
  const request: XmlNode = [
    'api:Request',
    [
      ['req:Header', header],
      [
        'req:Body',
        [
          ['req:Identity', identity],
          ['req:TransactionRequest', [['req:Parameters', parameters]]],
          ['req:ReferenceData', items],
        ],
      ],
    ],
  ];
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:api="http://cps.huawei.com/cpsinterface/api_requestmgr"' +
    ' xmlns:req="http://cps.huawei.com/cpsinterface/request"' +
    ' xmlns:com="http://cps.huawei.com/cpsinterface/common">' +
    `<soapenv:Header/>${writeXml(['soapenv:Body', [request]])}</soapenv:Envelope>`
  );
}
