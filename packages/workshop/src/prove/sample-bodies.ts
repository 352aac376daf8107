// A body of the right shape for each endpoint that has one, so that a stranger is refused for who she is and not for
// what she wrote. An endpoint without a sample stops the proof.
import type { EndpointShape } from '@windsurf/contracts/endpoint';

const id = '01890000-0000-7000-8000-0000000000aa';
const content = { displayName: 'Stranger', line: '', bio: '', theme: { name: 'buna' }, blocks: [] };

const looked = { reason: 'investigated', note: 'Taken over' };
const note = { note: 'Taken over' };

const samples: Readonly<Record<string, unknown>> = {
  'POST /v1/auth/people': { phone: '0911777009' },
  'POST /v1/auth/people/find': { phone: '0911777009' },
  'POST /v1/auth/step-up/code': { purpose: 'payout-account' },
  'POST /v1/auth/step-up': { purpose: 'payout-account', code: '123456' },
  'POST /v1/auth/step-up/use': { purpose: 'payout-account', personId: id, proof: 'none' },
  'PUT /v1/auth/operator/flags/:name': {
    rule: { enabled: false, percent: 0, creators: [], platforms: [] },
    reason: 'Taken over',
    seenVersion: 0,
  },
  'POST /v1/auth/operator/notices': {
    kind: 'trouble',
    components: ['checkout'],
    startsAt: '2026-11-20T06:00:00Z',
    endsAt: null,
    am: 'ተወስዷል',
    en: 'Taken over',
    reason: 'Taken over',
  },
  'POST /v1/auth/operator/notices/:id/end': { reason: 'Taken over' },
  'POST /v1/stores': { displayName: 'Stranger', handle: 'stranger-probe' },
  'POST /v1/stores/mine/onboarding': { step: 'page' },
  'PUT /v1/stores/mine/draft': { baseVersion: 0, content },
  'PUT /v1/stores/mine/handle': { handle: 'stranger-probe-2' },
  'POST /v1/stores/mine/publish': { draftVersion: 0 },
  'POST /v1/products': { title: 'Probe', priceSantim: 10_000 },
  'PATCH /v1/products/:id': { baseVersion: 1, title: 'Taken over' },
  'PUT /v1/payments/products/:id/terms': {
    baseVersion: 0,
    payWhatYouWant: null,
    stock: 1,
    bump: null,
    scheduledPrices: [],
  },
  'POST /v1/payments/codes': {
    code: 'PROBE',
    gives: { percent: 10 },
    toAt: null,
    maxUses: null,
    perBuyer: 1,
    productIds: null,
  },
  'PATCH /v1/payments/codes/:id': { end: true },
  'POST /v1/billing/plan': { plan: 'pro', months: 1, rail: 'telebirr' },
  'PUT /v1/billing/tax-profile': { legalName: 'Stranger', address: 'Nowhere', vat: null },
  'POST /v1/payouts/accounts': { kind: 'telebirr', number: '0911777009', holder: 'Stranger', proof: 'none' },
  'PUT /v1/payouts/schedule': { every: 'never', minimumSantim: 10_000 },
  'POST /v1/payouts': { amountSantim: 10_000 },
  'POST /v1/payouts/appeals': { text: 'Nothing of this was mine' },
  'POST /v1/payments/orders/:id/refunds': { whole: true, reason: 'goodwill', access: 'keep' },
  'POST /v1/payments/operator/intents/:id/dispute': { outcome: 'opened', ...note },
  'POST /v1/payments/operator/intents/:id/resolve': { resolution: 'not-paid', ...note },
  'POST /v1/payments/operator/refunds/:id/approve': note,
  'POST /v1/payments/operator/refunds/:id/failed': note,
  'POST /v1/payments/operator/refunds/:id/retry': note,
  'POST /v1/payments/operator/refunds/:id/sent': { reference: 'TAKEN123', ...note },
  'POST /v1/payments/operator/payouts/:id/hold': looked,
  'POST /v1/payments/operator/payouts/:id/release': looked,
  'POST /v1/payments/operator/payouts/:id/retry': looked,
  'POST /v1/payments/operator/payouts/:id/mark-failed': looked,
  'POST /v1/payments/operator/payouts/:id/mark-sent': { reference: 'TAKEN123', ...note },
  'POST /v1/payments/operator/accounts/:id/name': { same: true, ...looked },
  'POST /v1/payments/operator/creators/:id/pause': { reason: 'other', ...note },
  'POST /v1/payments/operator/cases/:id/approve': note,
  'POST /v1/payments/operator/cases/:id/refuse': note,
  'POST /v1/payments/operator/cases/:id/release': note,
  'POST /v1/payments/operator/appeals/:id/answer': { grant: true, answer: 'Taken over' },
  'POST /v1/payments/operator/reconciliations': {
    rail: 'telebirr',
    day: '2026-01-01',
    fileName: 'probe.csv',
    content: 'cHJvYmU=',
  },
  'POST /v1/payments/operator/reconciliations/:id/differences/:difference/decide': {
    owner: 'us',
    decision: 'explained',
    ...note,
  },
  'POST /v1/delivery/files': { name: 'probe.pdf', sizeBytes: 1000 },
  'POST /v1/delivery/files/:id/parts': { numbers: [1] },
  'POST /v1/delivery/files/:id/complete': {},
  'POST /v1/notifications/codes': { key: id, phone: '+251911777009', code: '123456', lang: 'en' },
  'POST /v1/community/spaces/:creatorId/posts': { text: 'I was here' },
  'POST /v1/community/spaces/:creatorId/posts/:postId/comments': { text: 'I was here' },
  'POST /v1/community/spaces/:creatorId/posts/:postId/hide': { hidden: true },
  'POST /v1/community/spaces/:creatorId/posts/:postId/comments/:commentId/hide': { hidden: true },
  'POST /v1/community/members/:id/ban': { banned: true },
  'PUT /v1/community/spaces/:creatorId/me': { name: 'Stranger' },
};

export function bodyFor(shape: EndpointShape): { type: string; text: string } | undefined {
  const name = `${shape.method} ${shape.url}`;
  if (name === 'POST /v1/stores/mine/images') return { type: 'image/jpeg', text: 'no picture' };
  if (!shape.body) return undefined;
  if (!Object.hasOwn(samples, name)) throw new Error(`${name} has no sample body in sample-bodies.ts`);
  return { type: 'application/json', text: JSON.stringify(samples[name]) };
}
