// What may be offered, what it is worth, and what is kept of it for ever (S1-33, S1-34). Pure.
import type { OfferChange, OfferTerms } from '@windsurf/contracts/store-offers';
import type { TermsError } from '@windsurf/language/words-trust';

export type Validation = { readonly isValid: boolean; readonly errors: readonly TermsError[] };
const DAY = 86_400_000;
const EAT = 3 * 3_600_000;

/** Midnight in East Africa at the end of a day; undefined for a day that does not exist. */
function endOf(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : at + DAY - EAT;
}

/**
 * @param now when it is asked
 * @param answerBy until when the offer may be answered; what is to be made is due later than that
 */
export function validateOfferTerms(terms: OfferTerms, now: Date, answerBy: Date = now): Validation {
  const due = endOf(terms.dueOn);
  const named = terms.inKind.trim() !== '';
  const found: readonly [TermsError, boolean][] = [
    ['no-value', terms.cashSantim + terms.inKindSantim === 0],
    ['in-kind-unnamed', terms.inKindSantim > 0 && !named],
    ['in-kind-worthless', terms.inKindSantim === 0 && named],
    ['no-deliverable', terms.deliverables.length === 0],
    ['due-unknown', due === undefined],
    ['due-past', due !== undefined && due <= now.getTime()],
    ['due-before-answer', due !== undefined && due > now.getTime() && due < answerBy.getTime()],
  ];
  const errors = found.flatMap(([code, wrong]) => (wrong ? [code] : []));
  return { isValid: errors.length === 0, errors };
}

/** Money and what is given, together, in santim. */
export const totalValueOf = (terms: OfferTerms): number => terms.cashSantim + terms.inKindSantim;

export type PreparedOffer = {
  readonly terms: OfferTerms;
  readonly originalTermsSnapshot: OfferTerms;
  readonly totalValueCents: number;
  readonly isValid: boolean;
  readonly validationErrors: readonly TermsError[];
  readonly statusHistory: readonly OfferChange[];
};

/** What a new offer is made of: a snapshot that shares nothing with what was given, the total, the first line of history. */
export function prepareOfferForCreation(terms: OfferTerms, now: Date, answerBy: Date): PreparedOffer {
  const { isValid, errors } = validateOfferTerms(terms, now, answerBy);
  return {
    terms: structuredClone(terms),
    originalTermsSnapshot: structuredClone(terms),
    totalValueCents: totalValueOf(terms),
    isValid,
    validationErrors: errors,
    statusHistory: [{ from: null, to: 'pending', by: 'brand', at: now.toISOString() }],
  };
}
