import t from 'tap';
import type { Block, PageContent, Store } from '@windsurf/contracts/store';
import { urlOf } from '@windsurf/contracts/endpoint';
import { endpointsOf } from '@windsurf/service-kit/route';
import { fourFacts } from '@windsurf/testbed/people';
import { startTestStores } from '../testing.ts';
import { addressOf, kindOfLink } from './pasted-links.ts';
import { templates } from './templates.ts';

const s = await startTestStores(t);
const text = (id: string, words: string): Block => ({ id, kind: 'text', visible: true, text: words });
const link = (id: string, url: string, title = 'Link'): Block => ({ id, kind: 'link', visible: true, title, url });

t.test('opening a store: it works, bad shape 422, a buyer 403, nobody 401', async (t) => {
  const person = s.people.person({ creator: true });
  const body = { displayName: 'ሰላም', handle: 'opens-here', lang: 'am' };
  const at = { method: 'POST', url: '/v1/stores' } as const;
  const facts = await fourFacts(s.app, {
    works: { ...at, headers: person.headers, body },
    badShape: { ...at, headers: person.headers, body: { displayName: 'x' } },
    stranger: { ...at, headers: s.people.person().headers, body },
    nobody: { ...at, body },
  });
  t.same([facts.badShape, facts.stranger, facts.nobody], [422, 403, 401]);
  t.equal(facts.works.statusCode, 201, facts.works.body);
  t.match(facts.works.json(), {
    creatorId: person.creatorId,
    handle: 'opens-here',
    url: 'http://localhost:8080/@opens-here',
    onboarding: 'making',
    draft: { version: 1, content: { displayName: 'ሰላም', blocks: [] } },
    published: null,
  });
  const second = await s.call(person, 'POST', '/v1/stores', { ...body, handle: 'opens-twice' });
  t.equal(second.statusCode, 409);
  t.match(second.json(), { type: '/problems/store-exists' });
  t.equal((await s.call(person, 'GET', '/v1/stores/handle-check?handle=opens-twice')).json().available, true);
});

t.test('a name is 2 to 60 letters as people count them, in any script', async (t) => {
  const family = '👩‍👩‍👧';
  for (const [name, status] of [
    ['a', 422],
    [' \u202Ea\u200B ', 422],
    ['ጿጿ', 201],
    [family.repeat(60), 201],
    [family.repeat(61), 422],
    ['ሀ'.repeat(61), 422],
    ['a'.repeat(300), 422],
  ] as const) {
    const body = { displayName: name, handle: `name-${Math.random().toString(36).slice(2, 9)}` };
    const answer = await s.call(s.people.person({ creator: true }), 'POST', '/v1/stores', body);
    t.equal(answer.statusCode, status, `${name.slice(0, 12)}: ${answer.body.slice(0, 160)}`);
    if (status === 422)
      t.match(answer.json(), { type: '/problems/name-refused', fields: [{ pointer: '/displayName' }] });
  }
});

t.test('the own store: it works, without one 404, a buyer 403, nobody 401', async (t) => {
  const creator = await s.creator();
  t.equal((await s.call(creator, 'GET', '/v1/stores/mine')).statusCode, 200);
  const none = await s.call(s.people.person({ creator: true }), 'GET', '/v1/stores/mine');
  t.equal(none.statusCode, 404);
  t.match(none.json(), { type: '/problems/no-store-yet' });
  t.equal((await s.call(s.people.person(), 'GET', '/v1/stores/mine')).statusCode, 403);
  t.equal((await s.call(undefined, 'GET', '/v1/stores/mine')).statusCode, 401);
});

t.test('the first minutes: a template of marked samples, then pasted addresses as titled links', async (t) => {
  const creator = await s.creator('ሰላም', 'am');
  const step = async (body: object) => await s.call(creator, 'POST', '/v1/stores/mine/onboarding', body);
  t.equal((await step({ step: 'nowhere' })).statusCode, 422);
  t.equal((await s.call(undefined, 'POST', '/v1/stores/mine/onboarding', { step: 'links' })).statusCode, 401);
  t.equal((await s.call(s.people.person(), 'POST', '/v1/stores/mine/onboarding', { step: 'links' })).statusCode, 403);
  const chosen = (await step({ making: 'teacher', step: 'making' })).json<Store>();
  t.match(chosen, { making: 'teacher', onboarding: 'links', draft: { content: { theme: { name: 'buna' } } } });
  t.ok(chosen.draft.content.blocks.length >= 4);
  t.ok(chosen.draft.content.blocks.every((block) => block.example === true || 'productId' in block));
  const links = ['t.me/selam', '@selam_books', 'https://www.tiktok.com/@selam', '', '0911 234 567'];
  const linked = (await step({ links, step: 'page' })).json<Store>();
  const hers = (of: Store) => of.draft.content.blocks.filter((block) => !block.id.startsWith('example-'));
  const own = hers(linked);
  t.same(
    own.map((block) => (block.kind === 'link' ? [block.url, block.title] : [])),
    [
      ['https://t.me/selam', 'በቴሌግራም ይቀላቀሉኝ'],
      ['https://t.me/selam_books', 'በቴሌግራም ይቀላቀሉኝ'],
      ['https://www.tiktok.com/@selam', 'በቲክቶክ ይከተሉኝ'],
      ['tel:0911234567', 'ይደውሉ፦ 0911234567'],
    ],
  );
  t.equal(linked.onboarding, 'page');
  const again = (await step({ links, step: 'links' })).json<Store>();
  t.equal(again.draft.content.blocks.length, linked.draft.content.blocks.length, 'an address is added once');
  t.equal(again.onboarding, 'page', 'nobody is sent back');
  const changed = (await step({ making: 'cook', step: 'page' })).json<Store>();
  t.same(hers(changed), own, 'her own blocks stay');
  t.equal(changed.draft.content.theme.name, 'adey');
  const wrong = await step({
    links: ['https://ok.example.com', 'javascript:alert(1)', 'not an address'],
    step: 'page',
  });
  t.equal(wrong.statusCode, 422);
  t.same(
    wrong.json().fields.map((field: { pointer: string }) => field.pointer),
    ['/links/1', '/links/2'],
  );
  t.equal((await step({ step: 'published' })).json<Store>().onboarding, 'page', 'only publishing is publishing');
});

t.test(
  'templates can be looked at before one is chosen: in the asked language, samples only, for creators alone',
  async (t) => {
    const creator = await s.creator('Selam', 'en');
    const url = '/v1/stores/mine/templates';
    const facts = await fourFacts(s.app, {
      works: { method: 'GET', url: `${url}?lang=am`, headers: creator.headers },
      badShape: { method: 'GET', url: `${url}?lang=fr`, headers: creator.headers },
      stranger: { method: 'GET', url, headers: s.people.person().headers },
      nobody: { method: 'GET', url },
    });
    t.same([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 403, 401]);
    const { items } = facts.works.json<{ items: { content: { blocks: { example?: boolean }[] } }[] }>();
    t.equal(items.length, 9);
    t.ok(
      items.every(
        ({ content }) => content.blocks.length > 0 && content.blocks.every(({ example }) => example === true),
      ),
    );
    t.match(facts.works.body, /[\u1200-\u135f]{3}/u, 'in Amharic');
  },
);

t.test('each template has samples and a theme, and every address is known by where it leads', async (t) => {
  t.equal(Object.keys(templates).length, 9);
  for (const [name, template] of Object.entries(templates)) t.ok(template.samples.length > 0, name);
  const known: [string, string][] = [
    ['https://t.me/x', 'telegram'],
    ['https://vm.tiktok.com/x', 'tiktok'],
    ['https://youtu.be/x', 'youtube'],
    ['https://instagram.com/x', 'instagram'],
    ['https://m.facebook.com/x', 'facebook'],
    ['https://soundcloud.com/x', 'soundcloud'],
    ['https://maps.app.goo.gl/x', 'maps'],
    ['tel:0911', 'call'],
    ['mailto:a@b.et', 'mail'],
    ['https://not-t.me/x', 'site'],
    ['https://t.me.evil.com/x', 'site'],
  ];
  for (const [url, kind] of known) t.equal(kindOfLink(url), kind, url);
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.b', 'https://user:pw@a.b', 'x', '']) {
    t.equal(addressOf(text), undefined, text);
  }
  t.equal(addressOf('http://example.com/a'), 'https://example.com/a');
});

t.test('saving the draft: it works, bad shape 422, a buyer 403, nobody 401', async (t) => {
  const creator = await s.creator();
  const { draft } = await s.store(creator);
  const content: PageContent = { ...draft.content, line: 'one line', blocks: [text('a', 'words')] };
  const at = { method: 'PUT', url: '/v1/stores/mine/draft' } as const;
  const body = { baseVersion: 1, content };
  const facts = await fourFacts(s.app, {
    works: { ...at, headers: creator.headers, body },
    badShape: { ...at, headers: creator.headers, body: { baseVersion: 1, content: { ...content, html: '<b>' } } },
    stranger: { ...at, headers: s.people.person().headers, body },
    nobody: { ...at, body },
  });
  t.same([facts.badShape, facts.stranger, facts.nobody], [422, 403, 401]);
  t.match(facts.works.json(), { version: 2, content: { line: 'one line', blocks: [{ id: 'a', text: 'words' }] } });
  const none = await s.call(s.people.person({ creator: true }), 'PUT', at.url, body);
  t.equal(none.statusCode, 404, 'a creator without a store has no draft');
});

t.test('two tabs: the second gets 409 with the first one’s draft, and nothing is overwritten', async (t) => {
  const creator = await s.creator();
  const { draft } = await s.store(creator);
  const save = async (words: string) =>
    await s.call(creator, 'PUT', '/v1/stores/mine/draft', {
      baseVersion: draft.version,
      content: { ...draft.content, blocks: [text('a', words)] },
    });
  const answers = await Promise.all([save('first tab'), save('second tab')]);
  t.same(
    answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b),
    [200, 409],
  );
  const won = answers.find((answer) => answer.statusCode === 200)?.json();
  const lost = answers.find((answer) => answer.statusCode === 409)?.json();
  t.match(lost, { type: '/problems/changed-elsewhere', current: won });
  t.same((await s.store(creator)).draft, won);
  const repeated = await s.call(creator, 'PUT', '/v1/stores/mine/draft', {
    baseVersion: draft.version,
    content: won.content,
  });
  t.equal(repeated.statusCode, 200, 'the same save again is no conflict: its answer was lost');
  t.equal(repeated.json().version, won.version);
});

t.test('every text that is too long is named with its limit and count, all of them at once', async (t) => {
  const creator = await s.creator();
  const one = await s.save(creator, { bio: 'ሀ'.repeat(301) });
  t.equal(one.statusCode, 422);
  t.match(one.json(), { type: '/problems/text-too-long', fields: [{ pointer: '/content/bio', detail: /300.*301/ }] });
  const many = await s.save(creator, {
    displayName: 'x',
    line: 'a'.repeat(81),
    blocks: [
      link('l', 'https://a.example.com', 'a'.repeat(61)),
      text('t', 'a'.repeat(2001)),
      link('m', 'javascript:alert(1)'),
    ],
  });
  t.match(many.json(), { type: '/problems/wrong-fields' });
  t.same(
    many.json().fields.map((field: { pointer: string }) => field.pointer),
    [
      '/content/displayName',
      '/content/line',
      '/content/blocks/0/title',
      '/content/blocks/1/text',
      '/content/blocks/2/url',
    ],
  );
  t.equal((await s.save(creator, { line: '👩‍👩‍👧'.repeat(80) })).statusCode, 200, 'a family is one letter');
});

t.test('links are https, tel or mailto; at most one is important; ids are not doubled', async (t) => {
  const creator = await s.creator();
  for (const url of [
    'javascript:alert(1)',
    'http://a.example.com',
    'data:text/html,x',
    '//a.example.com',
    'https://a b.com',
    'https://u:p@a.com',
    'tel:abc',
    'mailto:',
  ]) {
    t.equal((await s.save(creator, { blocks: [link('a', url)] })).statusCode, 422, url);
  }
  for (const url of ['', 'https://a.example.com/?q=1#x', 'tel:+251911234567', 'mailto:a@b.et']) {
    t.equal((await s.save(creator, { blocks: [link('a', url)] })).statusCode, 200, url);
  }
  const important = (id: string): Block =>
    ({ ...link(id, 'https://a.example.com'), kind: 'link', important: true }) as Block;
  const two = await s.save(creator, { blocks: [important('a'), important('b')] });
  t.match(two.json(), { type: '/problems/one-important', fields: [{ pointer: '/content/blocks/1/important' }] });
  t.equal((await s.save(creator, { blocks: [text('a', 'x'), text('a', 'y')] })).statusCode, 422);
});

t.test('what nobody sees is not kept: control and direction characters, spaces at the ends', async (t) => {
  const creator = await s.creator();
  const saved = await s.save(creator, {
    displayName: '  Sel\u0000am \u202Eevil\u202C ',
    bio: 'a\u0007b\r\n\r\n\r\n\r\nc \uD800',
  });
  t.equal(saved.statusCode, 200, saved.body);
  t.match(saved.json().content, { displayName: 'Selam evil', bio: 'ab\n\nc \uFFFD' });
});

/** What anybody may ask. */
const open = new Set([
  '/v1/creators',
  '/v1/products',
  '/v1/products/search',
  '/v1/creators/by-slug/:slug',
  '/v1/products/:id/reviews',
]);

t.test('no endpoint answers nobody or a buyer, and none tells them more than that', async (t) => {
  const buyer = s.people.person();
  const endpoints = endpointsOf(s.app);
  t.ok(endpoints.length >= 17, `${endpoints.length} endpoints`);
  const one = '01890000-0000-7000-8000-0000000000aa';
  for (const endpoint of endpoints) {
    if (endpoint.access === 'public') {
      t.ok(open.has(endpoint.url), `${endpoint.url} is open to everybody`);
      continue;
    }
    t.ok(['creator', 'operator', 'person'].includes(endpoint.access), endpoint.url);
    const params = { id: endpoint.url.includes('/operator/') ? `${one}_${one}` : one, reviewId: one, number: 1 };
    const at = { method: endpoint.method, url: urlOf(endpoint, { params }) };
    t.equal((await s.app.inject(at)).statusCode, 401, `${at.method} ${at.url}`);
    // A review is a buyer's own.
    if (endpoint.access !== 'person')
      t.equal((await s.app.inject({ ...at, headers: buyer.headers })).statusCode, 403, `${at.method} ${at.url}`);
  }
});

t.test('a browser’s change needs our own origin and its token', async (t) => {
  const creator = await s.creator();
  const headers = s.people.browser(creator);
  const at = { method: 'POST', url: '/v1/stores/mine/unpublish' } as const;
  t.equal((await s.app.inject({ ...at, headers })).statusCode, 200);
  t.equal((await s.app.inject({ ...at, headers: { ...headers, origin: 'https://evil.example' } })).statusCode, 403);
  t.equal((await s.app.inject({ ...at, headers: { ...headers, 'x-csrf-token': 'x' } })).statusCode, 403);
});
