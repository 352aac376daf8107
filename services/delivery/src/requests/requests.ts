// What is made for one buyer: asked for with her payment, accepted, handed over or declined. Declining gives everything
// back; what was handed over stays hers.
import type { DetailsOf } from '@windsurf/contracts/product-types';
import {
  nothingToDeliver,
  requestChanged,
  requestDeclined,
  requestEnded,
  requestReceived,
} from '@windsurf/contracts/delivery-desk';
import type { RequestView } from '@windsurf/contracts/delivery-desk';
import { fileNotReady } from '@windsurf/contracts/delivery';
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { isId, newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryTypeWords as words } from '@windsurf/language/words-delivery-types';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { handOver } from '../entitlements/entitlements.ts';
import { changeRequest, insertRequest, lockRequest, requestsBefore, requestsOf } from './requests.queries.ts';
import type { RequestRow } from './requests.queries.ts';

export { requestPart } from './request-part.ts';
export type { RequestRow } from './requests.queries.ts';

/** In the transaction that grants. */
export async function openRequest(
  tx: Tx,
  creatorId: CreatorId,
  asked: {
    readonly id: string;
    readonly orderId: string;
    readonly productId: string;
    readonly buyerId: string;
    readonly title: string;
    readonly lang: Language;
    readonly at: Date;
  },
  details: DetailsOf<'custom-request'>,
): Promise<void> {
  const { id: entitlementId, orderId, productId, buyerId, title, lang, at } = asked;
  const dueAt = new Date(at.getTime() + details.daysToDeliver * 86_400_000);
  const about = { entitlementId, orderId, productId, buyerId };
  await insertRequest(tx, { creatorId, ...about, title, askedAt: at, dueAt, changedAt: at });
  await emit(tx, requestReceived, entitlementId, { ...about, lang, dueAt: dueAt.toISOString() });
}

const viewOf = (row: RequestRow): RequestView => ({
  id: row.entitlementId,
  orderId: row.orderId,
  productId: row.productId,
  title: row.title,
  state: row.state,
  access: row.access === 'active' ? 'active' : row.revoked ? 'revoked' : 'paused',
  askedAt: row.askedAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  changedAt: row.changedAt.toISOString(),
  text: row.text,
  files: [...row.files],
});

/** Requests among these entitlements, by entitlement. */
export async function requestsAmong(
  deps: Deps,
  creatorId: CreatorId,
  entitlementIds: readonly string[],
): Promise<ReadonlyMap<string, RequestRow>> {
  if (entitlementIds.length === 0) return new Map();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    requestsOf(deps.tenancy.compile, creatorId, entitlementIds).compile(),
  ]);
  return new Map(rows.map((row) => [row.entitlementId, row]));
}

/** Newest first. Throws 422 for a cursor that is not ours. */
export async function listRequests(
  deps: Deps,
  creatorId: CreatorId,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: RequestView[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const before = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    requestsBefore(deps.tenancy.compile, creatorId, before, limit + 1).compile(),
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? cursorOf(last.askedAt, last.entitlementId) : null;
  return { items: items.map(viewOf), nextCursor };
}
const cursorOf = (at: Date, id: string): string => Buffer.from(`${at.toISOString()}_${id}`).toString('base64url');
function readCursor(cursor: string): { at: Date; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('_');
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !isId(id)) throw wrongShape({}, { pointer: '/cursor' });
  return { at, id };
}

export async function readRequest(deps: Deps, creatorId: CreatorId, id: string): Promise<RequestView> {
  const row = (await requestsAmong(deps, creatorId, [id])).get(id);
  if (!row) throw notFound();
  return viewOf(row);
}

const stateWords = {
  new: words.stateNew,
  accepted: words.stateAccepted,
  delivered: words.stateDelivered,
  declined: words.stateDeclined,
} as const;
type Ends = 'accepted' | 'delivered' | 'declined';
/** What may follow what; the same again is no error and changes nothing. */
const follows: Readonly<Record<RequestRow['state'], readonly Ends[]>> = {
  new: ['accepted', 'delivered', 'declined'],
  accepted: ['delivered', 'declined'],
  // More may be handed over; it is not taken back.
  delivered: ['delivered'],
  declined: [],
};

async function change(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  to: Ends,
  lang: Language,
  work: (tx: Tx, row: RequestRow) => Promise<string | null | undefined>,
  isThere: (row: RequestRow) => boolean = () => true,
): Promise<RequestView> {
  const at = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockRequest(tx, creatorId, id);
    if (!row) throw notFound();
    if (row.state === to && isThere(row)) return viewOf(row);
    // What was given back is over, whatever state it was in.
    if (row.access !== 'active' || !follows[row.state].includes(to))
      throw requestEnded({ state: say(stateWords[row.access === 'active' ? row.state : 'declined'], lang) });
    const text = await work(tx, row);
    await changeRequest(tx, creatorId, id, { state: to, changedAt: at, ...(text === undefined ? {} : { text }) });
    const { orderId, productId, buyerId } = row;
    const about = { entitlementId: id, orderId, productId, buyerId, lang: row.lang };
    await emit(tx, requestChanged, newId(), { ...about, state: to });
    if (to === 'declined') await emit(tx, requestDeclined, id, { orderId, entitlementId: id, lang: row.lang });
    const now = await lockRequest(tx, creatorId, id);
    return viewOf(now ?? row);
  });
}

export async function acceptRequest(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  lang: Language,
): Promise<RequestView> {
  return await change(deps, creatorId, id, 'accepted', lang, () => Promise.resolve(undefined));
}

/** Throws nothingToDeliver, fileNotReady for a file that is not checked yet or not hers, requestEnded. */
export async function deliverRequest(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  made: { readonly text?: string | undefined; readonly fileId?: string | undefined },
  lang: Language,
): Promise<RequestView> {
  const text = made.text?.trim() ?? '';
  const { fileId } = made;
  if (text === '' && fileId === undefined) throw nothingToDeliver({}, { pointer: '/text' });
  const isThere = (row: RequestRow): boolean =>
    row.access === 'active' &&
    (text === '' || text === row.text) &&
    (fileId === undefined || row.files.some((file) => file.id === fileId));
  const hand = async (tx: Tx, row: RequestRow): Promise<string | undefined> => {
    if (fileId !== undefined && !(await handOver(tx, creatorId, { id, buyerId: row.buyerId }, fileId)))
      throw fileNotReady({}, { pointer: '/fileId' });
    return text === '' ? undefined : text;
  };
  return await change(deps, creatorId, id, 'delivered', lang, hand, isThere);
}

/** Twice is once. The money goes back when payments has heard of it. */
export async function declineRequest(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  lang: Language,
): Promise<RequestView> {
  return await change(deps, creatorId, id, 'declined', lang, () => Promise.resolve(undefined));
}
