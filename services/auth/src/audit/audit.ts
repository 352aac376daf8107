// What operators did to the whole platform, and why: written in the transaction of the deed.
export { deedsAbout, insertDeed } from './audit.queries.ts';
export type { Deed } from './audit.queries.ts';
