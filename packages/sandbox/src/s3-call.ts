import type { IncomingMessage, ServerResponse } from 'node:http';
import { printXml, type XmlNode } from './s3-xml.ts';
import type { PayloadClaim } from './sigv4.ts';

/** One verified call, taken apart. */
export type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  query: Map<string, string>;
  /** Headers, with the `x-amz-*` parameters that a presigner hoisted into the query. */
  stated: Record<string, string>;
  claim: PayloadClaim;
  bucket: string;
  key: string;
};

export const XML = { 'content-type': 'application/xml' };

export function sendXml(call: Call, name: string, node: XmlNode): void {
  call.response.writeHead(200, XML);
  call.response.end(printXml(name, node));
}

/** Answers without a body; whatever the caller still sends is thrown away. */
export function finish(call: Call, status: number, headers: Record<string, string> = {}): void {
  call.request.resume();
  call.response.writeHead(status, headers);
  call.response.end();
}
