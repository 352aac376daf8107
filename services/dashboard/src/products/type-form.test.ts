import t from 'tap';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { emptyForm, priceOf, sentForm } from './product-form.ts';
import { beginTypeForm, detailsOf, kinds, sameDetails, typeFieldOf, typeFormOf } from './type-form.ts';

const questions = [
  { text: 'For whom?', required: true, kind: 'text' as const },
  { text: 'Which?', required: false, kind: 'choice' as const, choices: ['Red', 'Blue'] },
];
const place = { place: 'online' as const, placeText: 'A link comes by SMS' };
const all: readonly ProductDetails[] = [
  { type: 'digital-download' },
  { type: 'course', questions },
  { type: 'template-pack' },
  { type: 'licence-key' },
  { type: 'tip', amounts: [5_050, 10_000, 50_000], minSantim: 1_000, showNames: true },
  {
    type: 'event-ticket',
    startsAt: '2030-01-01T09:00:00.000Z',
    endsAt: '2030-01-01T11:00:00.000Z',
    ...place,
    seats: 12,
  },
  {
    type: 'event-ticket',
    startsAt: '2030-01-01T09:00:00.000Z',
    endsAt: '2030-01-01T11:00:00.000Z',
    ...place,
    seats: null,
  },
  { type: 'bundle', productIds: ['a', 'b', 'c'] },
  { type: 'custom-request', questions, daysToDeliver: 5 },
  { type: 'affiliate-link', url: 'https://example.com/x', shop: 'A shop' },
  {
    type: 'booking',
    questions,
    minutes: 30,
    bufferBefore: 0,
    bufferAfter: 10,
    noticeHours: 12,
    horizonDays: 30,
    seats: 4,
    ...place,
    cancelHours: 24,
    cancelRefundPercent: 50,
    moveHours: 12,
    bankCode: true,
  },
  {
    type: 'membership',
    benefits: ['Early songs', 'A call'],
    graceDays: 3,
    prepay: [
      { months: 3, percentOff: 10 },
      { months: 12, percentOff: 20 },
    ],
    spaces: false,
  },
];

t.test('what is kept comes back from the form as it was, for every type', async (t) => {
  for (const details of all) t.same(detailsOf(details.type, typeFormOf(details)), details, details.type);
  t.same(new Set(all.map((details) => details.type)), new Set(kinds), 'none is left out');
});

t.test('a form is the same as another when both send the same', async (t) => {
  const tip = beginTypeForm('tip');
  t.ok(sameDetails('tip', tip, { ...tip, least: '10.00' }));
  t.notOk(sameDetails('tip', tip, { ...tip, least: '11' }));
  t.notOk(sameDetails('course', {}, { questions: '1', q0text: 'Why?' }));
});

t.test('each pointer of the server leads to the field that it is about', async (t) => {
  for (const [pointer, type, field] of [
    ['/details/amounts/1', 'tip', 'amount1'],
    ['/details/minSantim', 'tip', 'least'],
    ['/details/questions/2/text', 'course', 'q2text'],
    ['/details/questions/0/choices', 'course', 'q0choices'],
    ['/details/questions', 'custom-request', 'q0text'],
    ['/details/productIds/3', 'bundle', 'parts'],
    ['/details/seats', 'booking', 'bookingSeats'],
    ['/details/seats', 'event-ticket', 'seats'],
    ['details.startsAt', 'event-ticket', 'startsAt'],
    ['/details/daysToDeliver', 'custom-request', 'days'],
    ['/title', 'tip', undefined],
  ] as const)
    t.equal(typeFieldOf(pointer, type), field, pointer);
});

t.test('nothing is a price only where the type may be given away', async (t) => {
  const free = (type: ProductDetails['type'], price: string): boolean => {
    const read = priceOf({ ...emptyForm, type, price });
    return read.ok && read.santim === 0;
  };
  for (const price of ['0', '0.00', ' 0 ']) t.ok(free('digital-download', price), `“${price}”`);
  for (const price of ['', '0.001', '00x', '-0', '፻']) t.notOk(free('digital-download', price), `“${price}”`);
  t.notOk(free('bundle', '0'));
  const typed = { ...emptyForm, title: 'T', type: 'tip' as const, details: beginTypeForm('tip') };
  t.match(sentForm(typed), { priceSantim: 1_000, details: { type: 'tip', minSantim: 1_000 } });
  t.match(sentForm({ ...typed, type: 'affiliate-link', details: { url: 'https://x.et' } }), { priceSantim: 0 });
});
