// What settling calls of other rooms, in its own transaction. One place, so that the order of locks can be read here:
// intent, order, what is limited, books.
export { feesAt } from '../plans/fees.ts';
export { releaseHeld, takeSold } from '../sellable/sellable.ts';
export const issueReceipt = async (..._: unknown[]): Promise<void> => undefined;
export const oweBack = async (..._: unknown[]): Promise<void> => undefined;
