// What settling calls of other rooms, in its own transaction. One place, so that the order of locks can be read here:
// intent, order, what is limited, books.
export { feesAt, takeHouseOrder } from '../plans/plans.ts';
export { issueCreditNote, issueReceipt, takeBackReversalNote } from '../receipts/receipts.ts';
export { releaseHeld, takeSold } from '../sellable/sellable.ts';
export const oweBack = async (..._: unknown[]): Promise<void> => undefined;
