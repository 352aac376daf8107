// What operators did to the whole platform, and why: written in the transaction of the deed by packages/audit.
export { deedsAbout } from './audit.queries.ts';
export type { DeedRow } from './audit.queries.ts';
