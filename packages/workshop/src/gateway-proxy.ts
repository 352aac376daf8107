import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { constants, createBrotliCompress } from 'node:zlib';
import type { Origin } from './gateway-routes.ts';

export type Upstream = { service: string; port: number; origin: Origin };

const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
const REQUEST_ID = /^[\w-]{8,64}$/;
const COMPRESSIBLE =
  /^(text\/(html|css|javascript|plain)|application\/(json|problem\+json|javascript)|image\/svg\+xml)/;
/** What production's edge compresses: nothing below a kilobyte. */
const SMALLEST = 1_000;
const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64 });

/**
 * The headers that a service gets: what the browser sent, without what belongs to this connection, with the request's
 * way. Cookies are not passed on the store origin: creators' pages never see a session.
 */
export const forwardedHeaders = (incoming: IncomingMessage, origin: Origin): IncomingHttpHeaders => {
  const headers = withoutHops(incoming.headers);
  if (origin === 'store') delete headers.cookie;
  const came = incoming.socket.remoteAddress ?? '';
  const before = incoming.headers['x-forwarded-for'];
  const given = incoming.headers['x-request-id'];
  headers['x-forwarded-for'] = before === undefined ? came : `${String(before)}, ${came}`;
  headers['x-forwarded-host'] = incoming.headers.host;
  headers['x-forwarded-proto'] = 'http';
  headers['x-request-id'] = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  return headers;
};

/** The headers that the browser gets. A Set-Cookie on the store origin is dropped. */
export const answeredHeaders = (answer: IncomingHttpHeaders, origin: Origin): IncomingHttpHeaders => {
  const headers = withoutHops(answer);
  if (origin === 'store') delete headers['set-cookie'];
  return headers;
};

const withoutHops = (all: IncomingHttpHeaders): IncomingHttpHeaders => {
  const headers = { ...all };
  for (const name of String(all.connection ?? '').split(',')) delete headers[name.trim().toLowerCase()];
  for (const name of HOP_BY_HOP) delete headers[name];
  return headers;
};

/**
 * Passes one request on and streams the answer back, compressed as production's edge would.
 *
 * @param unreachable called when the service gives no answer; nothing has been sent then
 */
export const proxy = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  upstream: Upstream,
  unreachable: () => void,
): void => {
  const method = incoming.method ?? 'GET';
  const bodyless = method === 'GET' || method === 'HEAD';
  const attempt = (again: boolean): void => {
    const asked = request({
      agent,
      host: '127.0.0.1',
      port: upstream.port,
      method,
      path: incoming.url,
      headers: forwardedHeaders(incoming, upstream.origin),
    });
    asked.on('response', (answer) => relay(answer, incoming, outgoing, upstream.origin));
    asked.on('error', () => {
      // A kept connection that the service closed just now says nothing about the service.
      if (again && bodyless && asked.reusedSocket && !outgoing.headersSent) return attempt(false);
      if (outgoing.headersSent) outgoing.destroy();
      else unreachable();
    });
    outgoing.once('close', () => asked.destroy());
    if (bodyless) asked.end();
    else incoming.pipe(asked);
  };
  attempt(true);
};

/** Streams a service's answer to whoever asked; nothing happens when they have gone. */
export const relay = (
  answer: IncomingMessage,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: Origin,
): void => {
  // Whoever asked may have gone while the service worked.
  if (outgoing.destroyed) {
    answer.destroy();
    return;
  }
  const headers = answeredHeaders(answer.headers, origin);
  const status = answer.statusCode ?? 502;
  if (!worthCompressing(answer, incoming, status)) {
    outgoing.writeHead(status, headers);
    pipeline(answer, outgoing, () => {});
    return;
  }
  delete headers['content-length'];
  headers['content-encoding'] = 'br';
  headers.vary = headers.vary === undefined ? 'accept-encoding' : `${headers.vary}, accept-encoding`;
  if (headers.etag !== undefined && !headers.etag.startsWith('W/')) headers.etag = `W/${headers.etag}`;
  outgoing.writeHead(status, headers);
  const compress = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  pipeline(answer, compress, outgoing, () => {});
};

const worthCompressing = (answer: IncomingMessage, incoming: IncomingMessage, status: number): boolean => {
  const { 'content-type': type = '', 'content-encoding': encoding, 'content-length': length } = answer.headers;
  return (
    incoming.method !== 'HEAD' &&
    status !== 204 &&
    status !== 304 &&
    encoding === undefined &&
    COMPRESSIBLE.test(type) &&
    (length === undefined || Number(length) >= SMALLEST) &&
    /\bbr\b/.test(String(incoming.headers['accept-encoding'] ?? ''))
  );
};
