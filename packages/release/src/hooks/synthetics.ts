// What a release is asked in each feature domain before it gets traffic: reads that change nothing and need no account.
// A refusal in the service's own words is an answer too: it went through routing, access and problems.

export type Synthetic = {
  readonly path: string;
  readonly status: number;
  /** Something that the answer contains. */
  readonly holds?: string;
};

/** A creator, a file, a payment that nobody has. */
const NOBODY = '01890000-0000-7000-8000-000000000000';
const unauthorized = (path: string): Synthetic => ({ path, status: 401, holds: '"type"' });

export const SYNTHETICS: Readonly<Record<string, readonly Synthetic[]>> = {
  auth: [{ path: '/.well-known/jwks.json', status: 200, holds: '"keys"' }, unauthorized('/v1/auth/sessions')],
  users: [{ path: '/v1/users/nobody', status: 404, holds: '"type"' }],
  stores: [unauthorized('/v1/stores/handle-check?handle=release-check'), unauthorized('/v1/stores/mine')],
  creators: [{ path: '/v1/creators/nobody', status: 404, holds: '"type"' }],
  content: [unauthorized('/v1/products')],
  campaigns: [{ path: '/v1/campaigns/nobody', status: 404, holds: '"type"' }],
  payments: [
    { path: '/v1/payments/rails', status: 200 },
    { path: `/v1/payments/products/${NOBODY}/offer`, status: 404, holds: '"type"' },
    unauthorized('/v1/payments/ledger'),
  ],
  billing: [{ path: '/v1/billing/plans', status: 200 }, unauthorized('/v1/billing/plan')],
  payouts: [unauthorized('/v1/payouts')],
  delivery: [unauthorized('/v1/delivery/files')],
  assets: [{ path: '/v1/assets/nobody', status: 404, holds: '"type"' }],
  rights: [{ path: '/v1/rights/nobody', status: 404, holds: '"type"' }],
  analytics: [unauthorized('/v1/analytics/summary')],
  community: [unauthorized('/v1/community/members')],
  notifications: [unauthorized('/v1/notifications/messages')],
};
