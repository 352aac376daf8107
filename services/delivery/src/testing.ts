// delivery for tests: the real app on a real database, with the object store's stand-in that checks every signature.
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { createBlob } from '@windsurf/blob/blob';
import type { Blob } from '@windsurf/blob/blob';
import { beginUpload, completeUpload } from '@windsurf/contracts/delivery';
import type { FileView } from '@windsurf/contracts/delivery';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { orderPaid } from '@windsurf/contracts/payments';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import type { Caller } from '@windsurf/http-client/call';
import { drain } from '@windsurf/messages/drain';
import { startS3 } from '@windsurf/sandbox/s3';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { appOrigin, storeOrigin, testPeople } from '@windsurf/testbed/people';
import type { People, TestPerson } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp, consumersOf, jobsOf } from './app.ts';
import type { DB } from './db.gen.ts';
import type { Deps } from './deps.ts';
import { createLinks } from './entitlements/links.ts';

type Creator = TestPerson & { creatorId: string };
export type TestDelivery = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly people: People;
  readonly clock: TestClock;
  readonly blob: Blob;
  readonly logged: () => string;
  /** The number that auth would say. */
  phone: string | undefined;
  /** Orders whose payment's address payments was asked for. */
  readonly followed: readonly string[];
  /** What payments says that buyers wrote, by order. */
  readonly written: Map<string, readonly { asks: string; says: string }[]>;
  creator(): Creator;
  /** As another service would emit it: straight into this service's queue. */
  say<E extends EventType>(type: E, creatorId: string, payload: PayloadOf<E>, key?: string): Promise<void>;
  /** Runs what is due and says how many. */
  work(): Promise<number>;
  /** Begins an upload through the API; sends the parts that `only` names, or all of them. */
  begin(of: Creator, name: string, bytes: Uint8Array, only?: (number: number) => boolean): Promise<FileView>;
  complete(of: Creator, id: string, sha256?: string): Promise<FileView>;
  /** Begun, sent, completed and checked. */
  upload(of: Creator, name: string, bytes: Uint8Array): Promise<FileView>;
  publish(
    of: Creator,
    product: Partial<PayloadOf<typeof productPublished>>,
  ): Promise<PayloadOf<typeof productPublished>>;
  /** Pays for a product and delivers; the path of the receipt. */
  pay(of: Creator, productId: string, order?: Partial<PayloadOf<typeof orderPaid>>): Promise<string>;
  /** Events that this service has announced, as a listener of all of them would get them. */
  emitted(name: string): Promise<{ key: string; payload: Record<string, unknown> }[]>;
};

/** A small file that is a PDF as far as its first bytes say. */
export const pdfBytes = (size = 4000): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);

export async function sendPart(url: string, bytes: Uint8Array): Promise<number> {
  const answer = await fetch(url, { method: 'PUT', body: Buffer.from(bytes), signal: AbortSignal.timeout(10_000) });
  await answer.arrayBuffer();
  return answer.status;
}

const assertStatus = (answer: { statusCode: number; body: string }, status: number): void => {
  if (answer.statusCode !== status) throw new Error(`${answer.statusCode}: ${answer.body}`);
};

export async function startTestDelivery(t: Test): Promise<TestDelivery> {
  const db = await testDatabase(t, ['delivery']);
  const dir = mkdtempSync(join(tmpdir(), 'delivery-s3-'));
  const keys = { accessKey: 'test-access', secretKey: 'test-secret' };
  const s3 = await startS3({ dir, ...keys, buckets: ['windsurf-products'] });
  t.teardown(async () => {
    await s3.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const blob = createBlob({
    bucket: 'windsurf-products',
    region: 'af-south-1',
    endpoint: s3.url,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
  });
  const clock = testClock();
  const people = await testPeople('delivery');
  const { log, text } = quietLog();
  const lab: { phone: string | undefined } = { phone: '+251911234567' };
  const auth = Object.assign(
    async () => {
      if (lab.phone === undefined) throw new Error('auth does not answer');
      return { phone: lab.phone, lang: 'am' };
    },
    { close: async () => undefined },
  ) as unknown as Caller;
  const followed: string[] = [];
  const written: TestDelivery['written'] = new Map();
  const payments = Object.assign(
    async (endpoint: { url: string }, input: { params: { id: string } }) => {
      if (endpoint.url.endsWith('/written')) return { items: written.get(input.params.id) ?? [] };
      followed.push(input.params.id);
      return { url: `${appOrigin}/pay/s/AAAAAAAAAAAAAAAA` };
    },
    { close: async () => undefined },
  ) as unknown as Caller;
  const deps: Deps = {
    tenancy: db.tenancy<DB>('delivery', 8),
    clock,
    log,
    blob,
    links: createLinks(randomBytes(32).toString('base64url'), appOrigin),
    auth,
    payments,
    authenticator: people.authenticator,
    storeOrigin,
    ready: async () => undefined,
    ...observed('delivery'),
  };
  const app = await buildApp(deps);
  t.teardown(async () => await app.close());
  // Heard by nobody here, so they stay in the queue and can be looked at.
  const announced = ['file.ready', 'file.refused', 'file.missing', 'entitlement.granted'];
  await db.look("insert into messages.subscriptions select unnest($1::text[]), 'queue_delivery', '{1}'", [announced]);
  const work = async (): Promise<number> =>
    await drain({
      connectionString: db.url('svc_delivery'),
      schema: 'delivery',
      consumers: consumersOf(deps),
      jobs: jobsOf(deps),
      log,
    });
  const post = async (url: string, of: Creator, payload: object) =>
    await app.inject({ method: 'POST', url, headers: of.headers, payload });

  const test: TestDelivery = {
    app,
    deps,
    db,
    people,
    followed,
    written,
    clock,
    blob,
    logged: text,
    get phone() {
      return lab.phone;
    },
    set phone(phone) {
      lab.phone = phone;
    },
    creator: () => {
      const made = people.person({ creator: true });
      return { ...made, creatorId: made.personId };
    },
    async say(type, creatorId, payload, key = newId()) {
      await db.look('select queue_delivery.accept($1, $2, $3, $4, $5, true)', [
        creatorId,
        type.name,
        type.version,
        key,
        JSON.stringify(payload),
      ]);
    },
    work,
    async begin(of, name, bytes, only = () => true) {
      const answer = await post(beginUpload.url, of, { name, sizeBytes: bytes.length });
      assertStatus(answer, 201);
      const { file, parts } = answer.json<{ file: FileView; parts: { number: number; url: string }[] }>();
      for (const part of parts.filter((p) => only(p.number))) {
        const from = (part.number - 1) * file.partSizeBytes;
        const status = await sendPart(part.url, bytes.subarray(from, from + file.partSizeBytes));
        if (status !== 200) throw new Error(`part ${part.number}: ${status}`);
      }
      return file;
    },
    async complete(of, id, sha256) {
      const answer = await post(completeUpload.url.replace(':id', id), of, sha256 === undefined ? {} : { sha256 });
      assertStatus(answer, 200);
      return answer.json();
    },
    async upload(of, name, bytes) {
      const { id } = await test.begin(of, name, bytes);
      await test.complete(of, id);
      await work();
      const answer = await app.inject({ method: 'GET', url: `/v1/delivery/files/${id}`, headers: of.headers });
      return answer.json();
    },
    async publish(of, product) {
      const payload = {
        productId: newId(),
        version: 1,
        type: 'digital-download' as const,
        slug: 'physics',
        title: 'ፊዚክስ 12ኛ ክፍል',
        priceSantim: 19_950,
        currency: 'ETB' as const,
        coverUrl: null,
        fileId: null,
        handle: 'selam-books',
        storeName: 'ሰላም መጻሕፍት',
        ...product,
      };
      await test.say(productPublished, of.creatorId, payload);
      await work();
      return payload;
    },
    async pay(of, productId, order = {}) {
      const orderId = order.orderId ?? newId();
      await test.say(orderPaid, of.creatorId, {
        orderId,
        intentId: newId(),
        productId,
        buyerId: newId(),
        amountSantim: 19_950,
        feeSantim: 998,
        netSantim: 18_952,
        currency: 'ETB',
        lang: 'am',
        paidAt: clock.now().toISOString(),
        ...order,
      });
      await work();
      const [row] = await db.look<{ id: string }>('select id from delivery.entitlements where order_id = $1', [
        orderId,
      ]);
      if (!row) throw new Error('the paid order has no entitlement');
      return deps.links.receiptPath(row.id);
    },
    emitted: async (name) =>
      await db.look(
        `select payload->>'key' as key, payload->'payload' as payload
        from queue_delivery._private_jobs j join queue_delivery._private_tasks k on k.id = j.task_id
        where k.identifier = $1 order by j.id`,
        [`${name}.v1`],
      ),
  };
  return test;
}
