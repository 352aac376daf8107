// Everything that a person bought, from all creators: the buyer's own scope shows it, and nothing else.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { wrongShape } from '@windsurf/contracts/problem';
import { asBuyerId } from '@windsurf/db/tenancy';
import { isId } from '@windsurf/db/ids';
import { inLanguage } from '@windsurf/html/page';
import type { Language } from '@windsurf/language/phrases';
import type { Deps } from '../deps.ts';
import type { OwnMembership } from '../memberships/memberships.ts';
import { boughtQuery, shelfQueries } from './library.queries.ts';
import type { After, LibraryFile, LibraryRow } from './library.queries.ts';

export const pageSize = 20;

/** Neighbours on the app origin. The way in: auth answers at once where the phone is known, and with its form otherwise. */
export const libraryAddress = {
  signIn: (lang: Language): string => inLanguage(`/sign-in?return=${encodeURIComponent(inLanguage('/k', lang))}`, lang),
  wayIn: (lang: Language): string =>
    inLanguage(`/v1/auth/refresh?return=${encodeURIComponent(inLanguage('/k', lang))}`, lang),
  /** Where a member pays, pauses or leaves; payments knows her by her session. */
  instalments: (creatorId: string, id: string, lang: Language): string =>
    inLanguage(`/pay/instalments/${creatorId}/${id}`, lang),
  membership: (creatorId: string, id: string, lang: Language): string =>
    inLanguage(`/pay/membership/${creatorId}/${id}`, lang),
  /** Where the store's buyers meet; every store has one, and it leads whoever is not signed in through the way in. */
  space: (handle: string, lang: Language): string => inLanguage(`/c/${encodeURIComponent(handle)}`, lang),
} as const;

export type Shelf = { row: LibraryRow; files: LibraryFile[]; membership?: OwnMembership | undefined }[];

const shelve = (rows: LibraryRow[], files: LibraryFile[], memberships: OwnMembership[]): Shelf => {
  const byEntitlement = Map.groupBy(files, (f) => f.entitlementId);
  return rows.map((row) => ({
    row,
    files: byEntitlement.get(row.id) ?? [],
    membership: memberships.find(({ id }) => id === row.id),
  }));
};

/** One page with a number; a number beyond the last gives the last. */
export async function libraryPageOf(
  deps: Deps,
  personId: string,
  wanted: number,
): Promise<{ shelf: Shelf; page: number; pages: number }> {
  const buyerId = asBuyerId(personId);
  const page = Math.max(1, wanted);
  const part = { limit: pageSize, offset: (page - 1) * pageSize };
  const [[counted], rows, files, memberships] = await deps.tenancy.batchInBuyer(
    buyerId,
    shelfQueries(deps.tenancy.compile, buyerId, part),
  );
  const pages = Math.max(1, Math.ceil((counted?.count ?? 0) / pageSize));
  return page > pages
    ? await libraryPageOf(deps, personId, pages)
    : { shelf: shelve(rows, files, memberships), page, pages };
}

const cursorOf = (row: LibraryRow): string =>
  Buffer.from(`${row.grantedAt.toISOString()}_${row.id}`).toString('base64url');

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('_');
  const grantedAt = new Date(time);
  if (Number.isNaN(grantedAt.getTime()) || !isId(id)) throw wrongShape();
  return { grantedAt, id };
}

/** A page by cursor, newest first. Throws 422 for a cursor that is not ours. */
export async function listLibrary(
  deps: Deps,
  personId: string,
  part: { cursor: string | undefined; limit: number },
): Promise<{ rows: LibraryRow[]; nextCursor: string | null }> {
  const after = afterOf(part.cursor);
  const buyerId = asBuyerId(personId);
  const query = boughtQuery(deps.tenancy.compile, buyerId, { limit: part.limit + 1, after });
  const [rows] = await deps.tenancy.batchInBuyer(buyerId, [query.compile()]);
  const shown = rows.slice(0, part.limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > shown.length && last ? cursorOf(last) : null };
}

/** The reader's own number, for the words of an empty library; undefined when auth does not answer now. */
export async function ownNumber(deps: Deps, personId: string): Promise<string | undefined> {
  try {
    return (await deps.auth(phoneOfPerson, { params: { id: personId } })).phone;
  } catch (error) {
    deps.log.warn({ reason: (error as Error).message }, 'no number for an empty library');
    return undefined;
  }
}
