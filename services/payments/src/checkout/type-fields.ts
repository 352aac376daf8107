// What the checkout asks besides money, by the type of what is bought: one entry for each type that asks something of its
// own, and the creator's questions for all of them. The same names and the same reader serve the form and the API.
import type { ProductDetails, ProductType } from '@windsurf/contracts/product-types';
import type { ProblemType } from '@windsurf/contracts/problem';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { Deps } from '../deps.ts';
import { bookingFields } from './booking-fields.ts';
import { drawQuestions, readQuestions } from './question-fields.ts';
import { membershipFields } from './membership-fields.ts';
import { tipFields } from './tip-fields.ts';
import { nothingChosen } from './type-field.ts';
import type { Asked, Beginning, Choice, TypeChosen, TypeFields } from './type-field.ts';

export { TypeSent, nothingChosen, typeTypedOf } from './type-field.ts';
export type { Asked, Beginning, Choice, TypeChosen, TypeTyped } from './type-field.ts';

const registry: Partial<Record<ProductType, TypeFields>> = {
  booking: bookingFields,
  membership: membershipFields,
  tip: tipFields,
};
const fieldsOf = (details: ProductDetails): TypeFields => registry[details.type] ?? {};

/** Everything that the type asks for, read from what was sent. `loaded` is what `loadTypeFields` gave. */
export function readTypeFields(
  asked: Asked & { readonly loaded: unknown },
): TypeChosen | { readonly errors: readonly FieldError[] } {
  const own = fieldsOf(asked.details).read?.(asked) ?? nothingChosen;
  const questions = readQuestions(asked);
  const errors = [...('errors' in own ? own.errors : []), ...('errors' in questions ? questions.errors : [])];
  if (errors.length > 0 || 'errors' in own || 'errors' in questions) return { errors };
  return { ...own, answers: [...own.answers, ...questions.answers] };
}

export async function loadTypeFields(deps: Deps, asked: Asked): Promise<unknown> {
  return await fieldsOf(asked.details).load?.(deps, asked);
}

export const drawTypeFields = (
  asked: Asked & { readonly errors: readonly FieldError[]; readonly loaded: unknown },
): Html => html`${fieldsOf(asked.details).draw?.(asked) ?? false}${drawQuestions(asked)}`;

export const typePrice = (details: ProductDetails, choice: Choice, priceSantim: number): number =>
  fieldsOf(details).price?.(details, choice, priceSantim) ?? priceSantim;

export const notAtLeisure = (details: ProductDetails): ProblemType | undefined =>
  fieldsOf(details).notAtLeisure?.(details);

export async function holdForType(deps: Deps, details: ProductDetails, beginning: Beginning): Promise<void> {
  await fieldsOf(details).hold?.(deps, beginning, details);
}

export async function releaseForType(deps: Deps, details: ProductDetails, beginning: Beginning): Promise<void> {
  await fieldsOf(details).release?.(deps, beginning);
}
