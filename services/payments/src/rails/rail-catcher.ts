// Dev only: a server where tests catch what providers send.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import type { Notice } from './rails.ts';

export type Caught = Notice & { readonly at: string };
export type Catcher = {
  readonly origin: string;
  readonly notices: readonly Caught[];
  /** The next notice that came, or comes. */
  next(): Promise<Caught>;
};

/** Our callbacks' address: keeps what providers send, as the service would hand it to a rail. */
export async function startCatcher(t: Test): Promise<Catcher> {
  const notices: Caught[] = [];
  const waiting: ((one: Caught) => void)[] = [];
  let taken = 0;
  const take = async (request: IncomingMessage): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://catcher');
    const [, rail = '', tail = ''] = /^\/v1\/payments\/callbacks\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? [];
    const one: Caught = {
      body: Buffer.concat(chunks),
      headers: request.headers,
      tail,
      query: Object.fromEntries(url.searchParams),
      at: rail,
    };
    notices.push(one);
    const waiter = waiting.shift();
    if (waiter) {
      taken += 1;
      waiter(one);
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.end('{}'),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notices,
    async next() {
      const ready = notices[taken];
      if (ready) {
        taken += 1;
        return ready;
      }
      return await new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** A server that answers what it is told to; gives its origin. */
export async function serve(
  t: Test,
  answer: (method: string, path: string, body: string) => readonly [status: number, body: string],
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [status, body] = answer(request.method ?? '', request.url ?? '', Buffer.concat(chunks).toString());
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
