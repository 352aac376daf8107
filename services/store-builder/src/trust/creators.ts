// Creators, seen from outside of their scopes: by operators in pages, by anybody through a public page.
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import type { TrustTier } from '@windsurf/contracts/store-trust';
import type { Deps } from '../deps.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Row = {
  readonly creatorId: string;
  readonly handle: string;
  readonly displayName: string;
  readonly trustTier: TrustTier;
  readonly trustSet: TrustTier | null;
  readonly readinessState: 'INCOMPLETE' | 'PENDING_OAUTH' | 'READY';
  readonly profileCompleteness: string | number;
  readonly openedAt: Date;
};

/** One page; the door writes down who looked. Throws wrongShape for a cursor that is none of ours. */
export async function listCreators(
  deps: Deps,
  operatorId: string,
  query: { tier?: TrustTier; handle?: string; cursor?: string; limit?: number },
) {
  const limit = query.limit ?? 25;
  const after = query.cursor ?? nobody;
  if (!idShape.test(after)) throw wrongShape({}, { pointer: '/cursor' });
  const handle = query.handle?.trim().replace(/^@/, '').toLowerCase() ?? null;
  const asked = [operatorId, query.tier ?? null, handle, after, limit + 1] as const;
  const rows = await deps.tenancy.door<Row>('creators_of_all', ...asked);
  const items = rows.slice(0, limit).map(({ creatorId, ...row }) => ({
    id: creatorId,
    ...row,
    profileCompleteness: Number(row.profileCompleteness),
    openedAt: row.openedAt.toISOString(),
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Throws 404 for a name that nobody has, and for a page that is not public. */
export async function creatorBySlug(deps: Deps, slug: string) {
  type Found = { creatorId: string; handle: string; displayName: string; trustTier: TrustTier };
  const handle = slug.toLowerCase();
  // What nobody can have is not asked for: a database takes no text with a zero in it.
  if (!/^[a-z0-9-]+$/.test(handle)) throw notFound();
  const [found] = await deps.tenancy.door<Found>('public_creator', handle);
  if (!found) throw notFound();
  return found;
}
