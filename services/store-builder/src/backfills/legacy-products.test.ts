import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import { idOfLegacy, moveLegacyProducts, readLegacyProducts } from './legacy-products.ts';

const list = [
  { id: 'p1', title: 'Clay pan', description: 'From Awassa', affiliateUrl: 'https://shop.example/pan', price: 12 },
  { id: 'p2', name: 'የምግብ መጽሐፍ', price: 250.5 },
  { id: 'p3', title: 'No price' },
  { id: 'p4', title: 'Bad address', url: 'javascript:alert(1)' },
  { id: 'p5', title: '  ', price: 10 },
];

t.test('an export is read as a list, as one object a line, and with the types of DynamoDB', async (t) => {
  const read = readLegacyProducts(JSON.stringify(list));
  t.equal(read.length, 5);
  t.same(read[0], {
    legacyId: 'p1',
    title: 'Clay pan',
    description: 'From Awassa',
    price: 12,
    url: 'https://shop.example/pan',
  });
  const lines = '{"Item":{"id":{"S":"p9"},"title":{"S":"Pot"},"price":{"N":"40.25"},"published":{"BOOL":true}}}\n\n';
  t.match(readLegacyProducts(lines), [{ legacyId: 'p9', title: 'Pot', price: 40.25, url: null }]);
  for (const wrong of ['{', '{"title":"x"}', '5', '[null]']) t.throws(() => readLegacyProducts(wrong), wrong);
});

t.test('a dry run changes nothing; a run makes drafts; a second run makes none again', async (t) => {
  const lab = await startTestStores(t);
  const creator = await lab.creator('Default');
  const id = asCreatorId(creator.creatorId);
  const products = readLegacyProducts(JSON.stringify(list));
  const plan = await moveLegacyProducts(lab.deps, id, products, { dryRun: true });
  t.match(plan, { read: 5, before: 0, added: 2, already: 0, after: 0 });
  t.same(
    plan.refused.map(({ legacyId }) => legacyId),
    ['p3', 'p4', 'p5'],
  );
  const done = await moveLegacyProducts(lab.deps, id, products, { dryRun: false });
  t.match(done, { before: 0, added: 2, already: 0, after: 2 });
  const again = await moveLegacyProducts(lab.deps, id, products, { dryRun: false });
  t.match(again, { before: 2, added: 0, already: 2, after: 2 });
  const kept = (await lab.call(creator, 'GET', '/v1/products')).json<{ items: { id: string }[] }>().items;
  t.match(
    kept.find((one) => one.id === idOfLegacy(id, 'p1')),
    { type: 'affiliate-link', state: 'draft', details: { url: 'https://shop.example/pan', shop: 'shop.example' } },
  );
  t.match(
    kept.find((one) => one.id === idOfLegacy(id, 'p2')),
    { type: 'digital-download', state: 'draft', priceSantim: 25_050 },
  );
  const other = await lab.creator('Another');
  t.same((await lab.call(other, 'GET', '/v1/products')).json(), { items: [] });
});
