// Members as their creator sees them: who they are by the end of their number, until when they have paid, who came and who
// went, and telling running members another price.
import { notAMembership, samePrice } from '@windsurf/contracts/payments-memberships';
import type { MemberView, MembershipState, announceMembershipPrice } from '@windsurf/contracts/payments-memberships';
import type { Answer } from '@windsurf/contracts/endpoint';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { santim, telebirrAmount } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import { ending, pageCursor, readPageCursor } from '../page-cursor.ts';
import { csv, monthLabel, monthOf, periodOfMonth } from '../statements/statements.ts';
import { afterQuiet } from './memberships.ts';
import { soldProduct } from './memberships.queries.ts';
import {
  comingAndGoing,
  insertPrice,
  markUntold,
  membersBefore,
  membershipProducts,
  standingCounts,
} from './members.queries.ts';
import { day } from './periods.ts';

/** A new price holds for bills that are made so many days after it was announced, or later. */
export const noticeDays = 7;
const monthsShown = 6;
/** More members than this are no table for a phone. */
const mostRows = 10_000;

type Row = Awaited<ReturnType<ReturnType<typeof membersBefore>['execute']>>[number];

const viewOf = (row: Row): MemberView => ({
  id: row.id,
  productId: row.productId,
  title: row.title,
  buyerHint: row.buyerHint,
  state: row.state,
  leaving: row.leftAt !== null && row.state !== 'ended',
  joinedAt: row.joinedAt.toISOString(),
  until: row.untilAt.toISOString(),
  accessUntil: row.accessUntil.toISOString(),
  resumesAt: row.resumesAt?.toISOString() ?? null,
  monthSantim: row.monthSantim,
  currency: 'ETB',
  endedHow: row.endedHow,
});

/** Who joined last first. Throws wrongShape for a cursor that is none. */
export async function listMembers(
  deps: Deps,
  creatorId: CreatorId,
  part: {
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
    readonly state?: MembershipState | undefined;
  },
): Promise<{ items: MemberView[]; nextCursor: string | null }> {
  const limit = part.limit ?? 25;
  const before = readPageCursor(part.cursor, ending);
  const query = membersBefore(deps.tenancy.compile, creatorId, { before, limit: limit + 1, state: part.state });
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query.compile()]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? pageCursor(last.joinedAt, last.id) : null;
  return { items: shown.map(viewOf), nextCursor };
}

export async function membershipNumbers(deps: Deps, creatorId: CreatorId, lang: Language) {
  const months = lastMonths(deps.clock.now());
  const since = periodOfMonth(months.at(-1) ?? '').begin;
  const { compile } = deps.tenancy;
  const [[counts], going, products] = await deps.tenancy.batchInCreator(creatorId, [
    standingCounts(compile, creatorId).compile(),
    comingAndGoing(compile, creatorId, since).compile(),
    membershipProducts(compile, creatorId).compile(),
  ]);
  const none = { joined: 0, returned: 0, left: 0, forgot: 0, givenBack: 0 };
  return {
    ...(counts ?? { active: 0, grace: 0, paused: 0, leaving: 0, monthSantim: 0 }),
    currency: 'ETB' as const,
    months: months.map((month) => ({
      ...none,
      ...going.find((one) => one.month === month),
      month,
      label: monthLabel(month, lang),
    })),
    products: products.map(({ productId, title, priceSantim, members, ...notice }) => ({
      productId,
      title,
      members: members ?? 0,
      monthSantim: priceSantim,
      notice: noticeOf(productId, notice),
    })),
  };
}

type Notice = { noticeId: string | null; monthSantim: number | null; fromAt: Date | null; announcedAt: Date | null };
function noticeOf(productId: string, { noticeId, monthSantim, fromAt, announcedAt }: Notice) {
  if (noticeId === null || monthSantim === null || fromAt === null || announcedAt === null) return null;
  const times = { fromAt: fromAt.toISOString(), announcedAt: announcedAt.toISOString() };
  return { id: noticeId, productId, monthSantim, ...times };
}

function lastMonths(now: Date): string[] {
  const months = [monthOf(now)];
  while (months.length < monthsShown) {
    months.push(monthOf(new Date(periodOfMonth(months.at(-1) ?? '').begin.getTime() - 1)));
  }
  return months;
}

/** Every member as one row of CSV; times in UTC. */
export async function membersTable(deps: Deps, creatorId: CreatorId): Promise<string> {
  const query = membersBefore(deps.tenancy.compile, creatorId, { before: ending, limit: mostRows });
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query.compile()]);
  const head = ['membership', 'phone ends in', 'state', 'joined', 'paid until', 'birr a month', 'ended how'];
  return csv([
    head,
    ...rows.map((row) => [
      row.title,
      row.buyerHint,
      row.leftAt !== null && row.state !== 'ended' ? 'leaving' : row.state,
      row.joinedAt.toISOString(),
      row.untilAt.toISOString(),
      telebirrAmount(santim(row.monthSantim)),
      row.endedHow ?? '',
    ]),
  ]);
}

/**
 * Running members hear of another price by SMS; bills that are made from a week later on have it. Who joins pays what the
 * product costs, which this does not change. Throws notAMembership, samePrice.
 */
export async function announcePrice(
  deps: Deps,
  creatorId: CreatorId,
  { productId, monthSantim }: { readonly productId: string; readonly monthSantim: number },
): Promise<Answer<typeof announceMembershipPrice>> {
  const announcedAt = deps.clock.now();
  const fromAt = new Date(announcedAt.getTime() + noticeDays * day);
  const id = newId();
  const members = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const product = await soldProduct(tx, creatorId, productId).executeTakeFirst();
    if (product?.details.type !== 'membership') throw notAMembership();
    const known = (await membershipProducts(tx, creatorId).execute()).find((one) => one.productId === productId);
    if (known?.monthSantim === monthSantim) throw samePrice({}, { pointer: '/monthSantim' });
    await insertPrice(tx, { creatorId, id, productId, monthSantim, announcedAt, fromAt });
    return await markUntold(tx, creatorId, productId, id, afterQuiet(announcedAt));
  });
  return {
    id,
    productId,
    monthSantim,
    fromAt: fromAt.toISOString(),
    announcedAt: announcedAt.toISOString(),
    members,
  };
}
