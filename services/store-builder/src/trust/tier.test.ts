import t from 'tap';
import { computeTrustTier } from './tier.ts';
import type { TrustEvidence } from './tier.ts';
import { readinessOf } from './readiness.ts';
import type { ReadinessFacts } from './readiness.ts';

const none: TrustEvidence = {
  phoneConfirmed: false,
  payoutNameMatches: false,
  identityChecked: false,
  completedCollaborations: 0,
};

t.test('a tier follows from the evidence alone', async (t) => {
  const cases = [
    [{}, 'NEW', []],
    [{ phoneConfirmed: true }, 'NEW', []],
    [{ payoutNameMatches: true }, 'NEW', []],
    [{ phoneConfirmed: true, payoutNameMatches: true }, 'VERIFIED', ['phone-and-payout-name']],
    [{ identityChecked: true }, 'VERIFIED', ['identity']],
    [{ completedCollaborations: 1 }, 'PROVEN', ['first-collaboration']],
    [
      { phoneConfirmed: true, payoutNameMatches: true, identityChecked: true, completedCollaborations: 3 },
      'PROVEN',
      ['first-collaboration', 'identity', 'phone-and-payout-name'],
    ],
  ] as const;
  for (const [evidence, tier, because] of cases)
    t.same(computeTrustTier({ ...none, ...evidence }), { tier, because }, JSON.stringify(evidence));
});

const bare: ReadinessFacts = {
  hasLine: false,
  hasBlock: false,
  pageLive: false,
  productsOnSale: 0,
  waitingProductId: null,
  rejectedProductId: null,
  payoutLinked: false,
};
const whole: ReadinessFacts = { ...bare, hasLine: true, hasBlock: true, pageLive: true, productsOnSale: 1 };

t.test('what is missing has a name in both languages and a place, and its share is between 0 and 1', async (t) => {
  const states = [
    [bare, 'INCOMPLETE', ['no-line', 'no-block', 'page-not-published', 'no-product', 'no-payout-account'], 0.167],
    [{ ...bare, payoutLinked: true }, 'INCOMPLETE', ['no-line', 'no-block', 'page-not-published', 'no-product'], 0.333],
    [whole, 'PENDING_OAUTH', ['no-payout-account'], 0.833],
    [{ ...whole, payoutLinked: true }, 'READY', [], 1],
  ] as const;
  for (const [facts, state, codes, completeness] of states) {
    const found = readinessOf(facts);
    t.match(found, { state, completeness });
    t.same(
      found.blockers.map(({ code }) => code),
      codes,
    );
    for (const { messageAm, messageEn, actionUrl } of found.blockers) {
      t.match(messageAm, /[\u1200-\u137f]/);
      t.match(messageEn, /^[A-Z].*\.$/);
      t.match(actionUrl, /^\/[a-z]/);
    }
  }
});

t.test('a product that waits or was refused is its own blocker, and leads to that product', async (t) => {
  const waits = readinessOf({ ...whole, productsOnSale: 0, waitingProductId: 'one' }).blockers[0];
  t.match(waits, { code: 'product-waits', actionUrl: '/products/one' });
  const refused = readinessOf({ ...whole, productsOnSale: 0, waitingProductId: 'one', rejectedProductId: 'two' });
  t.match(refused.blockers[0], { code: 'product-rejected', actionUrl: '/products/two' });
});
