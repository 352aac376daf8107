import t from 'tap';
import type { FlagName, FlagRule } from '@windsurf/contracts/auth-platform';
import type { OfferView } from '@windsurf/contracts/payments-sellable';
import { startTestPayments } from '../testing.ts';

t.test('operators switch extras off at the checkout: for all, or for all creators but some', async (t) => {
  const flags: Partial<Record<FlagName, FlagRule>> = {};
  const lab = await startTestPayments(t, { flags });
  const [product, extra] = [await lab.product(), await lab.product(5000, lab.seller, 'A cup')];
  const terms = {
    baseVersion: 0,
    payWhatYouWant: null,
    stock: null,
    bump: { productId: extra.id, priceSantim: 4000 },
    scheduledPrices: [],
  };
  const url = `/v1/payments/products/${product.id}/terms`;
  const put = { method: 'PUT', url, headers: lab.seller.headers, body: terms } as const;
  t.equal((await lab.app.inject(put)).statusCode, 200);
  const offered = async (headers: Record<string, string> = {}): Promise<string | undefined> =>
    (await lab.app.inject({ url: `/v1/payments/products/${product.id}/offer`, headers })).json<OfferView>().bump?.title;
  const rule: FlagRule = { enabled: true, percent: 100, creators: [], platforms: [] };
  t.equal(await offered(), 'A cup', 'as nobody has set it');
  const page = async (): Promise<string> => (await lab.app.inject({ url: `/checkout/${product.id}` })).body;
  t.match(await page(), 'A cup');
  flags['checkout-bump'] = { ...rule, enabled: false };
  t.equal(await offered(), undefined);
  t.notMatch(await page(), 'A cup');
  t.equal((await lab.begin(product)).state, 'pending', 'and the product itself is sold');
  flags['checkout-bump'] = { ...rule, platforms: ['android'] };
  t.equal(await offered(), undefined, 'a browser');
  t.equal(await offered({ 'x-client-platform': 'android' }), 'A cup');
  flags['checkout-bump'] = { ...rule, percent: 0 };
  t.equal(await offered(), undefined);
  flags['checkout-bump'] = { ...rule, percent: 0, creators: [product.creatorId] };
  t.equal(await offered(), 'A cup');
});

t.test('what goes on about paying stands above the checkout, in its language, and nothing else does', async (t) => {
  const lab = await startTestPayments(t, {
    notices: (['checkout', 'sms'] as const).map((about) => ({
      id: about,
      kind: 'trouble' as const,
      components: [about],
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      endsAt: null,
      am: `${about} ዘግይቷል።`,
      en: `${about} is <late>.`,
    })),
  });
  const product = await lab.product();
  const page = async (lang: string) => (await lab.app.inject({ url: `/checkout/${product.id}?lang=${lang}` })).body;
  t.match(await page('en'), 'checkout is &lt;late&gt;.');
  t.match(await page('am'), 'checkout ዘግይቷል።');
  t.notMatch(await page('en'), 'sms is');
});
