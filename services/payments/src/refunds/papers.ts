// The seam to the papers: what goes back to a buyer of an order has a credit note, in the transaction that books it, and
// what was not sent after all has the receipt that takes the note back.
export { issueCreditNote, takeBackCreditNote } from '../receipts/receipts.ts';
