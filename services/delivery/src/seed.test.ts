import { t } from 'tap';
import { kindOf } from './files/file-kinds.ts';
import { simplePdf } from './files/simple-pdf.ts';
import { demoFiles, seedFiles } from './seed.ts';
import { startTestDelivery } from './testing.ts';

t.test('the demo files are ready to be sold, and seeding twice is seeding once', async (t) => {
  const test = await startTestDelivery(t);
  await seedFiles(test.deps);
  await seedFiles(test.deps);
  const rows = await test.db.look<{ id: string; state: string; kind: string }>(
    'select * from delivery.files order by id',
  );
  t.same(
    rows.map((row) => [row.id, row.state, row.kind]),
    demoFiles.map((file) => [file.id, 'ready', 'pdf']),
  );
  t.equal(rows[0]?.id, '01890000-0000-7000-8000-0000000000f1');
  t.equal((await test.emitted('file.ready')).length, demoFiles.length);
});

t.test('a PDF of ours has a table that finds each of its objects', async (t) => {
  const bytes = simplePdf('Title (one)', [['Heading', 'a line \\ with (brackets)'], ['Second page']]);
  const text = bytes.toString('latin1');
  t.equal(await kindOf(bytes, true), 'pdf');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  t.equal(text.slice(start, start + 4), 'xref');
  const entries = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((m) => Number(m[1]));
  t.equal(entries.length, 8, 'catalog, pages, font, two pages with two contents, information');
  for (const [index, at] of entries.entries()) {
    t.equal(text.slice(at, at + 10).split('\n')[0], `${index + 1} 0 obj`);
  }
  for (const [, length, stream] of text.matchAll(/\/Length (\d+) >>\nstream\n([^]*?)\nendstream/g)) {
    t.equal(stream?.length, Number(length));
  }
  t.match(text, /\(a line \\\\ with \\\(brackets\\\)\) Tj/);
});
