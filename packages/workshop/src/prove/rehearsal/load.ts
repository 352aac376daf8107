// Forty clients with kept connections, in a process of their own: store pages, checkout pages, the state of a payment,
// and now and then a new payment. Reports its counts to its parent; whatever is not the expected answer is a failure.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export type LoadPlan = {
  readonly port: number;
  readonly storeHost: string;
  readonly appHost: string;
  readonly clients: number;
  /** Between two requests of one client, in milliseconds. */
  readonly pauseMs: number;
  readonly stores: readonly string[];
  readonly products: readonly { readonly id: string; readonly priceSantim: number }[];
};
export type LoadCounts = {
  readonly requests: number;
  readonly failed: number;
  readonly payments: number;
  /** The last few failures, in words. */
  readonly samples: readonly string[];
};

const REPORT_MS = 50;
const TIMEOUT_MS = 20_000;
/** One request in so many begins a payment. */
const PAYS = 25;

const plan = JSON.parse(process.argv[2] ?? '{}') as LoadPlan;
const agent = new Agent({ keepAlive: true, maxSockets: plan.clients });
const counts = { requests: 0, failed: 0, payments: 0, samples: [] as string[] };
const tokens: string[] = [];
let stopping = false;

type Sent = { readonly host: string; readonly path: string; readonly expect: number; readonly body?: object };

const send = async (sent: Sent): Promise<string | undefined> =>
  await new Promise((resolve) => {
    const { host, path, body } = sent;
    const done = (text: string | undefined, wrong?: string): void => {
      counts.requests += 1;
      if (wrong !== undefined) {
        counts.failed += 1;
        counts.samples.push(`${new Date().toISOString().slice(11, 23)} ${path.slice(0, 40)}: ${wrong}`);
        if (counts.samples.length > 20) counts.samples.shift();
      }
      resolve(wrong === undefined ? text : undefined);
    };
    const headers = {
      host,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
    };
    const method = body === undefined ? 'GET' : 'POST';
    const out = request(
      { host: '127.0.0.1', port: plan.port, path, method, headers, agent, timeout: TIMEOUT_MS },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('error', (error) => done(undefined, error.message));
        answer.on('end', () =>
          answer.statusCode === sent.expect
            ? done(text)
            : done(undefined, `${answer.statusCode} ${text.slice(0, 160)}`),
        );
      },
    );
    out.on('timeout', () => out.destroy(new Error('no answer in time')));
    out.on('error', (error) => done(undefined, error.message));
    out.end(body === undefined ? undefined : JSON.stringify(body));
  });

const anyOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];

const pay = async (): Promise<void> => {
  const product = anyOf(plan.products);
  if (product === undefined) return;
  const phone = `+2519${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const body = { productId: product.id, phone, rail: 'telebirr', lang: 'en', seenPriceSantim: product.priceSantim };
  counts.payments += 1;
  const text = await send({ host: plan.appHost, path: '/v1/payments/checkouts', expect: 201, body });
  if (text === undefined) return;
  tokens.push((JSON.parse(text) as { token: string }).token);
  if (tokens.length > 200) tokens.shift();
};

const one = async (turn: number): Promise<void> => {
  if (turn % PAYS === 0) return await pay();
  const token = anyOf(tokens);
  if (turn % 3 === 0) {
    const path = `/${anyOf(plan.stores) ?? ''}`;
    await send({ host: plan.storeHost, path, expect: 200 });
  } else if (turn % 3 === 1 || token === undefined) {
    await send({ host: plan.appHost, path: `/checkout/${anyOf(plan.products)?.id ?? ''}`, expect: 200 });
  } else await send({ host: plan.appHost, path: `/v1/payments/checkouts/${token}`, expect: 200 });
};

const client = async (number: number): Promise<void> => {
  for (let turn = number; !stopping; turn++) {
    await one(turn);
    await pause(plan.pauseMs * (0.5 + Math.random()));
  }
};

process.on('message', () => {
  stopping = true;
});
process.on('disconnect', () => process.exit(0));
const report = setInterval(() => process.send?.(counts), REPORT_MS);
await Promise.all(Array.from({ length: plan.clients }, async (_, number) => await client(number)));
clearInterval(report);
process.send?.(counts, () => process.exit(0));
