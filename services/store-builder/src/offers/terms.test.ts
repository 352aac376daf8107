import t from 'tap';
import { offerActions, offerStatuses } from '@windsurf/contracts/store-offers';
import type { OfferTerms } from '@windsurf/contracts/store-offers';
import { prepareOfferForCreation, totalValueOf, validateOfferTerms } from './terms.ts';
import { actionsOf, mayGo, transitions } from './transitions.ts';

const now = new Date('2026-11-20T09:00:00Z');
const good: OfferTerms = {
  cashSantim: 500_000,
  inKindSantim: 250_050,
  inKind: 'two nights in Bahir Dar',
  deliverables: [{ kind: 'video', count: 2, note: '' }],
  dueOn: '2026-12-20',
  usageDays: 90,
  note: '',
};

t.test('terms are good, or each thing that is wrong has a code', async (t) => {
  const cases: readonly [Partial<OfferTerms>, readonly string[]][] = [
    [{}, []],
    [{ cashSantim: 0 }, []],
    [{ inKindSantim: 0, inKind: '' }, []],
    [{ cashSantim: 0, inKindSantim: 0, inKind: '' }, ['no-value']],
    [{ inKind: ' ' }, ['in-kind-unnamed']],
    [{ inKindSantim: 0 }, ['in-kind-worthless']],
    [{ deliverables: [] }, ['no-deliverable']],
    [{ dueOn: '2026-11-19' }, ['due-past']],
    [{ dueOn: '2026-11-20' }, []],
    [{ dueOn: '2026-02-30' }, ['due-unknown']],
    [
      { cashSantim: 0, inKindSantim: 0, inKind: '', deliverables: [], dueOn: '2026-01-01' },
      ['no-value', 'no-deliverable', 'due-past'],
    ],
  ];
  for (const [change, errors] of cases)
    t.same(
      validateOfferTerms({ ...good, ...change }, now),
      { isValid: errors.length === 0, errors },
      JSON.stringify(change),
    );
  t.same(validateOfferTerms({ ...good, dueOn: '2026-11-25' }, now, new Date('2026-12-04T09:00:00Z')).errors, [
    'due-before-answer',
  ]);
});

t.test('a prepared offer keeps its own snapshot, its total to the santim and the first line of history', async (t) => {
  const given = structuredClone(good);
  const prepared = prepareOfferForCreation(given, now, now);
  given.cashSantim = 1;
  given.deliverables.push({ kind: 'post', count: 1, note: '' });
  t.same(prepared.originalTermsSnapshot, good, 'what is changed afterwards changes nothing in it');
  t.not(prepared.terms, prepared.originalTermsSnapshot);
  t.equal(prepared.totalValueCents, 750_050);
  t.equal(totalValueOf({ ...good, cashSantim: 0 }), 250_050);
  t.same(prepared.statusHistory, [{ from: null, to: 'pending', by: 'brand', at: '2026-11-20T09:00:00.000Z' }]);
  t.same([prepared.isValid, prepared.validationErrors], [true, []]);
});

t.test('what is over goes nowhere, and each party may do its own', async (t) => {
  for (const status of ['declined', 'expired', 'cancelled', 'completed'] as const) t.same(transitions[status], {});
  t.same(actionsOf('pending', 'creator', false), ['accept', 'decline', 'counter']);
  t.same(actionsOf('pending', 'brand', false), ['cancel']);
  t.same(actionsOf('countered', 'brand', false), ['accept', 'decline']);
  t.same(actionsOf('accepted', 'creator', true), ['cancel'], 'who has said that it is done waits');
  t.equal(mayGo('pending', 'completed', 'creator'), false);
  t.equal(mayGo('pending', 'expired', 'creator'), false);
  const pairs = offerStatuses.flatMap((from) => Object.keys(transitions[from]).map((to) => `${from} ${to}`));
  t.equal(pairs.length, 11, 'as many as the database knows');
  t.equal(offerActions.length, 5);
});
