import t from 'tap';
import type { Domain } from '@windsurf/contracts/store-domains';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { TestCreator } from '../testing.ts';
import { startTestStores } from '../testing.ts';
import { checkDomainLater } from './domains.ts';

const s = await startTestStores(t);
const base = '/v1/stores/mine/domains';
const target = new URL(s.deps.storeOrigin).hostname;
let made = 0;
const freshName = (): string => `shop-${(made += 1)}.example.com`;
const add = async (of: TestCreator, domain: string) => await s.call(of, 'POST', base, { domain });
const check = async (of: TestCreator, id: string) => await s.call(of, 'POST', `${base}/${id}/check`);
const main = async (of: TestCreator, id: string, on: boolean) =>
  await s.call(of, 'PUT', `${base}/${id}/main`, { main: on });
const enter = (domain: Domain, leads = true): void => {
  const [proof] = domain.records;
  s.nameServer.set(proof?.name ?? '', { TXT: ['v=spf1 -all', proof?.value ?? ''] });
  s.nameServer.set(domain.domain, leads ? { CNAME: target } : {});
};
/** A published store with a name that leads to it. */
const connected = async () => {
  const of = await s.creator();
  const product = await s.published(of);
  await s.save(of, { line: 'Under my own name' });
  await s.publish(of);
  const domain = (await add(of, freshName())).json<Domain>();
  enter(domain);
  await check(of, domain.id);
  return { of, domain, product };
};
const at = async (host: string, url: string, headers = {}) =>
  await s.app.inject({ method: 'GET', url, headers: { host, ...headers } });

t.test('a name is claimed, proven by its record, and serves once it leads here', async (t) => {
  const of = await s.creator();
  await s.save(of, { line: 'Under my own name' });
  await s.publish(of);
  const claimed = await add(of, ' HTTPS://Shop-Own.Example.COM/ ');
  t.equal(claimed.statusCode, 201, claimed.body);
  const domain = claimed.json<Domain>();
  t.match(domain, { domain: 'shop-own.example.com', state: 'waiting', main: false, checkedAt: null });
  t.match(domain.records, [
    { type: 'TXT', name: '_windsurf.shop-own.example.com', value: /^windsurf-store=[\w-]{24}$/ },
    { type: 'CNAME', value: target },
  ]);
  t.match((await check(of, domain.id)).json(), { state: 'waiting', detail: /TXT/ });
  t.equal((await at(domain.domain, '/')).statusCode, 404, 'nobody’s before it is proven');
  enter(domain, false);
  s.clock.advance(11);
  t.match((await check(of, domain.id)).json(), { state: 'verified' });
  t.equal((await at(domain.domain, '/')).statusCode, 404, 'nor before it leads here');
  enter(domain);
  s.clock.advance(31);
  t.match((await check(of, domain.id)).json(), { state: 'live' });
  const page = await at(domain.domain, '/');
  t.equal(page.statusCode, 200);
  t.match(page.body, 'Under my own name');
  t.equal(page.headers['set-cookie'], undefined);
});

t.test('another’s word for a name proves nothing, and a name serves one store only', async (t) => {
  const { domain } = await connected();
  const other = await s.creator();
  await s.publish(other);
  const claim = (await add(other, domain.domain)).json<Domain>();
  t.match((await check(other, claim.id)).json(), { state: 'waiting' }, 'the record is another store’s');
  // Planted: both records are there, as when somebody sold the name and the seller’s record stayed.
  const values = [domain.records[0]?.value ?? '', claim.records[0]?.value ?? ''];
  s.nameServer.set(`_windsurf.${domain.domain}`, { TXT: values });
  s.clock.advance(11);
  const taken = await check(other, claim.id);
  t.equal(taken.statusCode, 409);
  t.match(taken.json(), { type: '/problems/domain-taken' });
  t.match((await s.call(other, 'GET', base)).json().items, [{ state: 'waiting' }]);
  t.match((await at(domain.domain, '/')).body, 'Under my own name');
});

t.test('two stores that prove one name at the same moment: exactly one has it', async (t) => {
  const [one, two] = [await s.creator(), await s.creator()];
  const name = freshName();
  const claims = [(await add(one, name)).json<Domain>(), (await add(two, name)).json<Domain>()];
  s.nameServer.set(`_windsurf.${name}`, { TXT: claims.map((claim) => claim.records[0]?.value ?? '') });
  s.nameServer.set(name, { CNAME: target });
  const answers = await Promise.all([check(one, claims[0]?.id ?? ''), check(two, claims[1]?.id ?? '')]);
  t.same(
    answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
    [200, 409],
  );
});

t.test(
  'the main address: readers of the old one are led there, and search engines and messengers hear of it only',
  async (t) => {
    const { of, domain, product } = await connected();
    const before = await s.get(`/@${of.handle}`);
    t.match(before.body, `<link rel="canonical" href="${s.deps.storeOrigin}/@${of.handle}">`);
    t.equal((await main(of, domain.id, true)).statusCode, 200);
    const led = await s.get(`/@${of.handle}/${product.slug}?lang=en`);
    t.equal(led.statusCode, 302);
    t.equal(led.headers.location, `https://${domain.domain}/${product.slug}?lang=en`);
    t.equal((await s.get(`/@${of.handle}`)).headers.location, `https://${domain.domain}/`);
    const recommended = await s.get(`/@${of.handle}/${product.slug}?lang=en&ref=sara7&x=1`);
    t.equal(recommended.headers.location, `https://${domain.domain}/${product.slug}?lang=en&ref=sara7`);
    const page = await at(domain.domain, `/${product.slug}`);
    t.equal(page.statusCode, 200);
    t.match(page.body, `<link rel="canonical" href="https://${domain.domain}/${product.slug}">`);
    t.match(page.body, `property="og:url" content="https://${domain.domain}/${product.slug}"`);
    t.equal((await at(domain.domain, `/@${of.handle}`)).statusCode, 200, 'links within the page work there too');
    await main(of, domain.id, false);
    t.equal((await s.get(`/@${of.handle}`)).statusCode, 200, 'and back');
  },
);

t.test('planted: under a creator’s own address nobody else’s store is shown', async (t) => {
  const { domain } = await connected();
  const other = await s.creator('Somebody else');
  await s.publish(other);
  const { slug } = await s.published(other);
  const home = s.deps.storeOrigin;
  for (const [path, where] of [
    [`/@${other.handle}`, `${home}/@${other.handle}`],
    [`/@${other.handle}/${slug}?lang=am&ref=sara7`, `${home}/@${other.handle}/${slug}?lang=am&ref=sara7`],
    [`/@${other.handle}/posts/all`, `${home}/@${other.handle}/posts/all`],
    ['/@%2F%2Fevil.example', `${home}/@%2F%2Fevil.example`],
  ] as const) {
    const answer = await at(domain.domain, path);
    t.equal(answer.statusCode, 302, path);
    t.equal(answer.headers.location, where);
    t.notMatch(answer.body, 'Somebody else');
  }
});

t.test('a store that was just renamed is led nowhere else under its own address', async (t) => {
  const { of, domain } = await connected();
  await main(of, domain.id, true);
  t.equal((await at(domain.domain, '/')).statusCode, 200);
  const handle = `${of.handle}-new`;
  t.equal((await s.call(of, 'PUT', '/v1/stores/mine/handle', { handle })).statusCode, 200);
  const { location = '' } = (await at(domain.domain, '/')).headers;
  t.equal((await at(domain.domain, location === '' ? '/' : location)).statusCode, 200);
  t.equal((await at(domain.domain, `/@${of.handle.toUpperCase()}`)).statusCode, 301);
});

t.test('only what serves a public page can be the main address', async (t) => {
  const of = await s.creator();
  const domain = (await add(of, freshName())).json<Domain>();
  t.equal((await main(of, domain.id, true)).statusCode, 409);
  enter(domain);
  await check(of, domain.id);
  const refused = await main(of, domain.id, true);
  t.match(refused.json(), { type: '/problems/domain-not-live' }, 'it leads here, and there is no page yet');
});

t.test('removed, it serves nobody, and its old address is the only one again', async (t) => {
  const { of, domain } = await connected();
  await main(of, domain.id, true);
  t.equal((await s.call(of, 'DELETE', `${base}/${domain.id}`)).statusCode, 200);
  t.equal((await s.get(`/@${of.handle}`)).statusCode, 200);
  s.clock.advance(31);
  t.equal((await at(domain.domain, '/')).statusCode, 404);
  t.equal((await s.call(of, 'DELETE', `${base}/${domain.id}`)).statusCode, 404);
});

t.test(
  'a record that is gone is looked for three times before the name is given up; silence is never counted',
  async (t) => {
    const { of, domain } = await connected();
    await main(of, domain.id, true);
    const creatorId = asCreatorId(of.creatorId);
    const later = async (): Promise<Domain> => {
      const { nextCheckAt } = (await s.call(of, 'GET', base)).json<{ items: Domain[] }>().items[0] ?? {};
      s.clock.set(nextCheckAt ?? '');
      await checkDomainLater(s.deps, creatorId, domain.id);
      return (await s.call(of, 'GET', base)).json().items[0];
    };
    s.nameServer.mood = 'failing';
    for (const _ of [1, 2, 3, 4]) t.match(await later(), { state: 'live', main: true });
    const silent = await s.app.inject({ method: 'POST', url: `${base}/${domain.id}/check`, headers: of.headers });
    t.equal(silent.statusCode, 200, 'within ten seconds it says what was seen');
    s.nameServer.mood = 'well';
    s.nameServer.forget(`_windsurf.${domain.domain}`);
    t.match(await later(), { state: 'live', main: true });
    t.match(await later(), { state: 'live', main: true });
    t.match(await later(), { state: 'lost', main: false });
    t.equal((await s.get(`/@${of.handle}`)).statusCode, 200, 'the old address answers again');
    enter(domain);
    t.match(await later(), { state: 'live' }, 'and the name comes back with its record');
  },
);

t.test('the worker looks by itself, and not after the name was removed', async (t) => {
  const of = await s.creator();
  const [kept, removed] = [(await add(of, freshName())).json<Domain>(), (await add(of, freshName())).json<Domain>()];
  enter(kept);
  enter(removed);
  await s.call(of, 'DELETE', `${base}/${removed.id}`);
  s.clock.advance(61);
  await s.work(s.clock.now());
  t.match((await s.call(of, 'GET', base)).json().items, [{ id: kept.id, state: 'live' }]);
});

t.test('names that nobody can own, ours, and those that could pass for another are refused in words', async (t) => {
  const of = await s.creator();
  const refused = [
    '',
    'abeba',
    'abeba.com/shop',
    'a b.com',
    '127.0.0.1',
    '[::1]',
    'x.test',
    'printer.local',
    'abeba.1',
    '-a.com',
    'me@abeba.com',
    'abeba.com:8080',
    `${'a'.repeat(64)}.com`,
  ];
  for (const name of refused) t.match((await add(of, name)).json(), { type: '/problems/domain-refused' }, name);
  for (const name of ['аbeba.com', 'windѕurf.com', 'раураl.com', 'αbeba.com', 'xn--bea-7ed7a.com']) {
    t.match((await add(of, name)).json(), { type: '/problems/domain-lookalike' }, name);
  }
  t.equal((await add(of, 'አበባ.com')).json().shown, 'አበባ.com', 'Ethiopic letters alone are a name');
  t.equal((await s.call(of, 'POST', base, { domain: 7 })).statusCode, 422);
  for (const name of [freshName(), freshName()]) t.equal((await add(of, name)).statusCode, 201);
  t.match((await add(of, freshName())).json(), { type: '/problems/domain-limit' });
  t.equal((await add(of, 'አበባ.com')).statusCode, 201, 'the same claim again is the same');
});

t.test('a stranger’s name is the same 404 as none, and nobody is 401', async (t) => {
  const [{ domain }, stranger] = [await connected(), await s.creator()];
  for (const id of [domain.id, '01890000-0000-7000-8000-0000000000ff']) {
    t.equal((await check(stranger, id)).statusCode, 404);
    t.equal((await main(stranger, id, true)).statusCode, 404);
    t.equal((await s.call(stranger, 'DELETE', `${base}/${id}`)).statusCode, 404);
  }
  for (const [method, url] of [
    ['GET', base],
    ['POST', base],
    ['DELETE', `${base}/${domain.id}`],
  ] as const) {
    const body = method === 'POST' ? { body: { domain: 'abeba.com' } } : {};
    t.equal((await s.app.inject({ method, url, ...body })).statusCode, 401, method);
  }
});

t.test('hosts that are invented, mangled or ours lead to no store', async (t) => {
  for (const host of ['nobody.example.org', '..', 'a', "x'; drop table--.com", '127.0.0.1']) {
    t.equal((await at(host, '/')).statusCode === 200, false, host);
  }
  const ours = await at(target, '/');
  t.equal(ours.statusCode, 302);
  t.equal(ours.headers.location, s.deps.appOrigin);
});
