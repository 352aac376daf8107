// A GET to a listener by its own address, under the name that its certificate and its rules know.
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

export type Answer = { readonly status: number; readonly text: string };

/**
 * @param options.host sent as Host, and asked of the certificate; the address's own when left out
 * @throws Error when nobody answers within `timeoutMs`; its name is then TimeoutError
 */
export const get = async (
  url: string,
  options: {
    readonly host?: string | undefined;
    readonly headers?: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
  },
): Promise<Answer> =>
  await new Promise((resolve, reject) => {
    const at = new URL(url);
    const headers = { ...options.headers, ...(options.host === undefined ? {} : { host: options.host }) };
    const servername = options.host === undefined ? {} : { servername: options.host.replace(/:\d+$/, '') };
    const send = at.protocol === 'https:' ? secure : plain;
    const signal = AbortSignal.timeout(options.timeoutMs);
    const sent = send(at, { headers, signal, agent: false, ...servername }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', fail);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    const fail = (error: Error): void => reject(signal.aborted ? (signal.reason as Error) : error);
    sent.on('error', fail);
    sent.end();
  });
