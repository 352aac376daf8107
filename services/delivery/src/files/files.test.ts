import { createHash, randomBytes } from 'node:crypto';
import { t } from 'tap';
import type { FileView } from '@windsurf/contracts/delivery';
import { newId } from '@windsurf/db/ids';
import { fourFacts } from '@windsurf/testbed/people';
import { pdfBytes, sendPart, startTestDelivery } from '../testing.ts';
import { mostBytes, partBytes } from './files.ts';

const test = await startTestDelivery(t);
const { app } = test;
const [selam, dawit] = [test.creator(), test.creator()];
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
type Problem = { title: string; detail: string; missing?: number[]; fields: { pointer: string }[] };

const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, of = selam, payload?: object, lang = 'en') =>
  await app.inject({
    method,
    url,
    headers: { ...of.headers, 'accept-language': lang },
    ...(payload ? { payload } : {}),
  });
const file = (id: string, rest = ''): string => `/v1/delivery/files/${id}${rest}`;

t.test('an upload that was cut goes on with the parts that did not arrive, and ends with the right hash', async (t) => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2 * partBytes + 700_000)]);
  const { id, partSizeBytes } = await test.begin(selam, 'ፊዚክስ 12.pdf', bytes, (n) => n !== 2);
  t.equal(partSizeBytes, partBytes);
  const cut = (await ask('GET', file(id))).json<FileView>();
  t.same([cut.state, cut.arrivedParts, cut.name], ['uploading', [1, 3], 'ፊዚክስ 12.pdf']);

  const early = await ask('POST', file(id, '/complete'), selam, {});
  t.equal(early.statusCode, 409);
  t.same([early.json<Problem>().title, early.json<Problem>().missing], ['file-not-complete', [2]]);
  t.match(early.json<Problem>().detail, /have not arrived yet: 2\./);

  const signed = (await ask('POST', file(id, '/parts'), selam, { numbers: [2] })).json<{ parts: { url: string }[] }>();
  t.equal(await sendPart(signed.parts[0]?.url ?? '', bytes.subarray(partBytes, 2 * partBytes)), 200);
  const checking = await test.complete(selam, id, hashOf(bytes));
  t.equal(checking.state, 'checking');
  t.equal((await test.complete(selam, id)).state, 'checking', 'said twice, it is once');
  await test.work();

  const ready = (await ask('GET', file(id))).json<FileView>();
  t.match(ready, { state: 'ready', kind: 'pdf', sizeBytes: bytes.length, sha256: hashOf(bytes), detail: null });
  const said = (await test.emitted('file.ready')).filter((e) => e.key === id);
  t.same(
    said.map((e) => e.payload),
    [{ fileId: id, kind: 'pdf', sizeBytes: bytes.length, sha256: hashOf(bytes) }],
  );
  t.equal((await ask('POST', file(id, '/parts'), selam, { numbers: [1] })).statusCode, 409, 'nothing more to sign');
  t.equal((await ask('DELETE', file(id))).statusCode, 409, 'what arrived is not given up');
});

t.test('completed five times at once, it is put together and checked once', async (t) => {
  const { id } = await test.begin(selam, 'once.pdf', pdfBytes());
  const answers = await Promise.all([1, 2, 3, 4, 5].map(async () => await test.complete(selam, id)));
  t.same(new Set(answers.map((a) => a.state)), new Set(['checking']));
  await test.work();
  t.equal((await ask('GET', file(id))).json<FileView>().state, 'ready');
  t.equal((await test.emitted('file.ready')).filter((e) => e.key === id).length, 1);
});

t.test('a completion whose answer was lost is found again', async (t) => {
  const bytes = pdfBytes();
  const { id } = await test.begin(selam, 'a.pdf', bytes);
  const [row] = await test.db.look<{ upload_id: string }>('select upload_id from delivery.files where id = $1', [id]);
  const key = `${selam.creatorId}/${id}`;
  const parts = (await test.blob.arrivedParts(key, row?.upload_id ?? '')) ?? [];
  t.ok(await test.blob.completeMultipart(key, row?.upload_id ?? '', parts));
  t.equal((await test.complete(selam, id)).state, 'checking');
});

t.test('what is no file to sell is refused with a sentence, whatever its name says', async (t) => {
  const exe = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), randomBytes(5000)]);
  const refused = await test.upload(selam, 'lecture.pdf', exe);
  t.match(refused, { state: 'refused', kind: null, sha256: null });
  const inEnglish = (await ask('GET', file(refused.id))).json<FileView>();
  t.match(inEnglish.detail, /This kind of file cannot be sold here\. PDF/);
  const inAmharic = (await ask('GET', file(refused.id), selam, undefined, 'am')).json<FileView>();
  t.match(inAmharic.detail, /መሸጥ አይቻልም/);
  t.equal(await test.blob.sizeOf(`${selam.creatorId}/${refused.id}`), undefined, 'and it is not kept');
  t.same((await test.emitted('file.refused')).find((e) => e.key === refused.id)?.payload, {
    fileId: refused.id,
    reason: 'kind',
  });
  for (const [name, head] of [
    ['elf', '7f454c4602010100'],
    ['html is no text when it has control characters', '3c68746d6c3e0102'],
    ['gzip', '1f8b0800000000000003'],
  ] as const) {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), randomBytes(600)]);
    t.equal((await test.upload(selam, 'book.txt', bytes)).state, 'refused', name);
  }
  t.equal((await ask('DELETE', file(refused.id))).statusCode, 200, 'a refused file can be forgotten');
  t.equal((await ask('GET', file(refused.id))).statusCode, 404);
});

t.test('kinds are known by their bytes', async (t) => {
  const text = Buffer.from('ሰላም ለሁሉም\nline two\n'.repeat(3));
  t.equal((await test.upload(selam, 'notes.exe', text)).kind, 'txt');
  t.equal((await test.upload(selam, 'x', Buffer.from('scanned by X\n%PDF-1.4\nrest'))).kind, 'pdf');
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000003249444154', 'hex');
  t.equal((await test.upload(selam, 'x', Buffer.concat([png, randomBytes(50)]))).kind, 'png');
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), randomBytes(300)]);
  t.equal((await test.upload(selam, 'x.png', jpeg)).kind, 'jpeg');
  t.equal(
    (await test.upload(selam, 'x.doc', zipWith('word/document.xml', 2_000_000))).kind,
    'docx',
    'larger than the look',
  );
  t.equal((await test.upload(selam, 'x.doc', zipWith('chapter-1.txt', 100))).kind, 'zip');
});

t.test('an empty file is refused before anything is begun, and one that arrives empty too', async (t) => {
  const empty = await ask('POST', '/v1/delivery/files', selam, { name: 'a.pdf', sizeBytes: 0 });
  t.equal(empty.statusCode, 422);
  t.match(empty.json<Problem>(), { title: 'file-empty', fields: [{ pointer: '/sizeBytes' }] });
  t.match(empty.json<Problem>().detail, /empty \(0 bytes\)/);
  const { id } = await test.begin(selam, 'a.pdf', pdfBytes(), () => false);
  const [row] = await test.db.look<{ upload_id: string }>('select upload_id from delivery.files where id = $1', [id]);
  await test.blob.abortMultipart(`${selam.creatorId}/${id}`, row?.upload_id ?? '');
  await test.blob.put(`${selam.creatorId}/${id}`, new Uint8Array(), 'application/pdf');
  await test.complete(selam, id);
  await test.work();
  t.match((await ask('GET', file(id))).json<FileView>(), {
    state: 'refused',
    detail: 'This file is empty (0 bytes). Choose the file again.',
  });
});

t.test('a file above the limit is refused with both sizes', async (t) => {
  const large = await ask('POST', '/v1/delivery/files', selam, {
    name: 'film.mp4',
    sizeBytes: mostBytes + 400_000_000,
  });
  t.equal(large.statusCode, 413);
  t.match(large.json<Problem>().detail, /This file is 2\.4\u00a0GB; the limit is 2\u00a0GB/);
});

t.test('a file of another size or with another hash than was said is refused', async (t) => {
  const bytes = pdfBytes(9000);
  const begun = await ask('POST', '/v1/delivery/files', selam, { name: 'a.pdf', sizeBytes: bytes.length });
  const { file: made, parts } = begun.json<{ file: FileView; parts: { url: string }[] }>();
  t.equal(await sendPart(parts[0]?.url ?? '', bytes.subarray(0, 5000)), 200);
  const short = (await ask('GET', file(made.id))).json<FileView>();
  t.same(short.arrivedParts, [], 'a part of another length has not arrived');
  const refused = await ask('POST', file(made.id, '/complete'), selam, {});
  t.match(refused.json<FileView>(), { state: 'refused', detail: /not as large as the file that was chosen/ });

  const { id } = await test.begin(selam, 'b.pdf', bytes);
  await test.complete(selam, id, hashOf(Buffer.from('another')));
  await test.work();
  t.match((await ask('GET', file(id))).json<FileView>(), { state: 'refused', detail: /changed on its way/ });

  const lying = await test.begin(selam, 'c.pdf', bytes, () => false);
  const [row] = await test.db.look<{ upload_id: string }>('select upload_id from delivery.files where id = $1', [
    lying.id,
  ]);
  await test.blob.abortMultipart(`${selam.creatorId}/${lying.id}`, row?.upload_id ?? '');
  await test.blob.put(`${selam.creatorId}/${lying.id}`, bytes.subarray(0, 4000), 'application/pdf');
  await test.complete(selam, lying.id);
  await test.work();
  t.match((await ask('GET', file(lying.id))).json<FileView>(), { state: 'refused', detail: /not as large/ });
});

t.test('a name becomes one that is safe on every phone, and that is told', async (t) => {
  const begin = async (name: string) =>
    (await ask('POST', '/v1/delivery/files', selam, { name, sizeBytes: 10 })).json<{
      file: FileView;
      notice: string | null;
    }>();
  const plain = await begin('ፊዚክስ ማጠቃለያ.pdf');
  t.same([plain.file.name, plain.notice], ['ፊዚክስ ማጠቃለያ.pdf', null]);
  const long = await begin(`${'ሀ'.repeat(300)}.pdf`);
  t.ok(Buffer.byteLength(long.file.name) <= 200 && long.file.name.endsWith('ሀ.pdf'), long.file.name);
  t.match(long.notice, /Buyers will see “ሀ+\.pdf”/);
  t.equal((await begin('../../etc/passwd')).file.name, 'passwd');
  t.equal((await begin('C:\\books\\a:b?.pdf')).file.name, 'a_b_.pdf');
  t.equal((await begin('book\u202Efdp.exe')).file.name, 'bookfdp.exe', 'no sign that turns the reading');
  t.equal((await begin(' . ')).file.name, 'file');
  t.equal((await ask('POST', '/v1/delivery/files', selam, { name: 'a'.repeat(1201), sizeBytes: 10 })).statusCode, 422);
});

t.test('an upload that is over says so, and one can be given up', async (t) => {
  const { id } = await test.begin(selam, 'a.pdf', pdfBytes(), () => false);
  t.equal((await ask('POST', file(id, '/parts'), selam, { numbers: [2] })).json<Problem>().title, 'parts-unknown');
  t.equal((await ask('DELETE', file(id))).statusCode, 200);
  t.equal((await ask('GET', file(id))).statusCode, 404);
  const other = await test.begin(selam, 'b.pdf', pdfBytes());
  const [row] = await test.db.look<{ upload_id: string }>('select upload_id from delivery.files where id = $1', [
    other.id,
  ]);
  await test.blob.abortMultipart(`${selam.creatorId}/${other.id}`, row?.upload_id ?? '');
  t.equal((await ask('POST', file(other.id, '/parts'), selam, { numbers: [1] })).json<Problem>().title, 'upload-ended');
  t.equal((await ask('POST', file(other.id, '/complete'), selam, {})).json<Problem>().title, 'upload-ended');
});

t.test(
  'every endpoint of files: works, a bad shape 422, an id that is none and a stranger’s are the same 404, not signed in 401',
  async (t) => {
    const { id } = await test.begin(selam, 'mine.pdf', pdfBytes());
    const missing = await ask('GET', file(newId()), dawit);
    const foreign = await ask('GET', file(id), dawit);
    const { requestId: _a, ...one } = missing.json<Record<string, unknown>>();
    const { requestId: _b, ...two } = foreign.json<Record<string, unknown>>();
    t.same([foreign.statusCode, two], [404, one], 'a stranger cannot tell a foreign file from a missing one');

    const { headers } = selam;
    const calls = [
      {
        method: 'POST',
        url: '/v1/delivery/files',
        good: { name: 'a.pdf', sizeBytes: 10 },
        bad: { name: 'a.pdf' },
        own: false,
        status: 201,
      },
      { method: 'POST', url: file(id, '/parts'), good: { numbers: [1] }, bad: { numbers: [] }, own: true, status: 200 },
      { method: 'GET', url: file(id), own: true, status: 200 },
      { method: 'GET', url: '/v1/delivery/files', own: false, status: 200 },
      { method: 'POST', url: file(id, '/complete'), good: {}, bad: { sha256: 'x' }, own: true, status: 200 },
    ] as const;
    for (const call of calls) {
      const { method, url } = call;
      const good = 'good' in call ? { payload: call.good } : {};
      const facts = await fourFacts(app, {
        works: { method, url, headers, ...good },
        badShape:
          'bad' in call ? { method, url, headers, payload: call.bad } : { method, url: file('not-an-id'), headers },
        stranger: { method, url, headers: dawit.headers, ...good },
        nobody: { method, url, ...good },
      });
      t.same(
        [facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody],
        [call.status, 'bad' in call ? 422 : 404, call.own ? 404 : call.status, 401],
        `${method} ${url.replace(id, ':id')}`,
      );
    }
    const seen = (await ask('GET', '/v1/delivery/files', dawit)).json<{ items: FileView[] }>();
    t.notOk(
      seen.items.some((f) => f.id === id),
      'the list of another creator does not have it',
    );
    t.equal((await ask('DELETE', file(id), dawit)).statusCode, 404);
    const person = test.people.person();
    t.equal((await app.inject({ url: '/v1/delivery/files', headers: person.headers })).statusCode, 403, 'no creator');
  },
);

/** A ZIP of one stored file after the type list of an Office document; enough for what looks at its beginning. */
function zipWith(name: string, size: number): Buffer {
  const entry = (path: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(data.length, 22);
    head.writeUInt16LE(path.length, 26);
    return Buffer.concat([head, Buffer.from(path), data]);
  };
  return Buffer.concat([entry(name, Buffer.alloc(size, 'x')), entry('last.txt', Buffer.from('x'))]);
}
