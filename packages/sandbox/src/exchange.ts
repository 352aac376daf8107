import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseQuery } from './sigv4.ts';

/** One HTTP request with what every stand-in wants to know of it. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** Path without the query, as it came. */
  path: string;
  query: Map<string, string>;
  /** Reads the body once, whole. @throws RangeError above one megabyte */
  body(): Promise<string>;
};

/** Answers a request that is its own; false leaves it to the next. */
export type Part = (exchange: Exchange) => Promise<boolean>;

export type Clock = { now(): Date };

const LARGEST_BODY = 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) throw new RangeError('The body is larger than one megabyte');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = request.url ?? '/';
  let body: Promise<string> | undefined;
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: url.split('?')[0] ?? '/',
    query: new Map(parseQuery(url)),
    body: () => (body ??= readBody(request)),
  };
}

function send({ response }: Exchange, status: number, type: string, text: string): true {
  if (!response.headersSent && !response.destroyed) {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(text);
  }
  return true;
}

export const sendJson = (exchange: Exchange, status: number, value: unknown): true =>
  send(exchange, status, 'application/json; charset=utf-8', JSON.stringify(value));
export const sendText = (exchange: Exchange, status: number, text: string): true =>
  send(exchange, status, 'text/plain; charset=utf-8', text);
export const sendHtml = (exchange: Exchange, status: number, html: string): true =>
  send(exchange, status, 'text/html; charset=utf-8', html);

/** 303, as every form of the sandbox answers. */
export function redirect({ response }: Exchange, location: string): true {
  response.writeHead(303, { location, 'cache-control': 'no-store' });
  response.end();
  return true;
}

/** Reads a form or a JSON object into plain values. @throws SyntaxError when it is neither */
export async function readFields(exchange: Exchange): Promise<Record<string, unknown>> {
  const text = await exchange.body();
  if (text === '') return {};
  if (/json/.test(exchange.request.headers['content-type'] ?? '')) {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('Not a JSON object');
    return value as Record<string, unknown>;
  }
  return Object.fromEntries(new URLSearchParams(text));
}

/** A field as text; what is missing or no text is empty. */
export const textOf = (fields: Record<string, unknown>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};
