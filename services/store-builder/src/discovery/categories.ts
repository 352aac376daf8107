// What anybody sells in one category, the newest first (S0-02): one index gives a page, whatever was sold before it.
import { categories, categoryUnknown } from '@windsurf/contracts/store-categories';
import type { Category, SoldInCategoryPage } from '@windsurf/contracts/store-categories';
import { wrongShape } from '@windsurf/contracts/problem';
import { isId } from '@windsurf/db/ids';
import type { Language } from '@windsurf/language/phrases';
import { sql } from 'kysely';
import type { Deps, ReaderTx } from '../deps.ts';
import { mediaPath } from '../images/media-path.ts';

type Asked = { readonly category: string; readonly cursor: string | undefined; readonly limit: number };
type After = { readonly publishedAt: Date; readonly id: string };

const isCategory = (text: string): text is Category => (categories as readonly string[]).includes(text);

/** The list of the platform, in its order. */
const namesOf = async (tx: ReaderTx): Promise<{ slug: string; nameEn: string; nameAm: string }[]> =>
  await tx
    .selectFrom(sql<{ slug: string; nameEn: string; nameAm: string }>`store_doors.categories()`.as('c'))
    .select(['slug', 'nameEn', 'nameAm'])
    .execute();

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('_');
  const publishedAt = new Date(time);
  // Date knows days that the database does not.
  if (Number.isNaN(publishedAt.getTime()) || !/^[1-9][0-9]{3}-/.test(time) || !isId(id)) throw wrongShape();
  return { publishedAt, id };
}

async function rowsOf(tx: ReaderTx, category: Category, after: After | undefined, most: number) {
  let found = tx
    .selectFrom('store.publishedProducts as o')
    .innerJoin('store.publicPages as p', 'p.creatorId', 'o.creatorId')
    .select(['o.id', 'o.slug', 'o.title', 'o.teaser', 'o.priceSantim', 'o.coverImageId', 'o.publishedAt'])
    .select(['p.handle', 'p.displayName as storeName'])
    .where('o.category', '=', category)
    // The words of the index: what is public is decided by the policy.
    .where('o.live', '=', true)
    .where('o.approved', '=', true);
  if (after)
    found = found.where(sql<boolean>`(o.published_at, o.id) < (${after.publishedAt}::timestamptz, ${after.id}::uuid)`);
  return await found.orderBy('o.publishedAt', 'desc').orderBy('o.id', 'desc').limit(most).execute();
}

/** Throws 422 category-unknown with the list, and wrongShape for a cursor that is not ours. */
export async function soldIn(
  deps: Pick<Deps, 'tenancy' | 'storeOrigin'>,
  { category, cursor, limit }: Asked,
  lang: Language,
): Promise<SoldInCategoryPage> {
  const after = afterOf(cursor);
  return await deps.tenancy.inPublic(async (tx) => {
    if (!isCategory(category)) {
      const all = await namesOf(tx);
      const list = all.map(({ slug, nameEn, nameAm }) => `${slug} (${lang === 'am' ? nameAm : nameEn})`).join(', ');
      const extra = { categories: all.map(({ slug, nameEn, nameAm }) => ({ slug, name: { en: nameEn, am: nameAm } })) };
      throw categoryUnknown({ category: category.slice(0, 40), list }, { extra });
    }
    const rows = await rowsOf(tx, category, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ slug, coverImageId, publishedAt, ...row }) => ({
        ...row,
        category,
        currency: 'ETB',
        coverUrl: coverImageId === null ? null : mediaPath(coverImageId),
        url: `${deps.storeOrigin}/@${row.handle}/${slug}`,
        publishedAt: publishedAt.toISOString(),
      })),
      nextCursor:
        rows.length > limit && last
          ? Buffer.from(`${last.publishedAt.toISOString()}_${last.id}`).toString('base64url')
          : null,
    };
  });
}
