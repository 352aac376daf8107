import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Exchange } from './exchange.ts';

/** Names under `.localhost` are this machine, which not every resolver knows. */
const lookup: LookupFunction = (_host, options, settle) => {
  if (options.all === true) settle(null, [{ address: '127.0.0.1', family: 4 }]);
  else settle(null, '127.0.0.1', 4);
};

/** Headers of one hop, and those that would no longer fit what is sent on. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'host',
  'strict-transport-security',
]);

export type View = {
  /** The merchant's origin. */
  origin: string;
  /** The origin under which the browser sees it. */
  shownAt: string;
  /** Given on this request alone, as a web view does on its first page. */
  authorization?: string;
  /** A cookie of the web view itself, which the merchant must not see. */
  ownCookie: string;
  /** A script of the web view, put at the top of every page. */
  script: string;
};

function outwards(exchange: Exchange, view: View): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(exchange.request.headers)) {
    if (typeof value !== 'string' || DROPPED.has(name)) continue;
    headers[name] = name === 'origin' || name === 'referer' ? value.replace(view.shownAt, view.origin) : value;
  }
  const cookie = (headers['cookie'] ?? '')
    .split(/;\s*/)
    .filter((one) => one !== '' && !one.startsWith(`${view.ownCookie}=`))
    .join('; ');
  delete headers['cookie'];
  return {
    ...headers,
    ...(cookie === '' ? {} : { cookie }),
    ...(view.authorization === undefined ? {} : { authorization: view.authorization }),
    'accept-encoding': 'identity',
  };
}

/**
 * Shows a merchant's page inside the app: every request goes on to the merchant with its own headers and cookies; addresses of
 * the merchant's origin in pages and redirects become the web view's, and the web view's script is added.
 */
export async function showMerchant(exchange: Exchange, view: View): Promise<true> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', view.origin);
  const body = exchange.method === 'GET' || exchange.method === 'HEAD' ? undefined : await exchange.body();
  const headers = outwards(exchange, view);
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  return new Promise((settle) => {
    const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      { method: exchange.method, headers, ...(url.hostname.endsWith('.localhost') ? { lookup } : {}) },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', () => response.destroy());
        answer.once('end', () => {
          const whole = Buffer.concat(parts);
          const isPage = /^text\/html\b/i.test(answer.headers['content-type'] ?? '');
          const sent = isPage
            ? Buffer.from(
                whole
                  .toString('utf8')
                  .replaceAll(view.origin, view.shownAt)
                  .replace(/<head[^>]*>/i, (head) => `${head}<script src="${view.script}"></script>`),
              )
            : whole;
          for (const [name, value] of Object.entries(answer.headers)) {
            if (value === undefined || DROPPED.has(name)) continue;
            const shown =
              name === 'location' && typeof value === 'string' ? value.replace(view.origin, view.shownAt) : value;
            response.setHeader(name, shown);
          }
          response.writeHead(answer.statusCode ?? 502, { 'content-length': sent.length });
          response.end(exchange.method === 'HEAD' ? undefined : sent);
          settle(true);
        });
      },
    );
    call.once('error', (reason) => {
      response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`The merchant cannot be reached: ${reason.message}`);
      settle(true);
    });
    call.end(body);
  });
}
