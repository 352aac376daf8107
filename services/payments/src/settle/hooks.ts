// What settling calls of other rooms, in its own transaction. One place, so that the order of locks can be read here:
// intent, order, payment plan, what is limited, books.
export { followOrder, holdPlanOf, mayPayParts, takePaidParts } from '../instalments/instalments.ts';
export { choiceSaid, receiverOf, takePaidGift, wakeGift } from '../gifts/gifts.ts';
export { giveMembershipBack, restoreMembership, takePaidMembership } from '../memberships/memberships.ts';
export { feesOf, feesQuery, takeHouseOrder } from '../plans/plans.ts';
export { issueCreditNote, issueReceipt, takeBackReversalNote } from '../receipts/receipts.ts';
export { oweBack } from '../refunds/credits.ts';
export { releaseHeld, takeSold } from '../sellable/sellable.ts';
