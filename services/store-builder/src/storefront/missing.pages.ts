// What a reader is told where no page is: what happened, what to do, and how to tell us.
import { formatMoment } from '@windsurf/calendar/moment';
import { problemPage } from '@windsurf/html/problem-page';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { inLang } from './frame.ts';
import type { Found } from './storefront.ts';

type Missing = Exclude<Found, { kind: 'page' } | { kind: 'moved' }>;
type Sentence = { readonly status: number; readonly title: Phrase; readonly detail: Phrase };

const sentences: Readonly<Record<Missing['kind'], Sentence>> = {
  'no-store': { status: 404, title: words.noStore, detail: words.noStoreDetail },
  'coming-soon': { status: 404, title: words.comingSoon, detail: words.comingSoonDetail },
  'no-product': { status: 404, title: words.noProduct, detail: words.noProductDetail },
  gone: { status: 410, title: words.noLongerSold, detail: words.noLongerSoldDetail },
};

export type Asked = {
  readonly handle: string;
  readonly path: string;
  readonly lang: Language;
  readonly requestId: string;
};

export function missingPage(deps: Pick<Deps, 'clock' | 'appOrigin'>, found: Missing, asked: Asked): PageAnswer {
  const { lang } = asked;
  const { status, title, detail } = sentences[found.kind];
  const store =
    'store' in found ? [{ href: inLang(`/@${found.store.handle}`, lang), label: say(words.toTheStore, lang) }] : [];
  const library = { href: `${deps.appOrigin}/k?lang=${lang}`, label: say(words.whatYouBought, lang) };
  const home = { href: `${deps.appOrigin}/?lang=${lang}`, label: say(words.openYours, lang) };
  const now = deps.clock.now();
  const html = problemPage({
    lang,
    status,
    title: say(title, lang),
    detail: say(detail, lang, { handle: asked.handle }),
    actions: [...store, library, ...(store.length === 0 ? [home] : [])],
    requestId: asked.requestId,
    time: { iso: now.toISOString(), text: formatMoment(now, lang) },
    path: asked.path,
  });
  const headers = { ...securityHeaders({ styleHashes: styleHashes(html) }), 'cache-control': 'no-store' };
  return { html, status, headers };
}
