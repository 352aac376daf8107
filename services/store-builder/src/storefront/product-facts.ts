// What a product's page says by the type of the product: short facts, what its buyer gets, and where its button leads.
import { questionsOf, releaseOf, typeRules } from '@windsurf/contracts/product-types';
import type { DetailsOf, ProductDetails } from '@windsurf/contracts/product-types';
import { formatMoment } from '@windsurf/calendar/moment';
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { icon } from '@windsurf/html/marks';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { storeWords } from '@windsurf/language/words-store';
import { productButtons } from '@windsurf/language/words-store-blocks';
import { productTypeWords as words } from '@windsurf/language/words-store-types';
import { formatBirr, santim } from '@windsurf/money/money';
import { inItsLanguage } from './creator-text.ts';
import { inLang } from './frame.ts';
import type { Frame } from './frame.ts';
import type { ProductDetail, PublicProduct } from './public-rows.ts';

export type TypedPage = Pick<Frame, 'lang' | 'handle' | 'appOrigin'> & {
  readonly product: ProductDetail;
  /** Of a bundle that are for sale, in any order. */
  readonly parts: readonly PublicProduct[];
  readonly now: Date;
};

/** `4.2 MB`, with a no-break space. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))}\u00a0KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')}\u00a0MB`;
}

const forComputers = new Set(['zip', 'docx', 'xlsx', 'pptx']);

function fileFacts({ product, lang }: TypedPage): string[] {
  if (releaseOf(product.details) !== undefined) return [];
  const kind = product.fileKind?.toUpperCase();
  const file =
    kind === undefined
      ? []
      : [
          product.fileBytes === null
            ? say(storeWords.fileOnly, lang, { kind })
            : say(storeWords.file, lang, { kind, size: sizeText(product.fileBytes) }),
        ];
  const opens = forComputers.has(product.fileKind ?? '') ? storeWords.opensOnComputer : storeWords.opensOn;
  const arrives = product.priceSantim === 0 ? words.arrivesFree : storeWords.arrives;
  return [...file, say(arrives, lang), say(opens, lang)];
}

function placeFact(
  { place, placeText }: Pick<DetailsOf<'event-ticket'>, 'place' | 'placeText'>,
  lang: Language,
): string {
  if (place === 'phone') return say(words.placePhone, lang);
  if (place === 'online') return say(words.placeOnline, lang);
  return placeText === '' ? say(words.placeSomewhere, lang) : say(words.placeInPerson, lang, { place: placeText });
}

function typeFacts(page: TypedPage): string[] {
  const { lang, product } = page;
  const { details } = product;
  const moment = (text: string): string => formatMoment(new Date(text), lang, 'full');
  switch (details.type) {
    case 'event-ticket':
      return [
        say(words.begins, lang, { time: moment(details.startsAt) }),
        say(words.ends, lang, { time: moment(details.endsAt) }),
        placeFact(details, lang),
        ...(details.seats === null ? [] : [say(words.seats, lang, { count: details.seats })]),
        say(words.ticketArrives, lang),
      ];
    case 'booking':
      return [say(words.minutes, lang, { minutes: details.minutes }), placeFact(details, lang)];
    case 'bundle':
      return [
        say(words.parts, lang, { count: details.productIds.length }),
        say(words.partsOwned, lang),
        ...(releaseOf(details) === undefined ? [say(storeWords.arrives, lang)] : []),
      ];
    case 'tip':
      return [
        say(words.tipOwn, lang, { min: formatBirr(santim(details.minSantim), lang) }),
        say(words.tipMessage, lang),
      ];
    case 'custom-request':
      return [say(words.days, lang, { days: details.daysToDeliver }), say(words.declined, lang)];
    case 'affiliate-link':
      if (isContact(details)) return [say(words.priceOnRequest, lang)];
      return [...(details.shop === '' ? [] : [say(words.shop, lang, { shop: details.shop })]), say(words.earns, lang)];
    case 'membership':
      return [];
    default:
      return fileFacts(page);
  }
}

/** Of what comes out later: when, and what that means for who pays now. */
function aheadFacts({ product, lang, now }: TypedPage): string[] {
  const releaseAt = releaseOf(product.details);
  if (releaseAt === undefined) return [];
  const time = formatMoment(new Date(releaseAt), lang, 'full');
  if (new Date(releaseAt) <= now) return [say(words.wasToComeOut, lang, { time })];
  return [say(words.comesOut, lang, { time }), say(words.aheadSays, lang)];
}

/** The facts line: what it is, how it arrives, how it is paid. */
export function factsOf(page: TypedPage): Html {
  const { lang, product } = page;
  const { details, priceSantim } = product;
  const sold = typeRules[details.type].sold;
  const pay = sold ? [say(priceSantim === 0 ? words.freeFact : storeWords.payWith, lang)] : [];
  const lines = [...aheadFacts(page), ...typeFacts(page), ...pay];
  return html`<ul class="facts">${lines.map((line) => html`<li>${icon('ok')}<span>${line}</span></li>`)}</ul>`;
}

/** Parts of a bundle with their pages, benefits of a membership, what will be asked; nothing for most. */
export function whatYouGet({ lang, product, parts, handle }: TypedPage): Html | false {
  const { details } = product;
  if (details.type === 'bundle') {
    const byId = new Map(parts.map((part) => [part.id, part]));
    const items = details.productIds.flatMap((id) => byId.get(id) ?? []);
    return listed(
      words.whatYouGet,
      items.map(
        (part) =>
          html`<a class="tap" href="${inLang(`/@${handle}/${part.slug}`, lang)}"${inItsLanguage(part.title, lang)}>${part.title}</a>`,
      ),
      lang,
    );
  }
  if (details.type === 'membership')
    return listed(
      words.whatYouGet,
      details.benefits.map((text) => html`<span${inItsLanguage(text, lang)}>${text}</span>`),
      lang,
    );
  return listed(
    words.whatIsAsked,
    questionsOf(details).map((one) => html`<span${inItsLanguage(one.text, lang)}>${one.text}</span>`),
    lang,
  );
}

const listed = (title: Phrase, items: readonly Html[], lang: Language): Html | false =>
  items.length > 0 && html`<h2>${say(title, lang)}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

/** The price is not said: whoever is interested calls or writes. */
const isContact = ({ url }: DetailsOf<'affiliate-link'>): boolean => /^(tel|mailto):/.test(url);

function buttonWord(details: ProductDetails, priceSantim: number): Phrase {
  switch (details.type) {
    case 'tip':
      return productButtons.support;
    case 'event-ticket':
      return words.getTicket;
    case 'booking':
      return words.chooseTime;
    case 'membership':
      return productButtons.join;
    case 'custom-request':
      return productButtons.order;
    case 'affiliate-link':
      return isContact(details) ? words.contact : words.toShop;
    default:
      if (releaseOf(details) !== undefined) return priceSantim === 0 ? words.getFree : words.preorder;
      return priceSantim === 0 ? words.getFree : storeWords.buy;
  }
}

/** False when it can no longer be had: then the reason stands in its place. */
export const isOver = ({ product: { details }, now }: Pick<TypedPage, 'product' | 'now'>): boolean =>
  (details.type === 'event-ticket' && new Date(details.endsAt) <= now) || isLate(details, now);
const isLate = (details: ProductDetails, now: Date): boolean => {
  const releaseAt = releaseOf(details);
  return releaseAt !== undefined && new Date(releaseAt) <= now;
};

/** The button that leads on: to the checkout, or through our counter to another shop. */
export function buyButton(page: TypedPage, wide: boolean): Html {
  const { lang, product, appOrigin } = page;
  const { details, priceSantim, id } = product;
  const label = say(buttonWord(details, priceSantim), lang);
  if (details.type === 'affiliate-link' && isContact(details)) return linkButton({ label, href: details.url, wide });
  if (details.type === 'affiliate-link')
    return linkButton({ label, href: `/go/${id}`, wide, rel: 'noopener nofollow sponsored' });
  return linkButton({ label, href: `${appOrigin}/checkout/${id}?lang=${lang}`, wide, rel: 'nofollow' });
}

export const overNotice = ({ lang, product }: Pick<TypedPage, 'lang' | 'product'>): Html => {
  const says = product.details.type === 'event-ticket' ? words.eventOver : words.outLate;
  return banner({ lang, kind: 'info', body: html`<p><b>${say(says, lang)}</b></p>` });
};

/** Of an event, what a search engine shows of it beside its offer; undefined for everything else. */
export function eventData({ details }: Pick<ProductDetail, 'details'>): Record<string, unknown> | undefined {
  if (details.type !== 'event-ticket') return undefined;
  const online = details.place !== 'in-person';
  return {
    '@type': 'Event',
    startDate: details.startsAt,
    endDate: details.endsAt,
    eventAttendanceMode: `https://schema.org/${online ? 'Online' : 'Offline'}EventAttendanceMode`,
    ...(online || details.placeText === '' ? {} : { location: { '@type': 'Place', name: details.placeText } }),
  };
}
