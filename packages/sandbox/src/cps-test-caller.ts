import { createServer } from 'node:http';
import type t from 'tap';
import { type XmlNode, readXml } from './cps-xml.ts';
import { listen } from './listen.ts';
import type { Outside } from './outside.ts';
import { startOutside } from './outside.ts';

/** What an envelope of the tests says; `text` changes the printed document at the end. */
export type Envelope = {
  command?: string;
  conversation?: string;
  phone?: string;
  amount?: string;
  currency?: string;
  timestamp?: string;
  resultUrl?: string;
  password?: string;
  credential?: string;
  shortCode?: string;
  remarks?: string | undefined;
  device?: string | undefined;
  text?(document: string): string;
};
export type Heard = { path: string; type: string; fields: Record<string, string>; text: string };

const COMMANDS = {
  telebirr: { payout: 'InitTrans_2003', push: 'InitTrans_BuyGoodsForCustomer' },
  cbebirr: { payout: 'InitTrans_Salary Payment', push: 'InitTrans_C2B Online Payment Request' },
} as const;

/** Every leaf of a document by its local name. */
export function leaves(document: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (node: XmlNode): void => {
    if (node.children.length === 0) found[node.name] = node.text;
    for (const child of node.children) walk(child);
  };
  walk(readXml(document));
  return found;
}

/**
 * An organization that calls the mobile-money cores, written from the protocol alone, with a server that listens for Results.
 * Everything is forgotten before each test.
 */
export async function startTestCaller(test: typeof t) {
  const clock = { at: Date.parse('2026-11-20T08:00:00Z') };
  const outside: Outside = await startOutside({
    clock: { now: () => new Date(clock.at) },
    callbackRetries: [0, 10, 10],
  });
  const heard: Heard[] = [];
  const answers: number[] = [];
  const shop = await listen(
    createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => {
        text += part.toString();
      });
      request.on('end', () => {
        const type = request.headers['content-type'] ?? '';
        heard.push({ path: request.url ?? '', type, text, fields: text === '' ? {} : leaves(text) });
        response.statusCode = answers.shift() ?? 200;
        response.setHeader('location', '/elsewhere');
        response.end();
      });
    }),
    {},
  );
  const keysOf = { telebirr: outside.keys.payments.telebirr.cps, cbebirr: outside.keys.payments.cbebirr.push };
  let number = 0;

  const print = (rail: 'telebirr' | 'cbebirr', kind: 'payout' | 'push', given: Envelope): string => {
    const our = keysOf[rail];
    const party = (name: string, type: string, id: string): string =>
      `<req:${name}><req:IdentifierType>${type}</req:IdentifierType><req:Identifier>${id}</req:Identifier></req:${name}>`;
    const phone = given.phone ?? '251911234567';
    const parties =
      kind === 'payout'
        ? party('ReceiverParty', '1', phone)
        : party('PrimaryParty', '1', phone) + party('ReceiverParty', '4', given.shortCode ?? our.shortCode);
    const item = (key: string, value: string | undefined): string =>
      value === undefined
        ? ''
        : `<req:ReferenceItem><com:Key>${key}</com:Key><com:Value>${value}</com:Value></req:ReferenceItem>`;
    const remarks = 'remarks' in given ? given.remarks : 'ORD7';
    const device = 'device' in given ? given.device : rail === 'cbebirr' && kind === 'push' ? 'POS1' : undefined;
    const document = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:api="http://cps.huawei.com/cpsinterface/api_requestmgr"
  xmlns:req="http://cps.huawei.com/cpsinterface/request"
  xmlns:com="http://cps.huawei.com/cpsinterface/common">
 <soapenv:Body><api:Request>
  <req:Header>
   <req:Version>1.0</req:Version><req:CommandID>${given.command ?? COMMANDS[rail][kind]}</req:CommandID>
   <req:OriginatorConversationID>${given.conversation ?? `CONV${(number += 1)}`}</req:OriginatorConversationID>
   <req:Caller><req:CallerType>2</req:CallerType><req:ThirdPartyID>${our.thirdPartyId}</req:ThirdPartyID>
    <req:Password>${given.password ?? our.password}</req:Password><req:ResultURL>${given.resultUrl ?? `${shop.url}/result/7?a=1&amp;b=2`}</req:ResultURL></req:Caller>
   <req:KeyOwner>1</req:KeyOwner><req:Timestamp>${given.timestamp ?? '20261120110000'}</req:Timestamp>
  </req:Header>
  <req:Body>
   <req:Identity>
    <req:Initiator><req:IdentifierType>${our.initiatorType}</req:IdentifierType><req:Identifier>${our.initiator}</req:Identifier>
     <req:SecurityCredential>${given.credential ?? our.securityCredential}</req:SecurityCredential><req:ShortCode>${our.shortCode}</req:ShortCode></req:Initiator>
    ${parties}
   </req:Identity>
   <req:TransactionRequest><req:Parameters><req:Amount>${given.amount ?? '150.50'}</req:Amount><req:Currency>${given.currency ?? 'ETB'}</req:Currency></req:Parameters></req:TransactionRequest>
   <req:ReferenceData>${item('Remarks', remarks)}${item('POSDeviceID', device)}</req:ReferenceData>
  </req:Body>
 </api:Request></soapenv:Body></soapenv:Envelope>`;
    return given.text?.(document) ?? document;
  };

  const call = async (rail: 'telebirr' | 'cbebirr', kind: 'payout' | 'push', given: Envelope = {}) => {
    const response = await fetch(keysOf[rail].url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${COMMANDS[rail][kind]}"` },
      body: print(rail, kind, given),
    });
    const text = await response.text();
    return { status: response.status, text, fields: text.startsWith('<?xml') ? leaves(text) : {} };
  };

  test.teardown(async () => {
    await outside.stop();
    await shop.stop();
  });
  test.beforeEach(() => {
    outside.clear();
    heard.length = 0;
    answers.length = 0;
  });
  return {
    clock,
    outside,
    keysOf,
    heard,
    answers,
    shopUrl: shop.url,
    payout: (given?: Envelope, rail: 'telebirr' | 'cbebirr' = 'telebirr') => call(rail, 'payout', given),
    push: (given?: Envelope, rail: 'telebirr' | 'cbebirr' = 'telebirr') => call(rail, 'push', given),
  };
}
