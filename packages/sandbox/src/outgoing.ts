import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** Names under `.localhost` are this machine, which not every resolver knows. */
const lookup: LookupFunction = (_host, options, settle) => {
  if (options.all === true) settle(null, [{ address: '127.0.0.1', family: 4 }]);
  else settle(null, '127.0.0.1', 4);
};

/** How long a merchant may take to answer a callback, milliseconds. */
export const CALLBACK_PATIENCE = 5000;

/**
 * Sends one request to an address that a merchant gave; redirects are not followed.
 * @param headers further headers; a body is JSON unless they name another type
 * @returns status, or the name of what went wrong; never throws
 */
export function send(
  method: 'GET' | 'POST',
  address: string,
  body: string | undefined,
  milliseconds: number = CALLBACK_PATIENCE,
  headers: Record<string, string> = {},
): Promise<number | string> {
  return new Promise((settle) => {
    let url: URL;
    try {
      url = new URL(address);
    } catch {
      return settle('not an address');
    }
    const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method,
        headers:
          body === undefined
            ? headers
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
        ...(url.hostname.endsWith('.localhost') ? { lookup } : {}),
        signal: AbortSignal.timeout(milliseconds),
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => settle(answer.statusCode ?? 0));
        answer.once('error', (reason) => settle(reason.message));
      },
    );
    call.once('error', (reason: NodeJS.ErrnoException) => settle(reason.code ?? reason.message));
    call.end(body);
  });
}
