// What buyers wrote at checkout, kept sealed. It is opened for the creator whose order it became, and for nobody else.
import type { CreatorId } from '@windsurf/db/tenancy';
import { notFound } from '@windsurf/contracts/problem';
import type { Deps, Tx } from '../deps.ts';
import type { Answer } from './type-field.ts';
import { answersOfOrder, insertAnswers, namesOfProduct } from './answers.queries.ts';

type Written = { readonly answers: readonly Answer[]; readonly shownName?: string | undefined };
/** As the table takes it; undefined where nothing was written. */
export type SealedAnswers = { readonly answersSealed: string; readonly shownNameSealed: string | null };

export function sealAnswers({ cipher }: Pick<Deps, 'cipher'>, chosen: Written): SealedAnswers | undefined {
  const { answers, shownName } = chosen;
  if (answers.length === 0 && shownName === undefined) return undefined;
  return {
    answersSealed: cipher.seal(JSON.stringify(answers)),
    shownNameSealed: shownName === undefined ? null : cipher.seal(shownName),
  };
}

/** In the transaction that makes the attempt. */
export async function keepAnswers(
  tx: Tx,
  intent: { readonly id: string; readonly productId: string; readonly startedAt: Date },
  sealed: SealedAnswers,
): Promise<void> {
  const { id: intentId, productId, startedAt: writtenAt } = intent;
  await insertAnswers(tx, { intentId, productId, writtenAt, ...sealed });
}

/** What the buyer of an order wrote, in the order of the form. Absent and foreign are the same 404. */
export async function readAnswers(deps: Deps, creatorId: CreatorId, orderId: string): Promise<readonly Answer[]> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    answersOfOrder(deps.tenancy.compile, creatorId, orderId).compile(),
  ]);
  const row = rows[0];
  if (!row) throw notFound();
  return row.answersSealed === null ? [] : (JSON.parse(deps.cipher.open(row.answersSealed)) as Answer[]);
}

/** Names of the last who gave and want to be named, newest first, each once. */
export async function shownNames(deps: Deps, creatorId: CreatorId, productId: string): Promise<readonly string[]> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    namesOfProduct(deps.tenancy.compile, creatorId, productId).compile(),
  ]);
  return [
    ...new Set(rows.flatMap((row) => (row.shownNameSealed === null ? [] : [deps.cipher.open(row.shownNameSealed)]))),
  ];
}
