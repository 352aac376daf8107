// What creators write is data: in every field of every kind of block it stays text, and addresses lead nowhere bad.
import t from 'tap';
import type { Block } from '@windsurf/contracts/store-blocks';
import { startTestStores } from '../../testing.ts';
import { everyBlock } from './every-block.ts';
import { neededBy, publishEveryBlock } from './testing.ts';

const s = await startTestStores(t);
const hostile = `"'><script>x()</script><img src=x onerror=x()>{{7}}`;

/** The value with every text exchanged; ids, kinds, times, addresses and choices stay what they have to be. */
const kept = new Set([
  'id',
  'kind',
  'url',
  'productId',
  'productIds',
  'imageId',
  'posterImageId',
  'photoImageId',
  'coverImageId',
  'startsAt',
  'endsAt',
  'from',
  'until',
  'look',
  'button',
  'source',
  'order',
  'tone',
  'asks',
  'network',
  'way',
  'to',
  'theme',
]);
function poison(value: unknown, changed: string[], path = ''): unknown {
  if (Array.isArray(value)) return value.map((entry, at) => poison(entry, changed, `${path}/${at}`));
  if (typeof value !== 'object' || value === null) {
    if (typeof value !== 'string') return value;
    changed.push(path);
    return hostile;
  }
  const entries = Object.entries(value).map(([name, part]) => {
    // The name of a network's page cannot hold such signs: it is refused when it is saved.
    const stays = kept.has(name) || path.includes('/links/');
    return [name, stays && name !== 'blocks' ? part : poison(part, changed, `${path}/${name}`)];
  });
  return Object.fromEntries(entries);
}

t.test('hostile words in every text of every block stay words', async (t) => {
  const creator = await s.creator('Sara', 'en');
  const needed = await neededBy(s, creator);
  const content = everyBlock(needed, 'en', s.clock.now());
  const ends = content.blocks.find((block) => block.kind === 'countdown')?.endsAt ?? '';
  s.prices.set(needed.download, { listSantim: 1, nextChange: { at: ends, priceSantim: 2 } });
  const changed: string[] = [];
  const poisoned = poison(content, changed) as typeof content;
  t.ok(changed.length >= 40, `${changed.length} texts`);
  const withTypes = { ...poisoned, displayName: `<b>${'x'.repeat(20)}</b>` };
  const saved = await s.save(creator, withTypes);
  t.equal(saved.statusCode, 200, saved.body.slice(0, 300));
  t.equal((await s.publish(creator)).statusCode, 200);
  for (const lang of ['am', 'en']) {
    const { body, headers } = await s.get(`/@${creator.handle}?lang=${lang}`);
    const count = body.match(/&lt;script&gt;x\(\)&lt;\/script&gt;/g)?.length ?? 0;
    t.ok(count > 30, `${count} of them are on the page as text`);
    t.notMatch(body, /<script>|<img src=x|onerror=x\(\)>|<b>xx/);
    t.equal(body.match(/<script/g)?.length, 1, 'structured data alone, which is never run');
    t.match(headers['content-security-policy'], /default-src 'none';script-src 'self'/);
  }
});

const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  'http://plain.example',
  'https://user:secret@evil.example',
  'https://evil.example/"onmouseover=x',
  'vbscript:x',
];
const withUrl = (url: string): Block[] => [
  { id: 'a', visible: true, kind: 'link', title: 'x', url },
  { id: 'b', visible: true, kind: 'video', title: 'x', url },
  { id: 'c', visible: true, kind: 'audio', title: 'x', url },
  { id: 'd', visible: true, kind: 'telegram', url },
  { id: 'e', visible: true, kind: 'recommendation', title: 'x', shop: 'x', url },
  { id: 'f', visible: true, kind: 'picture', imageId: '01890000-0000-7000-8000-00000000dead', alt: 'x', url },
  {
    id: 'g',
    visible: true,
    kind: 'freebie',
    heading: 'x',
    asks: 'phone',
    askName: false,
    gift: { kind: 'link', url },
  },
  { id: 'h', visible: true, kind: 'dates', entries: [{ startsAt: '2030-01-01T00:00:00Z', title: 'x', url }] },
  {
    id: 'i',
    visible: true,
    kind: 'course',
    productId: '01890000-0000-7000-8000-00000000dead',
    openFirst: 1,
    showLength: false,
    parts: [{ title: 'x', lessons: [{ title: 'x', url }] }],
  },
];

t.test('an address that runs something or hides its host is refused in every block, with its place', async (t) => {
  const creator = await s.creator();
  for (const url of addresses) {
    const answer = await s.save(creator, { blocks: withUrl(url) });
    t.equal(answer.statusCode, 422, url);
    const { fields } = answer.json<{ fields: { pointer: string }[] }>();
    t.equal(fields.length, 9, url);
    t.ok(fields.every(({ pointer }) => pointer.endsWith('/url')));
  }
});

t.test('marks of a text make no markup of their own', async (t) => {
  const creator = await s.creator();
  const text = '[x](javascript:alert(1)) [y](https://ok.example/?a="b) **<i>** ###no\n### <u>\n- <s>\n- [z](data:x)';
  await s.save(creator, { blocks: [{ id: 'a', visible: true, kind: 'text', text }] });
  await s.publish(creator);
  const { body } = await s.get(`/@${creator.handle}?lang=en`);
  t.notMatch(body, /href="javascript|href="data|<i>|<u>|<s>/);
  t.match(body, '<strong>&lt;i&gt;</strong>');
  t.match(body, '[x](javascript:alert(1))', 'what is no address stays what was written');
});

t.test('structured data says what the page shows, and nothing else', async (t) => {
  const { creator } = await publishEveryBlock(s, 'en');
  const { body } = await s.get(`/@${creator.handle}?lang=en`);
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
  const data = JSON.parse(json) as {
    url: string;
    mainEntity: { name: string; description: string; sameAs: string[] };
  };
  const page = body.replace(/<script type="application\/ld\+json">.*?<\/script>/s, '');
  const heading = /<h1[^>]*>([^<]+)<\/h1>/.exec(page)?.[1];
  t.equal(data.mainEntity.name, heading);
  for (const line of data.mainEntity.description.split('\n')) t.match(page, line);
  t.equal(data.mainEntity.sameAs.length, 3);
  for (const url of data.mainEntity.sameAs) t.match(page, `href="${url}"`);
  t.match(page, `<link rel="canonical" href="${data.url}">`);
  t.notMatch(json, /FAQPage|Review|aggregateRating/);
});
