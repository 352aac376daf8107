// What one type of product may ask at checkout besides money, and what comes of it.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import type { OrderChoice } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { ProblemType } from '@windsurf/contracts/problem';
import type { FieldError } from '@windsurf/html/forms';
import type { Html } from '@windsurf/html/html';
import type { Language } from '@windsurf/language/phrases';
import type { Deps } from '../deps.ts';

/** Names of all fields that a type may ask for; a type that needs another one adds its name here. */
const names = [
  ...(['q1', 'q2', 'q3', 'q4', 'q5'] as const),
  /** Of a tip. */
  ...(['message', 'name'] as const),
  /** Of a booking. */
  ...(['slot', 'slotFrom'] as const),
  /** Of a membership. */
  ...(['months'] as const),
  /** Of what is paid in parts: how many. */
  ...(['parts'] as const),
];
export type TypeFieldName = (typeof names)[number];
/** As it was typed, whatever it is; '' where nothing was. */
export type TypeTyped = Readonly<Partial<Record<TypeFieldName, string | undefined>>>;

const Line = T.Optional(T.String({ maxLength: 2000 }));
/** Their place in the body of the form and of the API. */
export const TypeSent = {
  q1: Line,
  q2: Line,
  q3: Line,
  q4: Line,
  q5: Line,
  message: Line,
  name: Line,
  slot: Line,
  slotFrom: Line,
  months: Line,
  parts: Line,
} as const satisfies Record<TypeFieldName, typeof Line>;
export const typeTypedOf = (sent: TypeTyped): TypeTyped =>
  Object.fromEntries(names.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])));

/** What was chosen: ids and numbers, which events may carry. */
export type Choice = Static<typeof OrderChoice>;
/** One thing that the buyer wrote. Never in an event, never in a log. */
export type Answer = { readonly asks: string; readonly says: string };
export type TypeChosen = {
  readonly choice: Choice;
  readonly answers: readonly Answer[];
  /** A name that its owner wants to be read by everybody. */
  readonly shownName?: string;
};
export const nothingChosen: TypeChosen = { choice: {}, answers: [] };

export type Asked<D extends ProductDetails = ProductDetails> = {
  readonly productId: string;
  readonly creatorId: CreatorId;
  readonly details: D;
  readonly lang: Language;
  readonly typed: TypeTyped;
};
/** An attempt that is about to begin, by its id; nothing of it stands in the database yet. */
export type Beginning = {
  readonly intentId: string;
  readonly creatorId: CreatorId;
  readonly productId: string;
  readonly buyerId: string;
  readonly choice: Choice;
  readonly lang: Language;
  /** Paid with a code or by hand, when its buyer comes to it. */
  readonly atLeisure: boolean;
};
export type TypeFields<D extends ProductDetails = ProductDetails, L = unknown> = {
  /** What has to be asked elsewhere to draw and to read the fields: free times, names. May call other services. */
  readonly load?: (deps: Deps, asked: Asked<D>) => Promise<L>;
  /** Between the price and the phone number. `errors` are those of all fields, by name. */
  readonly draw?: (asked: Asked<D> & { readonly errors: readonly FieldError[]; readonly loaded: L }) => Html | false;
  readonly read?: (asked: Asked<D> & { readonly loaded: L }) => TypeChosen | { readonly errors: readonly FieldError[] };
  /** What it costs with what was chosen, from the price now; without this, the price. Pure: asked again where it is charged. */
  readonly price?: (details: D, choice: Choice, priceSantim: number) => number;
  /** Why what is paid at leisure cannot be, for this product: it is held for minutes. Said beside the ways to pay. */
  readonly notAtLeisure?: (details: D) => ProblemType | undefined;
  /** Before the attempt's transaction: may call other services, throws a Problem to refuse. Keyed by the intent: twice is once. */
  readonly hold?: (deps: Deps, beginning: Beginning, details: D) => Promise<void>;
  /** The attempt was not made after all, or the rail did not take it. Never throws: what it misses ends by itself. */
  readonly release?: (deps: Deps, beginning: Beginning) => Promise<void>;
};

/** Keeps the types of one entry together; the registry itself asks no more than that they fit each other. */
export const typeFields = <D extends ProductDetails, L>(fields: TypeFields<D, L>): TypeFields =>
  fields as unknown as TypeFields;
