import { escape } from './sandbox-page.ts';
import { readXml, type XmlNode } from './cps-xml.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const CPS = 'http://cps.huawei.com/cpsinterface';
const API = `${CPS}/api_requestmgr`;
const REQ = `${CPS}/request`;
const COM = `${CPS}/common`;

export type Party = { type: string; identifier: string };

/** What one envelope asks for, before anybody judged its values. */
export type CpsRequest = {
  version: string;
  command: string;
  /** The caller's own key of the transaction: OriginatorConversationID. */
  conversation: string;
  callerType: string;
  thirdPartyId: string;
  password: string;
  resultUrl: string;
  keyOwner: string;
  timestamp: string;
  initiator: Party & { securityCredential: string; shortCode: string };
  primary?: Party;
  receiver?: Party;
  amount: string;
  currency: string;
  reference: Map<string, string>;
};

const inWords = (names: readonly string[]): string => names.join(', ');

/** The children of an element by name, each at most once; what is required must be there, what is not listed must not. */
function inside(
  node: XmlNode,
  ns: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Record<string, XmlNode> {
  if (node.text.trim() !== '') throw new SyntaxError(`${node.name} holds text between its elements`);
  const found: Record<string, XmlNode> = {};
  for (const one of node.children) {
    if (![...required, ...optional].includes(one.name)) throw new SyntaxError(`${node.name} has no ${one.name}`);
    if (one.ns !== ns) throw new SyntaxError(`${one.name} is in the namespace "${one.ns}" instead of "${ns}"`);
    if (found[one.name] !== undefined) throw new SyntaxError(`${one.name} stands twice in ${node.name}`);
    found[one.name] = one;
  }
  const missing = required.filter((name) => found[name] === undefined);
  if (missing.length > 0) throw new SyntaxError(`${node.name} lacks ${inWords(missing)}`);
  return found;
}

/** Text of a child that `inside` required; never empty. */
function textIn(found: Record<string, XmlNode>, name: string): string {
  const node = found[name];
  if (node === undefined || node.children.length > 0 || node.text.trim() === '')
    throw new SyntaxError(`${name} must be filled in`);
  return node.text;
}

const nodeIn = (found: Record<string, XmlNode>, name: string): XmlNode => {
  const node = found[name];
  if (node === undefined) throw new SyntaxError(`${name} is missing`);
  return node;
};

function readParty(node: XmlNode): Party {
  const found = inside(node, REQ, ['IdentifierType', 'Identifier']);
  return { type: textIn(found, 'IdentifierType'), identifier: textIn(found, 'Identifier') };
}

function readReference(node: XmlNode | undefined): Map<string, string> {
  const items = new Map<string, string>();
  if (node === undefined) return items;
  if (node.children.length === 0) throw new SyntaxError('ReferenceData has no ReferenceItem');
  for (const item of node.children) {
    if (item.name !== 'ReferenceItem' || item.ns !== REQ) throw new SyntaxError(`ReferenceData has no ${item.name}`);
    const found = inside(item, COM, ['Key', 'Value']);
    const key = textIn(found, 'Key');
    if (items.has(key)) throw new SyntaxError(`The reference item ${key} stands twice`);
    items.set(key, textIn({ [key]: nodeIn(found, 'Value') }, key));
  }
  return items;
}

/**
 * Reads an APIRequestMgr request. The order of siblings is free, because no source gives a schema; everything else is strict.
 * @throws SyntaxError that names the element which is wrong
 */
export function readRequest(document: string): CpsRequest {
  const envelope = readXml(document);
  if (envelope.name !== 'Envelope' || envelope.ns !== SOAP)
    throw new SyntaxError('The document is no SOAP 1.1 envelope');
  const request = inside(nodeIn(inside(envelope, SOAP, ['Body'], ['Header']), 'Body'), API, ['Request']);
  const parts = inside(nodeIn(request, 'Request'), REQ, ['Header', 'Body']);
  const header = inside(nodeIn(parts, 'Header'), REQ, [
    'Version',
    'CommandID',
    'OriginatorConversationID',
    'Caller',
    'KeyOwner',
    'Timestamp',
  ]);
  const caller = inside(nodeIn(header, 'Caller'), REQ, ['CallerType', 'ThirdPartyID', 'Password', 'ResultURL']);
  const body = inside(nodeIn(parts, 'Body'), REQ, ['Identity', 'TransactionRequest'], ['ReferenceData']);
  const identity = inside(nodeIn(body, 'Identity'), REQ, ['Initiator'], ['PrimaryParty', 'ReceiverParty']);
  const initiator = inside(nodeIn(identity, 'Initiator'), REQ, [
    'IdentifierType',
    'Identifier',
    'SecurityCredential',
    'ShortCode',
  ]);
  const wrapped = inside(nodeIn(body, 'TransactionRequest'), REQ, ['Parameters']);
  const parameters = inside(nodeIn(wrapped, 'Parameters'), REQ, ['Amount', 'Currency']);
  const { PrimaryParty, ReceiverParty } = identity;
  return {
    version: textIn(header, 'Version'),
    command: textIn(header, 'CommandID'),
    conversation: textIn(header, 'OriginatorConversationID'),
    callerType: textIn(caller, 'CallerType'),
    thirdPartyId: textIn(caller, 'ThirdPartyID'),
    password: textIn(caller, 'Password'),
    resultUrl: textIn(caller, 'ResultURL'),
    keyOwner: textIn(header, 'KeyOwner'),
    timestamp: textIn(header, 'Timestamp'),
    initiator: {
      type: textIn(initiator, 'IdentifierType'),
      identifier: textIn(initiator, 'Identifier'),
      securityCredential: textIn(initiator, 'SecurityCredential'),
      shortCode: textIn(initiator, 'ShortCode'),
    },
    ...(PrimaryParty === undefined ? {} : { primary: readParty(PrimaryParty) }),
    ...(ReceiverParty === undefined ? {} : { receiver: readParty(ReceiverParty) }),
    amount: textIn(parameters, 'Amount'),
    currency: textIn(parameters, 'Currency'),
    reference: readReference(body['ReferenceData']),
  };
}

const printEnvelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${SOAP}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** A SOAP 1.1 fault: the request was not understood at all. */
export const printFault = (side: 'Client' | 'Server', reason: string): string =>
  printEnvelope(
    `<soapenv:Fault><faultcode>soapenv:${side}</faultcode><faultstring>${escape(reason)}</faultstring></soapenv:Fault>`,
  );

export type CpsAnswer = { conversation: string; conversationId: string; code: string; desc: string };

/** The synchronous answer; `conversationId` is empty when nothing was accepted. */
export const printResponse = (answer: CpsAnswer): string =>
  printEnvelope(
    `<api:Response xmlns:api="${API}" xmlns:res="${CPS}/response"><res:Header><res:Version>1.0</res:Version>` +
      `<res:OriginatorConversationID>${escape(answer.conversation)}</res:OriginatorConversationID>` +
      `<res:ConversationID>${escape(answer.conversationId)}</res:ConversationID></res:Header>` +
      `<res:Body><res:ResponseCode>${escape(answer.code)}</res:ResponseCode><res:ResponseDesc>${escape(answer.desc)}</res:ResponseDesc></res:Body></api:Response>`,
  );

/** The final answer, POSTed to the ResultURL. */
export const printResult = (result: CpsAnswer & { transactionId: string }): string =>
  printEnvelope(
    `<api:Result xmlns:api="${CPS}/api_resultmgr" xmlns:res="${CPS}/result"><res:Header><res:Version>1.0</res:Version>` +
      `<res:OriginatorConversationID>${escape(result.conversation)}</res:OriginatorConversationID>` +
      `<res:ConversationID>${escape(result.conversationId)}</res:ConversationID></res:Header>` +
      `<res:Body><res:ResultType>0</res:ResultType><res:ResultCode>${escape(result.code)}</res:ResultCode><res:ResultDesc>${escape(result.desc)}</res:ResultDesc>` +
      `<res:TransactionResult><res:TransactionID>${escape(result.transactionId)}</res:TransactionID></res:TransactionResult></res:Body></api:Result>`,
  );
