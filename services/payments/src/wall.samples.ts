import type { Samples } from '@windsurf/db/prove-wall';

/** Values that a CHECK asks for and the catalog does not suffice to find. */
export const samples: Samples = { 'payments.affiliates': { code: 'ABEBE7' } };
