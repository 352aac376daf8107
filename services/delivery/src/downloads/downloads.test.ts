import { createHash, randomBytes } from 'node:crypto';
import { t } from 'tap';
import { newId } from '@windsurf/db/ids';
import { pdfBytes, startTestDelivery } from '../testing.ts';

const test = await startTestDelivery(t);
const { app, db, clock } = test;
const [selam, dawit] = [test.creator(), test.creator()];
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sessions = async (fileId: string): Promise<number[]> =>
  (
    await db.look<{ requests: number }>(
      'select requests from delivery.download_sessions where file_id = $1 order by opened_at',
      [fileId],
    )
  ).map((row) => row.requests);

/** A file that somebody bought, and its stable address. */
async function sold(of: typeof selam, bytes: Buffer, name = 'ፊዚክስ 12.pdf') {
  const file = await test.upload(of, name, bytes);
  const { productId } = await test.publish(of, { fileId: file.id });
  const receipt = await test.pay(of, productId);
  return { file, receipt, address: `${receipt.replace('/r/', '/d/')}/${file.id}` };
}
const locationOf = async (url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<string> => {
  const answer = await app.inject({ method, url });
  if (answer.statusCode !== 302) throw new Error(`${answer.statusCode} ${answer.body}`);
  return String(answer.headers.location);
};

t.test('20 MB fetched in ranges through the stable address have the same hash and are one download', async (t) => {
  const bytes = pdfBytes(20_000_000);
  const { file, address } = await sold(selam, bytes);
  const pieces: Buffer[] = [];
  const piece = 1_500_000;
  for (let first = 0; first < bytes.length; first += piece) {
    // Each address lives five minutes; this download takes hours.
    clock.advance(600);
    const url = await locationOf(address);
    const last = Math.min(first + piece, bytes.length) - 1;
    const answer = await fetch(url, { headers: { range: `bytes=${first}-${last}` } });
    t.equal(answer.status, 206);
    pieces.push(Buffer.from(await answer.arrayBuffer()));
  }
  t.equal(hashOf(Buffer.concat(pieces)), hashOf(bytes));
  t.same(await sessions(file.id), [Math.ceil(bytes.length / piece)]);
});

t.test('the address that is given lives five minutes at most, names the file, and is kept nowhere', async (t) => {
  const { address } = await sold(selam, pdfBytes(), 'ማጠቃለያ');
  const answer = await app.inject({ url: address });
  t.equal(answer.statusCode, 302);
  t.match(answer.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const url = new URL(String(answer.headers.location));
  t.ok(Number(url.searchParams.get('X-Amz-Expires')) <= 300);
  const got = await fetch(url);
  t.match(decodeURIComponent(got.headers.get('content-disposition') ?? ''), /filename\*=UTF-8''ማጠቃለያ\.pdf$/);
  t.equal(got.headers.get('content-type'), 'application/pdf');
  await got.arrayBuffer();
});

t.test('HEAD answers too, and looking is no download', async (t) => {
  const bytes = pdfBytes(5000);
  const { file, address } = await sold(selam, bytes);
  const head = await fetch(await locationOf(address, 'HEAD'), { method: 'HEAD' });
  t.same([head.status, head.headers.get('content-length')], [200, String(bytes.length)]);
  t.equal(head.headers.get('accept-ranges'), 'bytes');
  t.same(await sessions(file.id), []);
});

t.test('within 24 hours all requests are one download, ten at once too; the next day is another', async (t) => {
  const { file, address } = await sold(selam, pdfBytes());
  await Promise.all(Array.from({ length: 10 }, async () => await locationOf(address)));
  t.same(await sessions(file.id), [10]);
  clock.advance(23 * 3600);
  await locationOf(address);
  t.same(await sessions(file.id), [11]);
  clock.advance(2 * 3600);
  await locationOf(address);
  t.same(await sessions(file.id), [11, 1]);
});

t.test('a program that came through as text is saved as text', async (t) => {
  const { address } = await sold(selam, Buffer.from('@echo off\nformat c:\n'), 'setup.bat');
  const got = await fetch(await locationOf(address));
  t.match(got.headers.get('content-disposition'), /filename="setup\.bat\.txt"/);
  t.match(got.headers.get('content-type'), /text\/plain/);
  await got.arrayBuffer();
});

t.test('every link that opens nothing is the same 404 page', async (t) => {
  const { file, address } = await sold(selam, pdfBytes());
  const other = await sold(dawit, pdfBytes());
  const token = address.split('/')[2] ?? '';
  const flipped = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
  const wrong = [
    `/d/${flipped}/${file.id}`,
    `/d/${token}/${other.file.id}`,
    `/d/${other.address.split('/')[2]}/${file.id}`,
    `/d/${token}/${newId()}`,
    `/d/${token}/not-an-id`,
    `/d/short/${file.id}`,
    `/d/${'x'.repeat(290)}/${file.id}`,
    `/d/${token}/${encodeURIComponent("' or 1=1")}`,
  ];
  const seen = new Set<string>();
  for (const url of wrong) {
    const answer = await app.inject({ url: `${url}?lang=en`, headers: { accept: 'text/html' } });
    t.equal(answer.statusCode, 404, url);
    seen.add(answer.body.slice(answer.body.indexOf('<h1>'), answer.body.indexOf('</h1>')));
    t.ok(answer.body.includes('href="/sign-in?return=%2Fk%3Flang%3Den&amp;lang=en"'), 'with the way to a new one');
  }
  t.same([...seen], ['<h1>This link was made for someone else or is too old.']);
  t.equal((await app.inject({ url: `/d/${token}/${randomBytes(2).toString('hex')}` })).statusCode, 404);
});

t.test('a file that is not checked yet is told to come back, and paused access is said', async (t) => {
  const { id } = await test.begin(selam, 'a.pdf', pdfBytes());
  await test.complete(selam, id);
  const { productId } = await test.publish(selam, { fileId: id });
  // Publishing ran the check; what a slow check looks like:
  await db.look("update delivery.files set state = 'checking' where id = $1", [id]);
  const receipt = await test.pay(selam, productId);
  const early = await app.inject({ url: `${receipt.replace('/r/', '/d/')}/${id}?lang=en` });
  t.equal(early.statusCode, 409);
  t.match(early.body, /still being checked/);
  t.match((await app.inject({ url: `${receipt}?lang=en` })).body, /Open this page again in a minute/);
  await db.look("update delivery.files set state = 'ready' where id = $1", [id]);
  await db.look("update delivery.entitlements set state = 'paused' where product_id = $1", [productId]);
  t.equal((await app.inject({ url: `${receipt.replace('/r/', '/d/')}/${id}` })).statusCode, 403);
  const page = await app.inject({ url: `${receipt}?lang=en` });
  t.match(page.body, /The payment was taken back/);
  t.notMatch(page.body, /href="\/d\//);
});

t.test('downloads are counted: served, refused, or failed by us', async (t) => {
  const counted = async (): Promise<number[]> => {
    const lines = (await test.deps.metrics.text()).split('\n');
    const of = (outcome: string) =>
      lines.find((line) => line.startsWith(`windsurf_downloads_total{outcome="${outcome}"`));
    return ['served', 'refused', 'failed'].map((outcome) => Number(of(outcome)?.split(' ').at(-1)));
  };
  const { address } = await sold(selam, pdfBytes());
  const [served = 0, refused = 0, failed = 0] = await counted();
  await locationOf(address);
  await app.inject({ url: address.replace('/d/', '/d/x') });
  t.same(await counted(), [served + 1, refused + 1, failed]);
  await db.look('alter table delivery.download_sessions rename to away');
  t.equal((await app.inject({ url: address })).statusCode, 500);
  await db.look('alter table delivery.away rename to download_sessions');
  t.same(await counted(), [served + 1, refused + 1, failed + 1]);
});
