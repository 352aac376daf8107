import t from 'tap';
import { emptyOffer, readOffer, sumOf } from './offer-form.ts';

const good = { ...emptyOffer, handle: '@selam', cash: '5,000.50', dueOn: '2026-12-20', what: ' two videos ' };

t.test('what was typed becomes terms in santim', async (t) => {
  t.same(readOffer(good), {
    sent: {
      handle: 'selam',
      terms: {
        cashSantim: 500_050,
        inKindSantim: 0,
        inKind: '',
        deliverables: [{ kind: 'video', count: 1, note: 'two videos' }],
        dueOn: '2026-12-20',
        usageDays: 90,
        note: '',
      },
      answerWithinDays: 14,
    },
  });
  t.match(readOffer({ ...good, campaignId: 'one' }), { sent: { campaignId: 'one' } });
});

t.test('each thing that is wrong is named at its field', async (t) => {
  const cases = [
    [{ handle: '@' }, 'handle'],
    [{ cash: '1.234' }, 'cash'],
    [{ cash: '-5' }, 'cash'],
    [{ worth: 'many' }, 'worth'],
    [{ count: '0' }, 'count'],
    [{ count: '1.5' }, 'count'],
    [{ dueOn: '' }, 'dueOn'],
    [{ usage: 'x' }, 'usage'],
    [{ days: '61' }, 'days'],
  ] as const;
  for (const [change, id] of cases)
    t.match(readOffer({ ...good, ...change }), { wrong: [{ id }] }, JSON.stringify(change));
  t.equal(sumOf(''), 0);
  t.equal(sumOf('0.01'), 1);
});
