// «What I bought»: rows with one button each, pages with links, a way out on every page.
import { formatMoment } from '@windsurf/calendar/moment';
import { linkButton } from '@windsurf/html/forms';
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductType } from '@windsurf/contracts/product-types';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { badge, brandHeader, card, emptyState, pagination, thumbnail } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { deliveryTypeWords as typeWords } from '@windsurf/language/words-delivery-types';
import { libraryPlanWords as planWords } from '@windsurf/language/words-instalments';
import { libraryMemberWords as memberWords } from '@windsurf/language/words-memberships';
import { preorderWords } from '@windsurf/language/words-preorders';
import { formatPhone } from '@windsurf/phone/phone';
import { closedOf } from '../entitlements/closed.ts';
import type { Closed } from '../entitlements/closed.ts';
import { kindAndSize } from '../files/file-kinds.ts';
import { humanSize } from '../files/file-names.ts';
import { stateAt } from '../memberships/memberships.ts';
import { preorderLine } from '../preorders/preorder-part.ts';
import { isWaiting } from '../preorders/preorders.ts';
import { forgetForm } from './forget-form.ts';
import { libraryAddress } from './library.ts';
import type { Shelf } from './library.ts';

const frame = (lang: Language, path: string, body: Html): string =>
  renderPage({
    lang,
    title: say(words.library, lang),
    path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body: html`<h1>${say(words.library, lang)}</h1>${body}`,
  });

/** For somebody who is not signed in: what this is, and the one step to it. */
export function wayInPage(lang: Language): string {
  const href = libraryAddress.wayIn(lang);
  return frame(
    lang,
    '/k',
    html`<p class="lead">${say(words.wayIn, lang)}</p><p class="muted">${say(words.wayInStep, lang)}</p>${linkButton({ label: say(words.openMine, lang), href, wide: true })}`,
  );
}

export type LibraryPage = {
  readonly lang: Language;
  readonly now: Date;
  readonly shelf: Shelf;
  readonly page: number;
  readonly pages: number;
  readonly csrf: string;
  /** E.164; only asked for when the library is empty. */
  readonly phone: string | undefined;
  readonly links: { receiptPath(id: string): string; downloadPath(id: string, fileId: string): string };
  readonly storeOrigin: string;
  coverOf(coverUrl: string | null): string | undefined;
};

const typeNames: Readonly<Record<ProductType, Phrase>> = {
  'digital-download': typeWords.file,
  course: typeWords.file,
  'template-pack': typeWords.file,
  'licence-key': typeWords.file,
  membership: typeWords.membership,
  booking: typeWords.booking,
  'event-ticket': typeWords.ticket,
  bundle: typeWords.bundle,
  tip: typeWords.tip,
  'custom-request': typeWords.request,
  'affiliate-link': typeWords.link,
};

function kindLine({ row, files }: Shelf[number], lang: Language): string {
  const [first] = files;
  if (isWaiting(row)) return say(typeNames[row.type], lang);
  if (!first) return say(typeRules[row.type].file ? words.noFile : typeNames[row.type], lang);
  if (files.length === 1) return kindAndSize(first);
  const size = humanSize(files.reduce((sum, f) => sum + (f.sizeBytes ?? 0), 0));
  return say(words.filesAndSize, lang, { count: files.length, size });
}

/** Until when it is paid, and the way to her own page. */
function membershipLines({ row, membership }: Shelf[number], { lang, now }: LibraryPage): Html[] {
  if (!membership) return [];
  const state = stateAt(membership, now);
  const until = formatMoment(membership.untilAt, lang, 'date');
  const open = formatMoment(membership.accessUntil, lang, 'date');
  const says = {
    active: say(memberWords.paidUntil, lang, { date: until }),
    grace: say(memberWords.graceUntil, lang, { date: open }),
    paused: say(memberWords.paused, lang),
    ended: say(memberWords.ended, lang, { date: until }),
  }[state];
  const href = libraryAddress.membership(row.creatorId, row.id, lang);
  return [
    html`<b>${says}</b>`,
    html`<a class="tap" href="${href}">${say(memberWords.mine, lang)}<span class="vh"> ${row.title}</span></a>`,
  ];
}

/** Where the parts are paid that are still open. */
const planLines = ({ creatorId, instalmentPlan }: Shelf[number]['row'], lang: Language): Html[] =>
  instalmentPlan === null
    ? []
    : [
        html`<a class="tap" href="${libraryAddress.instalments(creatorId, instalmentPlan, lang)}">${say(planWords.payments, lang)}</a>`,
      ];

const waitWord = ({ preorder }: Shelf[number]['row']): Phrase =>
  preorder === 'returned' ? preorderWords.goesBack : preorder === 'late' ? preorderWords.late : preorderWords.waits;

function stateOf(closed: Closed | undefined, waits: Phrase | undefined, lang: Language): Html | undefined {
  if (closed) return badge('warn', say(closed.badge, lang));
  return waits && badge('wait', say(waits, lang));
}

function rowOf(bought: Shelf[number], page: LibraryPage): Html {
  const { row, files } = bought;
  const { lang, links } = page;
  const receipt = inLanguage(links.receiptPath(row.id), lang);
  const [only] = files;
  const direct =
    !isWaiting(row) &&
    files.length === 1 &&
    only?.state === 'ready' &&
    only.sizeBytes !== null &&
    row.state === 'active';
  const closed = closedOf(row, lang, page.storeOrigin);
  const waits = closed ? undefined : preorderLine(row, lang);
  const action = closed ? say(closed.action.label, lang) : undefined;
  const label =
    action ?? (direct ? say(words.download, lang, { size: humanSize(only.sizeBytes ?? 0) }) : say(words.open, lang));
  return card({
    level: 2,
    title: row.title,
    href: receipt,
    picture: thumbnail({ name: row.title, src: page.coverOf(row.coverUrl) }),
    lines: [
      html`${row.storeName} · ${kindLine(bought, lang)}`,
      formatMoment(row.paidAt, lang, 'date'),
      ...(closed ? [closed.says] : []),
      ...(waits === undefined ? [] : [html`<b>${waits}</b>`]),
      ...membershipLines(bought, page),
      ...planLines(row, lang),
      html`<a class="tap" href="${libraryAddress.space(row.handle, lang)}">${say(words.space, lang)}<span class="vh"> ${row.storeName}</span></a>`,
    ],
    state: stateOf(closed, waits === undefined ? undefined : waitWord(row), lang),
    action: linkButton({
      label: html`${label}<span class="vh"> ${row.title}</span>`,
      href: closed?.action.href ?? (direct ? links.downloadPath(row.id, only.fileId) : receipt),
      look: direct ? 'main' : 'quiet',
      wide: true,
    }),
  });
}

export function libraryPage(page: LibraryPage): string {
  const { lang } = page;
  const href = (number: number): string => inLanguage(number === 1 ? '/k' : `/k?page=${number}`, lang);
  const empty = (): Html =>
    emptyState({
      title:
        page.phone === undefined
          ? say(words.empty, lang)
          : say(words.emptyFor, lang, { phone: formatPhone(page.phone) }),
      detail: say(words.otherNumber, lang),
      action: linkButton({
        label: say(words.useOther, lang),
        href: libraryAddress.signIn(lang),
        look: 'quiet',
      }),
    });
  const rows = page.shelf.length === 0 ? empty() : page.shelf.map((each) => rowOf(each, page));
  const body = html`${rows}${pagination({ lang, page: page.page, pages: page.pages, href })}${forgetForm(lang, page.csrf)}`;
  return frame(lang, page.page === 1 ? '/k' : `/k?page=${page.page}`, body);
}
