// The answer to a freebie form: the gift at once, or the form again with what to write.
import type { Block } from '@windsurf/contracts/store-blocks';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { errorSummary, linkButton, titleWithError } from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { storeWords } from '@windsurf/language/words-store';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { privatePage } from '@windsurf/service-kit/pages';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { consentText, freebieForm } from '../storefront/blocks/forms.ts';
import { inItsLanguage } from '../storefront/creator-text.ts';
import { inLang, storeFooter, themeOf } from '../storefront/frame.ts';
import type { BlockOf, Frame } from '../storefront/frame.ts';
import type { PublicProduct } from '../storefront/public-rows.ts';
import { storefrontSheet } from '../storefront/store-sheet.ts';
import { frameOf, shownStore } from '../storefront/storefront.ts';
import { isOurForm, signForm } from './form-proof.ts';
import { keepLead, readForm } from './leads.ts';

type Sent = { form?: string; contact?: string; name?: string; consent?: string };
type Freebie = BlockOf<'freebie'>;

function draw(frame: Frame, block: Freebie, title: string, body: Html): string {
  const back = inLang(`/@${frame.handle}`, frame.lang);
  const own = inItsLanguage(frame.storeName, frame.lang);
  return renderPage({
    lang: frame.lang,
    title,
    path: `/@${frame.handle}/free/${block.id}`,
    index: false,
    sheet: storefrontSheet,
    theme: themeOf(frame),
    body: html`<p><a class="tap" href="${back}"><span aria-hidden="true">←&nbsp;</span><span${own}>${frame.storeName}</span></a></p>${body}`,
    footer: storeFooter(frame),
  });
}

/** Where the gift is opened: the creator's address, or the product that costs nothing. */
function giftOf(frame: Frame, block: Freebie, products: readonly PublicProduct[]): string | undefined {
  const { gift } = block;
  if (gift.kind === 'link') return gift.url;
  const product = products.find(({ id }) => id === gift.productId);
  return product && inLang(`/@${frame.handle}/${product.slug}`, frame.lang);
}

/** Throws 404 for a form that is on no page now. */
export async function answerFreebie(
  deps: Deps,
  { handle, blockId }: { handle: string; blockId: string },
  sent: Sent,
  lang: Language,
): Promise<PageAnswer> {
  const shown = await shownStore(deps, handle);
  const isIt = (block: Block): block is Freebie => block.kind === 'freebie' && block.id === blockId;
  const block = shown?.blocks.find(isIt);
  if (!shown || !block) throw notFound();
  const { store, products } = shown;
  const frame = frameOf(deps, store, { lang }, null);
  const gift = giftOf(frame, block, products);
  if (gift === undefined) throw notFound();

  const now = deps.clock.now();
  const typed = { contact: sent.contact ?? '', name: sent.name ?? '', consent: sent.consent !== undefined };
  const old = !isOurForm(deps.pageTokenKey, sent.form ?? '', store.creatorId, block.id, now);
  const read = readForm(block, typed);
  if (old || 'wrong' in read) {
    const wrong = 'wrong' in read ? read.wrong : [];
    const errors: FieldError[] = wrong.map(({ field, says }) => ({
      field: `${field}-${block.id}`,
      text: say(says, lang),
    }));
    // The proof is checked last for the eye: who mends a field gets a new one along with it.
    if (errors.length === 0) errors.push({ field: `contact-${block.id}`, text: say(words.formTooOld, lang) });
    const proof = signForm(deps.pageTokenKey, store.creatorId, block.id, now);
    const heading = html`<h1${inItsLanguage(block.heading, lang)}>${block.heading}</h1>`;
    const body = html`${errorSummary({ lang, errors })}${heading}${freebieForm(frame, block, proof, typed, errors)}`;
    return privatePage(draw(frame, block, titleWithError(block.heading, true, lang), body), {}, 422);
  }
  await keepLead(deps, asCreatorId(store.creatorId), block, read.asked, consentText(frame));
  const title = say(words.hereIsIt, lang);
  const body = html`<h1>${title}</h1><p>${say(words.giftReady, lang)}</p>${linkButton({ label: say(words.openGift, lang), href: gift, wide: true, rel: 'noopener' })}<p><a class="tap" href="${inLang(`/@${frame.handle}`, lang)}">${say(storeWords.toTheStore, lang)}</a></p>`;
  return privatePage(draw(frame, block, title, body));
}
