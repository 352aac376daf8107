import t from 'tap';
import { fieldOf, momentOf, sellingFormOf, sentTerms, wholeOf } from './selling-form.ts';

const terms = {
  productId: 'p',
  title: 'Tea',
  currency: 'ETB' as const,
  listSantim: 20_000,
  priceSantim: 20_000,
  version: 3,
  payWhatYouWant: { minSantim: 10_000, suggestedSantim: [15_050, 30_000] },
  stock: { quantity: 20, taken: 2, held: 1, left: 17 },
  bump: { productId: 'b', priceSantim: 5000, title: 'Cup', forSale: true },
  scheduledPrices: [{ fromAt: '2026-11-25T06:00:00.000Z', toAt: null, priceSantim: 15_000 }],
  gifts: true,
};

t.test('what stands is shown in East Africa Time and birr, and sent back as it came', async (t) => {
  const form = sellingFormOf(terms);
  t.match(form, {
    open: true,
    min: '100',
    suggestions: ['150.50', '300', ''],
    stock: '20',
    bump: 'b',
    bumpPrice: '50',
    prices: [{ from: '2026-11-25T09:00', to: '', price: '150' }],
  });
  const { payWhatYouWant, scheduledPrices } = terms;
  t.strictSame(sentTerms(form, 3), {
    sent: {
      baseVersion: 3,
      payWhatYouWant,
      stock: 20,
      bump: { productId: 'b', priceSantim: 5000 },
      scheduledPrices,
      gifts: true,
    },
  });
  const never = sentTerms({ ...form, gifts: null }, 3);
  t.notOk('sent' in never && 'gifts' in never.sent, 'of what cannot be given nothing is said');
});

t.test('what is not ticked is not sent, whatever was typed there', async (t) => {
  const form = {
    ...sellingFormOf(terms),
    open: false,
    min: 'x',
    limited: false,
    stock: '-1',
    bump: '',
    bumpPrice: 'y',
  };
  t.match(sentTerms({ ...form, prices: [] }, 3), {
    sent: { payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [] },
  });
});

t.test('every field that needs another look is named', async (t) => {
  const form = {
    ...sellingFormOf(terms),
    min: '-1',
    suggestions: ['150', 'x', ''],
    stock: '1.5',
    bumpPrice: '',
    prices: [{ from: '', to: 'soon', price: '0' }],
  };
  const read = sentTerms(form, 3);
  t.strictSame('wrong' in read ? read.wrong.map(({ id }) => id) : [], [
    'min',
    'suggestion-1',
    'stock',
    'bump-price',
    'from-0',
    'to-0',
    'price-0',
  ]);
});

t.test('days and numbers are read as they are, and nothing is guessed', async (t) => {
  t.equal(momentOf('2026-11-25T09:00'), '2026-11-25T06:00:00.000Z');
  t.equal(fieldOf('2026-11-25T22:30:00Z'), '2026-11-26T01:30');
  for (const text of ['', '25.11.2026', '2026-13-40T09:00', '2026-11-25']) t.equal(momentOf(text), undefined, text);
  t.equal(wholeOf(' 1,000 ', 1_000_000), 1000);
  for (const text of ['0', '-1', '1.5', 'x', '', '2000000']) t.equal(wholeOf(text, 1_000_000), undefined, text);
});
