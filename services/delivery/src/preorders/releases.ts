// The day of a pre-order (docs/decisions/0018). Whatever is due is decided in one short transaction that holds the release;
// then those who wait are taken a page at a time, and the transaction that changes a row is the one that tells its buyer.
import {
  preorderChanged,
  preorderReturned,
  releaseChanged,
  releaseFileDue,
} from '@windsurf/contracts/delivery-preorders';
import type { ReleaseView } from '@windsurf/contracts/delivery-preorders';
import { releaseOf } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { Id } from '@windsurf/contracts/shapes';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { attachFiles, takeWaiting } from './preorders.queries.ts';
import type { Waiting } from './preorders.queries.ts';
import { isReady, lockRelease, openReleases, putRelease, readRelease, waitingForFile } from './releases.queries.ts';
import type { ReleaseRow } from './releases.queries.ts';

export { shareRelease } from './releases.queries.ts';
export type { ReleaseRow } from './releases.queries.ts';

/** Looks at a release: its reminders, its day, and what follows for those who wait. */
export const attendJob = job('release.attend', T.Object({ productId: Id }));

const day = 86_400_000;
/** So long it may be late before everybody's money goes back. */
export const lateDays = 7;
export const page = 200;
const before = (at: Date, days: number): Date => new Date(at.getTime() - days * day);
export const givenUpAt = (releaseAt: Date): Date => before(releaseAt, -lateDays);
/** The days before it at which its creator is reminded of a file that is not there. */
const reminders = [7, 1] as const;
/** What is nearer than a reminder when it is announced was known to her then. */
const warnedAt = (releaseAt: Date, now: Date): number | null =>
  reminders.findLast((days) => now >= before(releaseAt, days)) ?? null;

/** Inside the transaction that hears of a published product: its day, if it has one, or that it has none any more. */
export async function followRelease(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  details: ProductDetails,
  now: Date,
): Promise<void> {
  const wanted = releaseOf(details);
  const known = await lockRelease(tx, creatorId, productId);
  if (known === undefined ? wanted === undefined : known.state === 'released') return;
  // Without a day it is out now.
  const releaseAt = wanted === undefined ? now : new Date(wanted);
  const same = known?.state === 'waiting' && known.releaseAt.getTime() === releaseAt.getTime();
  const late = known?.state === 'late' && releaseAt <= now;
  if (!same && !late) {
    const warned = warnedAt(releaseAt, now);
    await putRelease(tx, { creatorId, productId, releaseAt, state: 'waiting', warned, changedAt: now });
  }
  await enqueue(tx, attendJob, productId, { productId });
}

/** Inside the transaction that hears of it: taken from sale before it was out, it is given back to everybody. */
export async function followWithdrawal(tx: Tx, creatorId: CreatorId, productId: string, now: Date): Promise<void> {
  const known = await lockRelease(tx, creatorId, productId);
  if (known?.state !== 'waiting' && known?.state !== 'late') return;
  await become(tx, known, 'withdrawn', now);
  await enqueue(tx, attendJob, productId, { productId });
}

/** Inside the transaction in which a file became ready: what is late for want of it opens. */
export async function followFile(tx: Tx, creatorId: CreatorId, fileId: string): Promise<void> {
  for (const productId of await waitingForFile(tx, creatorId, fileId))
    await enqueue(tx, attendJob, productId, { productId });
}

async function become(tx: Tx, row: ReleaseRow, state: ReleaseRow['state'], now: Date): Promise<ReleaseRow> {
  const next = { ...row, state, changedAt: now };
  await putRelease(tx, next);
  const { productId, releaseAt } = row;
  await emit(tx, releaseChanged, newId(), {
    productId,
    state,
    releaseAt: releaseAt.toISOString(),
    at: now.toISOString(),
  });
  return next;
}

async function remind(tx: Tx, row: ReleaseRow, days: 7 | 1 | 0, now: Date): Promise<ReleaseRow> {
  const next = { ...row, warned: days, changedAt: now };
  await putRelease(tx, next);
  await emit(tx, releaseFileDue, newId(), { productId: row.productId, releaseAt: row.releaseAt.toISOString(), days });
  return next;
}

/** What is due of it now. Twice is once. */
async function decide(tx: Tx, creatorId: CreatorId, productId: string, now: Date): Promise<ReleaseRow | undefined> {
  let row = await lockRelease(tx, creatorId, productId);
  if (row === undefined || (row.state !== 'waiting' && row.state !== 'late')) return row;
  const ready = await isReady(tx, creatorId, productId);
  if (row.releaseAt <= now) {
    if (ready) return await become(tx, row, 'released', now);
    if (row.state === 'waiting') row = await become(tx, await remind(tx, row, 0, now), 'late', now);
    if (givenUpAt(row.releaseAt) <= now) return await become(tx, row, 'given-up', now);
  } else {
    const days = reminders.findLast((one) => now >= before(row?.releaseAt ?? now, one));
    if (!ready && days !== undefined && (row.warned === null || row.warned > days))
      row = await remind(tx, row, days, now);
  }
  const { releaseAt } = row;
  const looks = [...reminders.map((days) => before(releaseAt, days)), releaseAt, givenUpAt(releaseAt)];
  const runAt = looks.find((at) => at > now);
  if (runAt) await enqueue(tx, attendJob, productId, { productId }, { runAt });
  return row;
}

/** The work of `attendJob`. Killed within it, it goes on with those who were not told yet. */
export async function attend(deps: Deps, creatorId: CreatorId, productId: string): Promise<void> {
  const row = await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await decide(tx, creatorId, productId, deps.clock.now()),
  );
  if (row === undefined) return;
  for (let more = true; more; ) {
    more = await deps.tenancy.inCreator(creatorId, async (tx) => {
      // It may have moved on since: then whoever moved it looks again.
      const now = await readRelease(tx, creatorId, productId);
      return now?.state === row.state && (await tellPage(tx, creatorId, row, deps.clock.now())) === page;
    });
  }
}

/** One page of those who wait; how many there were. */
async function tellPage(tx: Tx, creatorId: CreatorId, row: ReleaseRow, now: Date): Promise<number> {
  const { productId, releaseAt, state } = row;
  const take = takeWaiting.bind(undefined, tx, creatorId, productId);
  const at = now.toISOString();
  const tell = async (some: readonly Waiting[], what: 'out' | 'moved' | 'late'): Promise<number> => {
    for (const one of some) {
      if (!one.main || !one.active) continue;
      const { id: entitlementId, paidOrder: orderId, buyerId, lang } = one;
      const about = { entitlementId, orderId, productId, buyerId, lang };
      await emit(tx, preorderChanged, newId(), { ...about, what, releaseAt: releaseAt.toISOString(), at });
    }
    return some.length;
  };
  switch (state) {
    case 'released': {
      const some = await take('all', { preorder: 'open' }, page);
      if (some.length > 0)
        await attachFiles(
          tx,
          creatorId,
          some.map((one) => one.id),
        );
      return await tell(some, 'out');
    }
    case 'waiting':
      return await tell(await take({ notFor: releaseAt }, { preorder: 'waiting', opensAt: releaseAt }, page), 'moved');
    case 'late':
      return await tell(await take('not-late', { preorder: 'late', opensAt: releaseAt }, page), 'late');
    case 'given-up':
    case 'withdrawn': {
      const some = await take('all', { preorder: 'returned' }, page);
      await giveBack(tx, some, state === 'withdrawn' ? 'withdrawn' : 'late');
      return some.length;
    }
  }
}

/** Payments gives the money of each order back, once: the entitlement is the refund's key. */
export async function giveBack(
  tx: Tx,
  some: readonly Pick<Waiting, 'id' | 'main' | 'paidOrder' | 'productId' | 'lang'>[],
  why: 'buyer' | 'late' | 'withdrawn',
): Promise<void> {
  for (const { id: entitlementId, main, paidOrder: orderId, productId, lang } of some) {
    if (main) await emit(tx, preorderReturned, newId(), { entitlementId, orderId, productId, lang, why });
  }
}

export async function listReleases(deps: Deps, creatorId: CreatorId): Promise<ReleaseView[]> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    openReleases(deps.tenancy.compile, creatorId).compile(),
  ]);
  return rows.map(({ releaseAt, ...row }) => ({
    ...row,
    releaseAt: releaseAt.toISOString(),
    givenUpAt: row.state === 'late' ? givenUpAt(releaseAt).toISOString() : null,
  }));
}
