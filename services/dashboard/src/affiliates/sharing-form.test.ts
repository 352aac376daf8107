import t from 'tap';
import { commissionOf, sentCommission, sentOffer, wholeIn } from './sharing-form.ts';

const terms = {
  productId: 'p',
  title: 'Tea',
  version: 3,
  open: true,
  percent: 30,
  buyersOnly: false,
  affiliates: 1,
  holdDays: 14,
};

t.test('a commission is a whole number from 1 to 75, and goes with the version that was read', async (t) => {
  t.same(sentCommission(commissionOf(terms), terms), {
    sent: { baseVersion: 3, open: true, percent: 30, buyersOnly: false },
  });
  for (const percent of ['', '0', '76', '12.5', '-3', 'many', '1e1'])
    t.match(sentCommission({ ...commissionOf(terms), percent }, terms), { wrong: [{ id: 'commission' }] }, percent);
  t.match(sentCommission({ open: false, percent: '', buyersOnly: false }, terms), {
    sent: { open: false, percent: 30 },
  });
});

t.test('an offer has a name and a whole number from 1 to 90', async (t) => {
  t.same(sentOffer('p', { handle: ' @sara ', percent: '25 %' }), {
    sent: { productId: 'p', handle: '@sara', percent: 25 },
  });
  t.match(sentOffer('p', { handle: '', percent: '91' }), {
    wrong: [{ id: 'partner-handle' }, { id: 'partner-percent' }],
  });
  t.equal(wholeIn('90', 1, 90), 90);
});
