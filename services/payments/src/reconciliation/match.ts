// Holds the lines of a statement against the books, a page at a time, and books what the rail has settled: once for each
// number of the rail, whatever files it stands in.
import { asCreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import { book, lockBooks } from '../ledger/ledger.ts';
import { pushRefund, refundIdOf } from '../refunds/send.ts';
import { factOf } from '../settle/money.ts';
import { ask } from '../settle/settle.ts';
import { judge } from './judge.ts';
import type { Judgement, Known, KnownPayment, KnownRefund, KnownSurplus } from './judge.ts';
import {
  fileById,
  finishFile,
  insertDifferences,
  markRow,
  resolveMissing,
  rowsOfTxns,
  settledAmong,
  waitingRows,
} from './reconciliation.queries.ts';
import type { FileRow, NewDifference, Row } from './reconciliation.queries.ts';

const page = 200;
const dayMs = 86_400_000;
const nobody = '00000000-0000-0000-0000-000000000000';

/** One page of a file's lines; true while there are more. The last page says what the file lacks, and ends it. */
export async function matchPage(deps: Deps, fileId: string): Promise<boolean> {
  const { file, rows } = await deps.tenancy.inPlatform(async (tx) => ({
    file: await fileById(tx, fileId),
    rows: await waitingRows(tx, fileId, page),
  }));
  if (!file || file.state === 'done') return false;
  let judged = await judgeAll(deps, file, rows);
  const asked = await askAbout(deps, judged);
  // What the rail has just told is known now.
  if (asked) judged = await judgeAll(deps, file, rows);
  const settled = await settleAll(deps, file, judged);
  await deps.tenancy.inPlatform(async (tx) => {
    for (const [row, { outcome, of }] of judged)
      await markRow(tx, fileId, row.line, {
        outcome,
        ofCreator: of?.creatorId ?? null,
        ofIntent: of?.intentId ?? null,
        ofRefund: of?.refundId ?? null,
        settled: settled.has(row.line),
      });
    await insertDifferences(tx, differencesOf(deps, file, judged));
    const here = rows.filter(({ status }) => status === 'done').map(({ txnId }) => txnId);
    await resolveMissing(tx, file.rail, here);
  });
  if (rows.length === page) return true;
  await findMissing(deps, file);
  await deps.tenancy.inPlatform(async (tx) => await finishFile(tx, fileId));
  return false;
}

type Judged = readonly (readonly [Row, Judgement])[];

async function judgeAll(deps: Deps, file: FileRow, rows: readonly Row[]): Promise<Judged> {
  if (rows.length === 0) return [];
  const { rail } = file;
  const payments = rows.filter(({ kind }) => kind === 'payment');
  const refunds = rows.filter(({ kind }) => kind === 'refund');
  const texts = (of: readonly (string | null)[]): string[] => of.filter((text) => text !== null);
  const known = await deps.tenancy.door<KnownPayment>(
    'statement_payments',
    rail,
    texts([...payments.map((row) => row.txnId), ...refunds.map((row) => row.paymentTxnId)]),
    texts(rows.map((row) => row.orderReference)),
  );
  const surpluses = await deps.tenancy.door<KnownSurplus & { aboutId: string }>(
    'statement_surpluses',
    payments.map((row) => factOf(rail, row.txnId)),
  );
  const ids = texts(
    refunds.flatMap((row) => [row.txnId, row.orderReference]).map((text) => refundIdOf(text ?? '') ?? null),
  );
  const sentBack = await deps.tenancy.door<KnownRefund>(
    'statement_refunds',
    rail,
    refunds.map((row) => row.txnId),
    ids,
  );
  const seen = await deps.tenancy.inPlatform(
    async (tx) =>
      await rowsOfTxns(
        tx,
        rail,
        rows.map((row) => row.txnId),
      ),
  );
  return rows.map((row): readonly [Row, Judgement] => {
    const twins = seen.filter(
      (other) =>
        other.kind === row.kind &&
        other.txnId === row.txnId &&
        other.status === row.status &&
        other.amountSantim === row.amountSantim,
    );
    const above = twins.some((other) => other.fileId === row.fileId && other.line < row.line);
    const before = twins.some((other) => other.fileId !== row.fileId && other.outcome !== null);
    const facts: Known = {
      payment:
        known.find((one) => one.txnId !== null && (one.txnId === row.txnId || one.txnId === row.paymentTxnId)) ??
        known.find((one) => one.orderReference === row.orderReference),
      surplus: surpluses.find((one) => one.aboutId === factOf(rail, row.txnId)),
      refund:
        sentBack.find((one) => one.txnId === row.txnId) ??
        sentBack.find((one) => [row.txnId, row.orderReference].some((text) => refundIdOf(text ?? '') === one.refundId)),
      earlier: before ? 'file' : above ? 'above' : undefined,
    };
    return [row, judge(row, facts)];
  });
}

/** So many lines of a page are asked about; the others stay differences for a person. */
const mostQuestions = 25;

async function askAbout(deps: Deps, judged: Judged): Promise<boolean> {
  const questions = judged.filter(([, judgement]) => judgement.ask).slice(0, mostQuestions);
  for (const [, { of }] of questions) {
    if (!of) continue;
    const creatorId = asCreatorId(of.creatorId);
    try {
      if (of.refundId !== undefined) await pushRefund(deps, creatorId, of.refundId);
      else if (of.intentId !== undefined) await ask(deps, creatorId, of.intentId, 'operator');
    } catch (error) {
      deps.log.warn({ err: error, intentId: of.intentId }, 'a line of a statement could not be asked about');
    }
  }
  return questions.length > 0;
}

/** Moves what the rail has settled from what it owes us to the bank; gives the lines that are settled now. */
async function settleAll(deps: Deps, file: FileRow, judged: Judged): Promise<ReadonlySet<number>> {
  const done = new Set<number>();
  const byCreator = Map.groupBy(
    judged.filter(([, judgement]) => judgement.settles !== undefined),
    ([, judgement]) => judgement.settles ?? '',
  );
  for (const [creator, lines] of byCreator) {
    const creatorId = asCreatorId(creator);
    const at = deps.clock.now();
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await lockBooks(tx);
      const facts = lines.map(([row]) => settledFact(file.rail, row));
      const before = new Set(await settledAmong(tx, creatorId, facts));
      for (const [row] of lines) {
        const aboutId = settledFact(file.rail, row);
        if (before.has(aboutId)) continue;
        before.add(aboutId);
        // Money that came, less the fee that was kept; or money that went back, and its fee.
        const sign = row.kind === 'refund' ? -1 : 1;
        await book(tx, { kind: 'settlement', aboutId, at }, [
          { account: `bank:${file.rail}`, amount: santim(sign * row.amountSantim - row.feeSantim) },
          { account: 'provider-fee', amount: santim(row.feeSantim) },
          { account: `clearing:${file.rail}`, amount: santim(-sign * row.amountSantim) },
        ]);
      }
    });
    for (const [row] of lines) done.add(row.line);
  }
  return done;
}

const settledFact = (rail: string, row: Pick<Row, 'kind' | 'txnId'>): string =>
  factOf(rail, `settled-${row.kind}:${row.txnId}`);

function differencesOf(deps: Deps, file: FileRow, judged: Judged): NewDifference[] {
  const foundAt = deps.clock.now();
  return judged.flatMap(([row, { differences, of }]) =>
    differences.map((found) => ({
      id: newId(),
      fileId: file.id,
      rail: file.rail,
      kind: found.kind,
      owner: found.owner,
      line: row.line,
      txnId: row.txnId,
      orderReference: row.orderReference,
      ofCreator: of?.creatorId ?? null,
      ofIntent: of?.intentId ?? null,
      oursSantim: found.ours ?? null,
      theirsSantim: found.theirs ?? null,
      foundAt,
    })),
  );
}

type Ours = {
  readonly creatorId: string;
  readonly intentId: string;
  readonly txnId: string | null;
  readonly orderReference?: string;
  readonly amountSantim: number;
};

/** What we say was paid, or sent back, on this day, and no statement of the rail has. */
async function findMissing(deps: Deps, file: FileRow): Promise<void> {
  const since = new Date(Date.parse(`${file.day}T00:00:00+03:00`));
  const until = new Date(since.getTime() + dayMs);
  const lists = [
    ['paid_through', 'payment', 'missing-there', 'orderId'],
    ['sent_back_through', 'refund', 'refund-missing-there', 'refundId'],
  ] as const;
  for (const [door, rowKind, kind, idOf] of lists) {
    for (let after: string | undefined = nobody; after !== undefined; ) {
      type Listed = Ours & { readonly orderId?: string; readonly refundId?: string };
      const ours: Listed[] = await deps.tenancy.door<Listed>(door, file.rail, since, until, after, 500);
      await deps.tenancy.inPlatform(async (tx) => {
        const txns = ours.flatMap(({ txnId }) => (txnId === null ? [] : [txnId]));
        const there = new Set(
          (await rowsOfTxns(tx, file.rail, txns))
            // What the rail calls failed or reversed is told by its own line.
            .filter((row) => row.kind === rowKind && row.status !== 'pending')
            .map(({ txnId }) => txnId),
        );
        const lacking = ours.filter(({ txnId }) => txnId === null || !there.has(txnId));
        const foundAt = deps.clock.now();
        const differences = lacking.map((one) => ({
          id: newId(),
          fileId: file.id,
          rail: file.rail,
          kind,
          foundAt,
          line: null,
          owner: 'rail' as const,
          txnId: one.txnId,
          orderReference: one.orderReference ?? null,
          ofCreator: one.creatorId,
          ofIntent: one.intentId,
          oursSantim: one.amountSantim,
          theirsSantim: null,
        }));
        await insertDifferences(tx, differences);
      });
      after = ours.length < 500 ? undefined : ours.at(-1)?.[idOf];
    }
  }
}
