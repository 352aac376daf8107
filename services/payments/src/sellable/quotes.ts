// What somebody who looks would pay. A choice that is not possible is left out and said; it never stops the others.
import { bumpGone } from '@windsurf/contracts/payments-sellable';
import { Problem } from '@windsurf/contracts/problem';
import type { Language } from '@windsurf/language/phrases';
import type { FoundCode, Sellable } from './offers.ts';
import { faultOf } from './offers.ts';
import { priceOf } from './price.ts';
import type { Total } from './price.ts';

export type Choices = { readonly amount: number | undefined; readonly bump: boolean; readonly code: string };
export type Quote = {
  /** Undefined while the buyer has not named a possible amount. */
  readonly total: Total | undefined;
  /** The code that is taken off. */
  readonly applied: FoundCode | undefined;
  readonly codeProblem: Problem | undefined;
  readonly amountProblem: Problem | undefined;
  readonly bumpProblem: Problem | undefined;
};

export function quoteOf(
  offer: Sellable,
  found: FoundCode | undefined,
  choices: Choices,
  at: Date,
  lang: Language,
): Quote {
  const typed = choices.code.trim() !== '';
  const fault = typed ? faultOf(found, offer, at, lang) : undefined;
  const bump = choices.bump && offer.bump !== null;
  const bumpProblem = choices.bump && !bump ? bumpGone({}, { pointer: '/bump' }) : undefined;
  const applied = typed && !fault ? found : undefined;
  const price = (code: FoundCode | undefined): Total | Problem =>
    orProblem(() => priceOf(offer, { amount: choices.amount, bump, code }, lang));
  const whole = price(applied);
  if (!(whole instanceof Problem))
    return { total: whole, applied, codeProblem: fault, amountProblem: undefined, bumpProblem };
  // The code leaves nothing to pay: the offer stands without it.
  const without = applied ? price(undefined) : whole;
  if (!(without instanceof Problem))
    return { total: without, applied: undefined, codeProblem: whole, amountProblem: undefined, bumpProblem };
  return { total: undefined, applied, codeProblem: fault, amountProblem: without, bumpProblem };
}

function orProblem<R>(work: () => R): R | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
