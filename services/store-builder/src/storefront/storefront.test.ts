import t from 'tap';
import type { Block } from '@windsurf/contracts/store';
import { verifyPageToken } from '@windsurf/access/page-token';
import { themes } from '@windsurf/html/themes';
import { startTestStores, tinyPng } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { seedWith } from '../seed.ts';

// The demo stores have dozens of pictures and products, and the machine may have other work.
t.setTimeout(90_000);
const s = await startTestStores(t);
const text = (id: string, words: string): Block => ({ id, kind: 'text', visible: true, text: words });

async function withStore(): Promise<{ creator: TestCreator; slug: string; productId: string }> {
  const creator = await s.creator('ሰላም መጻሕፍት', 'am');
  const upload = await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers: { ...creator.headers, 'content-type': 'image/png' },
    payload: tinyPng(720, 405),
  });
  const product = await s.published(creator, {
    title: 'የፊዚክስ ማስታወሻ',
    description: 'ከ9ኛ እስከ 12ኛ ክፍል።\n\n- አንድ\n- ሁለት',
    coverImageId: upload.json().imageId,
  });
  await s.save(creator, {
    line: 'ለፈተና የሚረዱ ማስታወሻዎች',
    bio: 'እንኳን ደህና መጡ!',
    blocks: [
      text('a', 'First words'),
      { id: 'b', kind: 'product', visible: true, productId: product.id, look: 'large' },
      { id: 'c', kind: 'link', visible: true, title: 'Join on Telegram', url: 'https://t.me/selam', important: true },
    ],
  });
  const published = await s.publish(creator);
  if (published.statusCode !== 200) throw new Error(published.body);
  return { creator, slug: product.slug, productId: product.id };
}

const structured = (html: string): Record<string, unknown> =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null');

t.test('an address that nobody can have is a page that says so, and nothing breaks', async (t) => {
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  const { handle } = creator;
  const loud = handle.toUpperCase();
  for (const path of [
    '/@%00',
    `/@${handle}/%00`,
    `/@${handle}/%E1%88%B0`,
    '/@X%2F..%2Fy',
    '/@%C3%89',
    `/@${handle}/a%0D%0Ab`,
  ]) {
    t.equal((await s.get(path)).statusCode, 404, path);
  }
  for (const last of ['tea', '%0D%0Aset-cookie%3Aa', '%E1%88%B0', 'a%3Fb%23c']) {
    const { statusCode, headers } = await s.get(`/@${loud}/${last}`);
    t.same([statusCode, headers.location], [301, `/@${handle}/${last}`]);
  }
});

t.test('a store’s page shows its name, blocks and products in the creator’s order, in both languages', async (t) => {
  const { creator } = await withStore();
  for (const lang of ['en', 'am']) {
    const page = await s.get(`/@${creator.handle}?lang=${lang}`);
    t.equal(page.statusCode, 200);
    t.match(page.body, `<html lang="${lang}">`);
    const order = ['<h1', 'First words', 'የፊዚክስ ማስታወሻ</a>', 'Join on Telegram', '<footer>'].map((words) =>
      page.body.indexOf(words),
    );
    t.same(
      order,
      order.toSorted((a, b) => a - b),
    );
    t.ok(order.every((at) => at > 0));
    t.equal(page.body.match(/<h1/g)?.length, 1);
    t.match(page.body, lang === 'en' ? '199.50\u00a0birr' : '199.50\u00a0ብር');
    t.match(page.body, `href="/@${creator.handle}?lang=${lang === 'en' ? 'am' : 'en'}"`);
  }
  t.match((await s.get(`/@${creator.handle}`, { 'accept-language': 'en-GB,en' })).body, '<html lang="en">');
  const english = await s.get(`/@${creator.handle}?lang=en`);
  t.match(english.body, '<h1 lang="am">ሰላም መጻሕፍት</h1>', 'her Amharic is read out as Amharic on an English page');
});

t.test('a product’s page shows price, facts, Buy twice, description and who made it', async (t) => {
  const { creator, slug, productId } = await withStore();
  const page = await s.get(`/@${creator.handle}/${slug}?lang=en`);
  const checkout = `http://app.localhost:8080/checkout/${productId}?lang=en`;
  t.equal(page.body.split(`href="${checkout}"`).length - 1, 2);
  t.match(page.body, 'File: PDF, 4.2\u00a0MB');
  t.match(page.body, '<ul lang="am"><li>አንድ</li><li>ሁለት</li></ul>');
  const order = [
    `/@${creator.handle}?lang=en`,
    'fetchpriority="high"',
    '<h1',
    'class="price"',
    checkout,
    'About it',
    'Made by',
  ];
  const places = order.map((words) => page.body.indexOf(words, page.body.indexOf('<main')));
  t.same(
    places,
    places.toSorted((a, b) => a - b),
  );
});

t.test(
  'share tags are whole and stand in the first 4,096 bytes; structured data says what the page shows',
  async (t) => {
    const { creator, slug } = await withStore();
    for (const path of [`/@${creator.handle}`, `/@${creator.handle}/${slug}`]) {
      const { body, rawPayload } = await s.get(`${path}?lang=am`);
      const start = rawPayload.subarray(0, 4096).toString();
      for (const tag of ['title', 'description', 'type', 'url', 'site_name', 'locale', 'image', 'image:width']) {
        t.match(start, `property="og:${tag}"`, tag);
      }
      t.match(start, `content="http://localhost:8080${path}"`);
      t.ok(structured(body)['@context']);
    }
    const { body } = await s.get(`/@${creator.handle}/${slug}?lang=am`);
    t.match(structured(body), {
      '@type': 'Product',
      name: 'የፊዚክስ ማስታወሻ',
      offers: { price: '199.50', priceCurrency: 'ETB', url: `http://localhost:8080/@${creator.handle}/${slug}` },
    });
    t.match(structured((await s.get(`/@${creator.handle}`)).body), {
      '@type': 'ProfilePage',
      mainEntity: { name: 'ሰላም መጻሕፍት', sameAs: ['https://t.me/selam'] },
    });
  },
);

t.test(
  'no script, no cookie, a strict policy; shared caches may keep it; the same page is not sent again',
  async (t) => {
    const { creator, slug } = await withStore();
    for (const path of [`/@${creator.handle}`, `/@${creator.handle}/${slug}`]) {
      const page = await s.get(path, { cookie: 'a=b' });
      t.equal(page.headers['set-cookie'], undefined);
      t.notMatch(page.body, /<script(?! type="application\/ld\+json")/);
      t.notMatch(page.body, / style=| on[a-z]+=/);
      t.match(page.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
      t.match(page.headers['cache-control'], /^public, max-age=60, stale-while-revalidate/);
      const etag = page.headers.etag ?? '';
      const same = await s.get(path, { 'if-none-match': etag });
      t.same([same.statusCode, same.body], [304, '']);
      t.equal((await s.get(path, { 'if-none-match': 'W/"other"' })).statusCode, 200);
    }
  },
);

t.test('what a creator writes is text, wherever it stands', async (t) => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&lt;';
  const creator = await s.creator(evil.slice(0, 60), 'en');
  const product = await s.published(creator, { title: evil, description: `${evil}\n</script><script>` });
  await s.save(creator, {
    line: evil,
    bio: evil,
    blocks: [
      text('a', evil),
      {
        id: 'b',
        kind: 'link',
        visible: true,
        title: evil.slice(0, 60),
        url: 'https://example.com/?q="><script>'.replace(/[<>"]/g, (c) => encodeURIComponent(c)),
        note: evil,
      },
      { id: 'c', kind: 'product', visible: true, productId: product.id, look: 'card' },
    ],
  });
  t.equal((await s.publish(creator)).statusCode, 200);
  for (const path of [`/@${creator.handle}`, `/@${creator.handle}/${product.slug}`]) {
    const { body, statusCode } = await s.get(path);
    t.equal(statusCode, 200);
    t.notMatch(body, /<script>/i);
    t.notMatch(body, /<img src=x/i);
    t.match(body, '&lt;script&gt;alert(1)&lt;/script&gt;');
    t.equal(JSON.stringify(structured(body)).includes('alert(1)'), true, 'structured data carries it as data');
  }
});

t.test('the counting picture carries a token that says which page it is', async (t) => {
  const { creator, slug, productId } = await withStore();
  t.notMatch(
    (await s.get(`/@${creator.handle}`)).body,
    /view\.gif[^>]*lazy/,
    'an unseen lazy picture is never fetched',
  );
  const tokenOf = (html: string): string => /view\.gif\?t=([A-Za-z0-9_-]+)/.exec(html)?.[1] ?? '';
  const read = (token: string) => verifyPageToken(s.deps.pageTokenKey, token, s.clock.now());
  const store = tokenOf((await s.get(`/@${creator.handle}`)).body);
  t.match(read(store), { creatorId: creator.creatorId, kind: 'store', productId: null });
  const product = tokenOf((await s.get(`/@${creator.handle}/${slug}`)).body);
  t.match(read(product), { creatorId: creator.creatorId, kind: 'product', productId });
});

t.test('no store, no product and no path are pages with a sentence, an action and a number', async (t) => {
  const { creator } = await withStore();
  for (const [path, words] of [
    ['/@nobody-has-this', 'There is no store with this name.'],
    ['/@nobody-has-this/x', 'There is no store with this name.'],
    [`/@${creator.handle}/no-such`, 'There is no product at this address.'],
    ['/@%3Cscript%3E', 'There is no store with this name.'],
    [`/@${'x'.repeat(250)}`, 'There is no store with this name.'],
  ] as const) {
    const page = await s.get(`${path}?lang=en`);
    t.equal(page.statusCode, 404, path);
    t.match(page.body, words);
    t.match(page.body, String(page.headers['x-request-id']));
    t.match(page.headers['cache-control'], 'no-store');
    t.notMatch(page.body, '<script');
    t.match(page.body, 'class="btn"');
    t.match((await s.get(`${path}?lang=am`)).body, '<html lang="am">');
  }
});

t.test('the public reader sees published rows and nothing of what is only planned', async (t) => {
  const { creator } = await withStore();
  await s.save(creator, { line: 'planned line' });
  await s.product(creator, { title: 'planned product' });
  const look = s.db.pool('svc_store', 1);
  const asReader = async (table: string): Promise<unknown[]> => {
    await look.query("begin; select set_config('role', 'store_public', true)");
    try {
      return (await look.query(`select * from store.${table}`)).rows;
    } finally {
      await look.query('rollback');
    }
  };
  for (const table of ['drafts', 'products', 'stores', 'handles', 'page_versions', 'files', 'images']) {
    await t.rejects(asReader(table), { code: '42501' }, table);
  }
  for (const table of ['public_pages', 'published_products', 'product_slugs']) {
    const rows = await asReader(table);
    t.ok(rows.length > 0, `${table} has rows`);
    t.notMatch(JSON.stringify(rows), 'planned');
  }
});

t.test('all six themes are drawn, with the creator’s own accent made readable', async (t) => {
  const { creator } = await withStore();
  const { draft } = await s.store(creator);
  t.equal(Object.keys(themes).length, 6);
  for (const name of Object.keys(themes) as (keyof typeof themes)[]) {
    await s.save(creator, { ...draft.content, theme: { name, accent: '#FFFF00' } });
    t.equal((await s.publish(creator)).statusCode, 200);
    const page = await s.get(`/@${creator.handle}`);
    const hash = /style-src '(sha256-[^']+)'/.exec(String(page.headers['content-security-policy']));
    t.ok(hash, `${name}: its style is allowed by its hash`);
    t.match(page.body, `theme-color" content="${themes[name].colours.ground}"`);
  }
});

t.test('health paths say exactly that, readiness is its own question', async (t) => {
  for (const path of ['/v1/stores/health', '/v1/creators/health', '/v1/content/health', '/v1/campaigns/health']) {
    t.equal((await s.get(path)).body, '{"status":"healthy"}');
  }
  t.equal((await s.get('/readyz')).statusCode, 200);
});

t.test('the demo stores are made through the use cases, once, and open', async (t) => {
  await seedWith(s.deps);
  await seedWith(s.deps);
  await s.work();
  for (const [path, words] of [
    ['/@selam?lang=am', '199.50\u00a0ብር'],
    ['/@abebe-design?lang=en', '1,250\u00a0birr'],
  ] as const) {
    const page = await s.get(path);
    t.equal(page.statusCode, 200);
    t.match(page.body, words);
    const cover = /src="(\/media\/[^"]+)"/.exec(page.body)?.[1] ?? '';
    t.equal((await s.get(cover)).headers['content-type'], 'image/jpeg');
  }
  t.equal(
    (
      await s.db.look('select from store.published_products where creator_id in ($1, $2)', [
        '01890000-0000-7000-8000-000000000001',
        '01890000-0000-7000-8000-000000000002',
      ])
    ).length,
    6,
  );
});
