// What the page of a product says beside the promise of its type: a sample, how many bought it, the refund rule, and name
// and description in the language that is not the store's own. It is published with the product, as its texts are.
import type { ProductShown } from '@windsurf/contracts/product-types';
import { imageRefused } from '@windsurf/contracts/store-problems';
import type { CreatorId } from '@windsurf/db/tenancy';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import { isOwnPicture, picturesOf } from '../images/images.ts';
import { checkLength, cleanLine, cleanText, limits } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';

/** Its texts cleaned; one without a name is none. */
export function acceptShown(findings: Findings, shown: ProductShown): ProductShown {
  if (shown.translation === null) return shown;
  const title = cleanLine(shown.translation.title);
  const description = cleanText(shown.translation.description);
  if (title === '' && description === '') return { ...shown, translation: null };
  checkLength(findings, title, limits.productTitle, '/shown/translation/title');
  checkLength(findings, description, limits.description, '/shown/translation/description');
  return { ...shown, translation: { title, description } };
}

/** Throws imageRefused for a sample that is none of the creator's own pictures. */
export async function assertSample(tx: Tx, creatorId: CreatorId, shown: ProductShown | undefined): Promise<void> {
  const id = shown?.sampleImageId ?? null;
  if (id !== null && !(await isOwnPicture(tx, creatorId, id)))
    throw imageRefused({}, { pointer: '/shown/sampleImageId' });
}

/** First words of a text, as a card shows them. */
export const teaserOf = (description: string): string => cutGraphemes(description.replace(/\s+/g, ' '), 100);

/** What a card says in the other language; what was not translated stays as it is. */
function otherWords(translation: ProductShown['translation']) {
  if (translation === null) return null;
  const { title, description } = translation;
  return {
    ...(title === '' ? {} : { title, shareTitle: cutGraphemes(title, 60) }),
    ...(description === '' ? {} : { teaser: teaserOf(description) }),
  };
}

/** From now on readers see this of a product that is offered. */
export async function putShown(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  { showBuyers, sampleImageId, refundRule, translation }: ProductShown,
): Promise<void> {
  const [picture] = (await picturesOf(tx, creatorId, sampleImageId === null ? [] : [sampleImageId])).values();
  const words = otherWords(translation);
  const held = tx.selectFrom('store.publishedProducts').select('id').where('creatorId', '=', creatorId);
  await held.where('id', '=', id).forUpdate().executeTakeFirst();
  await tx
    .updateTable('store.publishedProducts')
    .set({
      showBuyers,
      refundRule,
      sampleImageId,
      sample: picture === undefined ? null : JSON.stringify(picture),
      translation: words === null ? null : JSON.stringify(words),
      descriptionOther: translation === null || translation.description === '' ? null : translation.description,
      buyers: sql<number>`(select count(distinct p.buyer_id)::int from store.purchases p
        where p.creator_id = ${creatorId} and p.product_id = ${id} and p.access <> 'revoked' and p.buyer_id <> ${creatorId})`,
    })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}
