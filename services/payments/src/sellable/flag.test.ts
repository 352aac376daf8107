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
  const { headers } = lab.seller;
  const url = `/v1/payments/products/${product.id}/terms`;
  t.equal((await lab.app.inject({ method: 'PUT', url, headers, body: terms })).statusCode, 200);
  const offered = async (): Promise<string | undefined> =>
    (await lab.app.inject({ url: `/v1/payments/products/${product.id}/offer` })).json<OfferView>().bump?.title;
  const rule: FlagRule = { enabled: true, percent: 100, creators: [], platforms: [] };
  t.equal(await offered(), 'A cup', 'as nobody has set it');
  const page = async (): Promise<string> => (await lab.app.inject({ url: `/checkout/${product.id}` })).body;
  t.match(await page(), 'A cup');
  flags['checkout-bump'] = { ...rule, enabled: false };
  t.equal(await offered(), undefined);
  t.notMatch(await page(), 'A cup');
  t.equal((await lab.begin(product)).state, 'pending', 'and the product itself is sold');
  flags['checkout-bump'] = { ...rule, percent: 0 };
  t.equal(await offered(), undefined);
  flags['checkout-bump'] = { ...rule, percent: 0, creators: [product.creatorId] };
  t.equal(await offered(), 'A cup');
});
