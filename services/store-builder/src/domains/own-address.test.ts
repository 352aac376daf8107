// What answers under a creator's own address, asked as the gateway asks: her name as host and as forwarded host.
import t from 'tap';
import type { Domain } from '@windsurf/contracts/store-domains';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import manifest from '../../package.json' with { type: 'json' };
import { besideStores } from './own-address.ts';

const s = await startTestStores(t);
const shop = 'abeba.example.com';
const forwarded = { host: shop, 'x-forwarded-host': shop, 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.7' };

/** A store with one product on sale. */
async function open(name: string): Promise<{ of: TestCreator; id: string; slug: string }> {
  const of = await s.creator(name);
  const { id, slug } = await s.published(of);
  await s.publish(of);
  return { of, id, slug };
}
const own = await open('Abeba Books');
const other = await open('Somebody else');
const claimed = (await s.call(own.of, 'POST', '/v1/stores/mine/domains', { domain: shop })).json<Domain>();
s.nameServer.set(claimed.records[0]?.name ?? '', { TXT: [claimed.records[0]?.value ?? ''] });
s.nameServer.set(shop, { CNAME: new URL(s.deps.storeOrigin).hostname });
await s.call(own.of, 'POST', `/v1/stores/mine/domains/${claimed.id}/check`);

const at = async (url: string, headers: object = forwarded, method: 'GET' | 'POST' = 'GET') =>
  await s.app.inject({
    method,
    url,
    headers: { accept: 'text/html', ...headers },
    ...(method === 'POST' ? { payload: 'reason=fraud' } : {}),
  });
const pagesOf = ({ of, id, slug }: typeof own): string[] => [
  `/report/${of.handle}`,
  `/report/${of.handle}/${slug}`,
  `/reviews/${id}/all`,
];

t.test('under her own address a creator’s reports and reviews are there', async (t) => {
  t.equal((await at('/')).statusCode, 200, 'the name leads to her store');
  for (const url of pagesOf(own)) {
    t.equal((await at(`${url}?lang=en`)).statusCode, 200, url);
  }
  t.equal((await at(`/reviews/${own.id}?lang=en`)).statusCode, 303, 'who is not signed in is led to the sign-in');
});

t.test(
  'nobody else’s are, and neither is the list of all stores: the same 404 as for what does not exist',
  async (t) => {
    const none = await at('/report/nobody-here?lang=en');
    t.equal(none.statusCode, 404);
    for (const url of ['/discover', '/discover?q=tea', `/reviews/${other.id}`, ...pagesOf(other)]) {
      const answer = await at(`${url}${url.includes('?') ? '&' : '?'}lang=en`);
      t.equal(answer.statusCode, 404, url);
      t.match(answer.headers['content-type'], 'text/html');
      t.notMatch(answer.body, 'Somebody else', url);
    }
    const form = { ...forwarded, origin: `https://${shop}`, 'content-type': 'application/x-www-form-urlencoded' };
    t.equal((await at(`/report/${other.of.handle}`, form, 'POST')).statusCode, 404);
    const [count] = await s.db.look<{ n: number }>('select count(*)::int as n from store.reports');
    t.equal(count?.n, 0, 'and nothing was written');
  },
);

t.test('at home all of them are there', async (t) => {
  for (const url of ['/discover', ...pagesOf(own), ...pagesOf(other)])
    t.equal((await at(url, { host: new URL(s.deps.storeOrigin).host })).statusCode, 200, url);
});

t.test('every page that stands beside the stores is known here', (t) => {
  const files = new Set(['/media', '/robots.txt', '/go', '/@']);
  const beside = manifest.service.paths.filter((path) => !/^\/(v1|api)\//.test(path) && !files.has(path));
  t.ok(beside.length > 2);
  for (const path of beside)
    t.ok(
      Object.keys(besideStores).some((url) => url === path || url.startsWith(`${path}/`)),
      path,
    );
  for (const url of Object.keys(besideStores)) t.ok(s.app.hasRoute({ method: 'GET', url }), url);
  t.end();
});
