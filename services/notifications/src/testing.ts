// notifications for tests: the real app, database and queue, and the SMS gateway's stand-in. What other services would
// answer is given by the test.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { linkOfIntent, linkOfOrderMoney } from '@windsurf/contracts/payments-links';
import { linkOfGift } from '@windsurf/contracts/payments-gifts';
import { linkOfInstalments } from '@windsurf/contracts/payments-instalments';
import { linkOfMembership } from '@windsurf/contracts/payments-memberships';
import { numberOfPayoutAccount } from '@windsurf/contracts/payments-payouts';
import { linkOfEntitlement, linkOfOrder } from '@windsurf/contracts/delivery';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { newId } from '@windsurf/db/ids';
import { flagsOf } from '@windsurf/flags/flags';
import { CallFailed } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import { drain } from '@windsurf/messages/drain';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { testPeople } from '@windsurf/testbed/people';
import type { People } from '@windsurf/testbed/people';
import { freePort } from '@windsurf/testbed/ports';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp, workOf } from './app.ts';
import type { DB } from './db.gen.ts';
import type { Deps } from './deps.ts';
import { createAfromessage } from './sms/afromessage.ts';
import type { Afromessage } from './sms/afromessage.ts';
import { createSendCount } from './sms/sms-counts.ts';
import { createReportAddresses } from './sms/report-address.ts';

type PhoneAnswer = { phone: string; lang: 'am' | 'en' };
type AttemptAnswer = { state: string; amountSantim: number; payCode: string | null; payBy: string | null };
type LinkAnswer = { url: string; title: string; storeName: string; free?: boolean; gift?: boolean };
export type Row = {
  id: string;
  template: string;
  state: string;
  reason: string | null;
  attempts: number;
  parts: number;
  gateway_id: string | null;
  text_sealed: string | null;
  person_id: string | null;
};
export type TestNotifications = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly people: People;
  readonly outside: Outside;
  readonly logged: () => string;
  readonly lines: () => Record<string, unknown>[];
  /** What auth and delivery know, by id, and how often auth was asked. */
  readonly phones: Map<string, PhoneAnswer>;
  readonly links: Map<string, LinkAnswer>;
  /** Receipts that delivery knows by order; what payments knows by order or attempt. */
  readonly receipts: Map<string, string>;
  readonly follows: Map<string, string>;
  /** How an attempt that payments knows stands; without, it answers as older builds do. */
  readonly attempts: Map<string, AttemptAnswer>;
  /** How memberships stand, as payments knows them. */
  readonly memberships: Map<string, Answer<typeof linkOfMembership>>;
  /** How payment plans stand, as payments knows them. */
  readonly plans: Map<string, Answer<typeof linkOfInstalments>>;
  /** How gifts stand, as payments knows them. */
  readonly gifts: Map<string, Answer<typeof linkOfGift>>;
  /** Numbers of wallets that payments knows, by account. */
  readonly wallets: Map<string, string>;
  asked: number;
  /** Flags as operators have set them. */
  readonly switched: { rules: Parameters<typeof flagsOf>[0] };
  /** Runs the queue as a worker does; with `wait` seconds, the clock goes on first. */
  work(wait?: number): Promise<number>;
  /** Delivers an event to this service's queue, as `emit` of its owner does. */
  hear<E extends EventType>(event: E, creatorId: string, payload: PayloadOf<E>, key?: string): Promise<void>;
  sendCode(
    body: Record<string, unknown>,
  ): Promise<{ statusCode: number; json(): { messageId: string; state: string } }>;
  rows(): Promise<Row[]>;
  row(id: string): Promise<Row>;
};

const key = (): string => randomBytes(32).toString('base64url');

/** A caller that answers from what the test gave, and 404 otherwise. */
function answering(answer: (shape: unknown, id: string) => unknown): Caller {
  type Input = { params: { id?: string; orderId?: string } };
  const call = async (shape: unknown, { params }: Input): Promise<unknown> => {
    const found = answer(shape, params.id ?? params.orderId ?? '');
    if (found === undefined) throw new CallFailed('not here', { status: 404, problem: 'not-found', unknown: false });
    return found;
  };
  return Object.assign(call, { close: async () => undefined }) as unknown as Caller;
}

/** `deadlineMs` is how long the gateway may take; `wrap` lets a test stand between us and the gateway. */
export async function startTestNotifications(
  t: Test,
  options: { deadlineMs?: number; wrap?: (gateway: Afromessage) => Afromessage } = {},
): Promise<TestNotifications> {
  const db = await testDatabase(t, ['notifications']);
  // The queue's clock is the database's, so the test's clock starts at the present.
  const clock = testClock(new Date().toISOString());
  const outside = await startOutside({ clock });
  const people = await testPeople('notifications');
  const { log, text, lines } = quietLog();
  const port = await freePort();
  const { callbackKey, ...account } = outside.keys.notifications.afromessage;
  const gateway = createAfromessage({ ...account, deadlineMs: options.deadlineMs ?? 5000 });
  const phones: TestNotifications['phones'] = new Map();
  const links: TestNotifications['links'] = new Map();
  const receipts: TestNotifications['receipts'] = new Map();
  const follows: TestNotifications['follows'] = new Map();
  const attempts: TestNotifications['attempts'] = new Map();
  const memberships: TestNotifications['memberships'] = new Map();
  const plans: TestNotifications['plans'] = new Map();
  const gifts: TestNotifications['gifts'] = new Map();
  const wallets: TestNotifications['wallets'] = new Map();
  const counter = { asked: 0 };
  const watched = observed('notifications');
  const switched: TestNotifications['switched'] = { rules: {} };
  const deps: Deps = {
    tenancy: db.tenancy<DB>('notifications'),
    clock,
    log,
    cipher: createFieldCipher(key()),
    authenticator: people.authenticator,
    auth: answering((shape, id) => {
      counter.asked++;
      return shape === phoneOfPerson ? phones.get(id) : undefined;
    }),
    delivery: answering((shape, id) => {
      if (shape === linkOfOrder) return { url: receipts.get(id) ?? null };
      return shape === linkOfEntitlement ? links.get(id) : undefined;
    }),
    payments: answering((shape, id) => {
      if (shape === linkOfMembership) return memberships.get(id);
      if (shape === linkOfInstalments) return plans.get(id);
      if (shape === linkOfGift) return gifts.get(id);
      if (shape === numberOfPayoutAccount) return { phone: wallets.get(id) ?? null };
      const url = shape === linkOfIntent || shape === linkOfOrderMoney ? follows.get(id) : undefined;
      const attempt = shape === linkOfIntent ? attempts.get(id) : undefined;
      return url === undefined ? undefined : { url, ...(attempt && { attempt }) };
    }),
    flags: { ...flagsOf(), isOn: (flag, asked) => flagsOf(switched.rules).isOn(flag, asked) },
    gateway: options.wrap?.(gateway) ?? gateway,
    reports: createReportAddresses(`http://127.0.0.1:${port}`, callbackKey),
    appHost: 'app.localhost',
    ready: async () => undefined,
    ...watched,
    count: createSendCount(watched.metrics),
  };
  const app = await buildApp(deps);
  await app.listen({ port, host: '127.0.0.1' });
  t.teardown(async () => {
    await outside.stop();
    await app.close();
    await gateway.close();
  });
  const rows = async (): Promise<Row[]> => await db.look<Row>('select * from notifications.messages order by id');
  return {
    app,
    deps,
    db,
    clock,
    switched,
    people,
    outside,
    logged: text,
    lines,
    phones,
    links,
    receipts,
    follows,
    attempts,
    memberships,
    plans,
    gifts,
    wallets,
    get asked() {
      return counter.asked;
    },
    set asked(to) {
      counter.asked = to;
    },
    async work(wait = 0) {
      clock.advance(wait);
      const connectionString = db.url('svc_notifications');
      return await drain({
        connectionString,
        schema: 'notifications',
        ...workOf(deps),
        log,
        ...(wait > 0 ? { upTo: clock.now() } : {}),
      });
    },
    async hear(event, creatorId, payload, eventKey = newId()) {
      await db.look('select queue_notifications.accept($1, $2, $3, $4, $5, true)', [
        creatorId,
        event.name,
        event.version,
        eventKey,
        JSON.stringify(payload),
      ]);
    },
    async sendCode(body) {
      const headers = people.service('auth');
      return await app.inject({ method: 'POST', url: '/v1/notifications/codes', headers, body });
    },
    rows,
    async row(id) {
      const found = (await rows()).find((one) => one.id === id);
      if (!found) throw new Error('no such message');
      return found;
    },
  };
}
