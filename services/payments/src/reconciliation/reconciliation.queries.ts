import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Platform, Tx } from '../deps.ts';

export type FileRow = Selectable<DB['payments.statementFiles']>;
export type Row = Selectable<DB['payments.statementRows']>;
export type DifferenceRow = Selectable<DB['payments.statementDifferences']>;
export type NewDifference = Insertable<DB['payments.statementDifferences']>;

/** Columns of a rail's file at a moment; `*` is our own format. */
export async function formatAt(tx: Platform, rail: string, at: Date): Promise<unknown> {
  const row = await tx
    .selectFrom('payments.statementFormats')
    .select('columns')
    .where('rail', '=', rail)
    .where('fromAt', '<=', at)
    .orderBy('fromAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.columns;
}

export async function fileOfHash(tx: Platform, rail: string, day: string, hash: string): Promise<FileRow | undefined> {
  return await tx
    .selectFrom('payments.statementFiles')
    .selectAll()
    .where('rail', '=', rail)
    .where('day', '=', day)
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/** False when this file was taken already. */
export async function insertFile(tx: Platform, file: Insertable<DB['payments.statementFiles']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.statementFiles')
    .values(file)
    .onConflict((c) => c.columns(['rail', 'day', 'hash']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

const chunk = 500;
export async function insertRows(
  tx: Platform,
  rows: readonly Insertable<DB['payments.statementRows']>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += chunk)
    await tx
      .insertInto('payments.statementRows')
      .values(rows.slice(from, from + chunk))
      .execute();
}

/** Takes a file that is to be matched, for as long as the lease. */
export async function takeFile(tx: Platform, now: Date, lease: Date): Promise<FileRow | undefined> {
  const { rows } = await sql<{ id: string }>`
    update payments.statement_files f set next_at = ${lease}
    where f.id = (select d.id from payments.statement_files d where d.next_at <= ${now} order by d.next_at limit 1 for update skip locked)
    returning f.id`.execute(tx);
  const id = rows[0]?.id;
  return id === undefined ? undefined : await fileById(tx, id);
}

export async function fileById(tx: Platform, id: string): Promise<FileRow | undefined> {
  return await tx.selectFrom('payments.statementFiles').selectAll().where('id', '=', id).executeTakeFirst();
}
/** The next page of it may be taken at once. */
export async function releaseFile(tx: Platform, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('payments.statementFiles')
    .set({ nextAt: at })
    .where('id', '=', id)
    .where('state', '=', 'matching')
    .execute();
}
export async function finishFile(tx: Platform, id: string): Promise<void> {
  await tx.updateTable('payments.statementFiles').set({ state: 'done', nextAt: null }).where('id', '=', id).execute();
}

/** Lines that nobody has looked at, in their order. */
export async function waitingRows(tx: Platform, fileId: string, page: number): Promise<Row[]> {
  return await tx
    .selectFrom('payments.statementRows')
    .selectAll()
    .where('fileId', '=', fileId)
    .where('outcome', 'is', null)
    .orderBy('line')
    .limit(page)
    .execute();
}

export type Earlier = Pick<Row, 'fileId' | 'line' | 'kind' | 'txnId' | 'status' | 'amountSantim'>;
/** The same numbers in lines that were looked at before. */
export async function rowsOfTxns(
  tx: Platform,
  rail: string,
  txnIds: readonly string[],
): Promise<(Earlier & { readonly outcome: Row['outcome'] })[]> {
  if (txnIds.length === 0) return [];
  return await tx
    .selectFrom('payments.statementRows')
    .select(['fileId', 'line', 'kind', 'txnId', 'status', 'amountSantim', 'outcome'])
    .where('rail', '=', rail)
    .where('txnId', 'in', txnIds)
    .execute();
}

export async function markRow(
  tx: Platform,
  fileId: string,
  line: number,
  change: Updateable<DB['payments.statementRows']>,
): Promise<void> {
  await tx
    .updateTable('payments.statementRows')
    .set(change)
    .where('fileId', '=', fileId)
    .where('line', '=', line)
    .execute();
}

/** One difference once: of a line, or, where the file lacks something, of that number. */
export async function insertDifferences(tx: Platform, differences: readonly NewDifference[]): Promise<void> {
  if (differences.length === 0) return;
  await tx
    .insertInto('payments.statementDifferences')
    .values([...differences])
    .onConflict((c) => c.doNothing())
    .execute();
}

/** What an earlier file lacked is in this one. */
export async function resolveMissing(tx: Platform, rail: string, txnIds: readonly string[]): Promise<void> {
  if (txnIds.length === 0) return;
  await tx
    .updateTable('payments.statementDifferences')
    .set({ state: 'resolved' })
    .where('rail', '=', rail)
    .where('state', '=', 'open')
    .where('line', 'is', null)
    .where('txnId', 'in', txnIds)
    .execute();
}

/** Whether a fact is settled already; the books are locked. */
export async function settledAmong(tx: Tx, creatorId: string, facts: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('payments.entries')
    .select('aboutId')
    .where('creatorId', '=', creatorId)
    .where('kind', '=', 'settlement')
    .where('aboutId', 'in', facts)
    .execute();
  return new Set(rows.map(({ aboutId }) => aboutId));
}

const counted = (tx: Platform) =>
  tx
    .selectFrom('payments.statementFiles as f')
    .selectAll('f')
    .select([
      sql<number>`(select count(*) from payments.statement_rows r where r.file_id = f.id and r.outcome = 'matched')::int`.as(
        'matched',
      ),
      sql<number>`(select count(*) from payments.statement_rows r where r.file_id = f.id and r.settled)::int`.as(
        'settled',
      ),
      sql<number>`(select count(*) from payments.statement_rows r where r.file_id = f.id and r.outcome = 'repeated')::int`.as(
        'repeated',
      ),
      sql<number>`(select count(*) from payments.statement_differences d where d.file_id = f.id)::int`.as(
        'differences',
      ),
      sql<number>`(select count(*) from payments.statement_differences d where d.file_id = f.id and d.state = 'open')::int`.as(
        'openDifferences',
      ),
    ]);
export type CountedFile = Awaited<ReturnType<ReturnType<typeof counted>['execute']>>[number];

export async function countedFile(tx: Platform, id: string): Promise<CountedFile | undefined> {
  return await counted(tx).where('f.id', '=', id).executeTakeFirst();
}
export async function filesBefore(
  tx: Platform,
  page: { readonly rail: string | undefined; readonly before: string | undefined; readonly limit: number },
): Promise<CountedFile[]> {
  const all = counted(tx).orderBy('f.id', 'desc').limit(page.limit);
  const ofRail = page.rail === undefined ? all : all.where('f.rail', '=', page.rail);
  return await (page.before === undefined ? ofRail : ofRail.where('f.id', '<', page.before)).execute();
}

/** Open ones first, then by the time at which they were found. */
export async function differencesAfter(
  tx: Platform,
  fileId: string,
  after: { readonly open: boolean; readonly id: string } | undefined,
  limit: number,
): Promise<DifferenceRow[]> {
  const open = sql<boolean>`(state = 'open')`;
  const all = tx
    .selectFrom('payments.statementDifferences')
    .selectAll()
    .where('fileId', '=', fileId)
    .orderBy(open, 'desc')
    .orderBy('id')
    .limit(limit);
  if (!after) return await all.execute();
  const later = sql<boolean>`((state = 'open') = ${after.open} and id > ${after.id}) or (${after.open} and state <> 'open')`;
  return await all.where(later).execute();
}

export async function lockDifference(tx: Platform, fileId: string, id: string): Promise<DifferenceRow | undefined> {
  return await tx
    .selectFrom('payments.statementDifferences')
    .selectAll()
    .where('fileId', '=', fileId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}
export async function changeDifference(
  tx: Platform,
  id: string,
  change: Updateable<DB['payments.statementDifferences']>,
): Promise<void> {
  await tx.updateTable('payments.statementDifferences').set(change).where('id', '=', id).execute();
}
