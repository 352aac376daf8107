// The card for whoever pays a code in the buyer's place: what to pay, to whom, until when, and nothing of the buyer. A page,
// and the same as a picture to send on.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { formatMoment } from '@windsurf/calendar/moment';
import { readBillCard } from '@windsurf/contracts/payments-follow';
import { notFound } from '@windsurf/contracts/problem';
import { actions, linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader, groupedCode } from '@windsurf/html/parts';
import { plainSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { asLanguage } from '@windsurf/language/pick';
import { billWords as words, payWords } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import { privatePage } from '@windsurf/service-kit/pages';
import { sendFile } from '@windsurf/service-kit/files';
import { page, route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { intentById, isPaid } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { drawBill } from './bill-card.ts';
import { banksOf, payCodeOf } from './follow.ts';
import { codeSheet } from './pay-parts.ts';

const params = T.Object({ bill: T.String({ maxLength: 100 }) });
const query = T.Object({ lang: T.Optional(T.String({ maxLength: 20 })) });

export function billPages(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/pay/bill/:bill', access: 'public', params, query }, async (context) => {
    const { bill } = context.params;
    const intent = await intentOf(deps, bill);
    const code = payCodeOf(deps, intent);
    const banks = code === null ? [] : await banksOf(deps, intent);
    const lang = asLanguage(context.query.lang) ?? intent.lang;
    return privatePage(billDocument({ intent, code, banks, lang, bill, appOrigin: deps.appOrigin }));
  });
  route(app, readBillCard, async ({ params: { bill }, query: { lang: wish }, reply }) => {
    const intent = await intentOf(deps, bill);
    const digits = payCodeOf(deps, intent);
    // A picture travels on without its page: only what can still be paid is drawn.
    if (digits === null) throw notFound();
    const lang = wish ?? intent.lang;
    const { tell, until } = saying(intent, lang);
    const { storeName: store, title } = intent;
    const svg = drawBill({ lang, price: tell('{price}'), store, title, digits, until, how: say(words.anyone, lang) });
    return await sendFile(reply, { type: 'image/svg+xml', name: `bill-${digits}.svg`, bytes: Buffer.from(svg) });
  });
}

/** Throws notFound for an address that we did not sign. */
async function intentOf(deps: Deps, bill: string): Promise<IntentRow> {
  const token = deps.tokens.readBill(bill);
  if (!token) throw notFound();
  const query = intentById(deps.tenancy.compile, token.creatorId, token.intentId).compile();
  const [rows] = await deps.tenancy.batchInCreator(token.creatorId, [query]);
  const intent = rows[0];
  if (!intent) throw notFound();
  return intent;
}

function saying(intent: IntentRow, lang: Language) {
  const price = formatBirr(santim(intent.amountSantim), lang, { decimals: 'always' });
  const params = { price, store: intent.storeName, title: intent.title };
  const tell = (phrase: Phrase | string, more: PhraseParams = {}): string =>
    say(typeof phrase === 'string' ? { en: phrase, am: phrase } : phrase, lang, { ...params, ...more });
  const until = intent.expiresAt ? tell(payWords.payUntil, { time: formatMoment(intent.expiresAt, lang, 'full') }) : '';
  return { tell, until };
}

type Bill = {
  readonly intent: IntentRow;
  readonly code: string | null;
  readonly banks: readonly string[];
  readonly lang: Language;
  readonly bill: string;
  readonly appOrigin: string;
};

const sheet = `${plainSheet}${codeSheet}.ok{color:var(--ok)}.warn{color:var(--warn)}h1 .i{width:30px;height:30px;vertical-align:-5px;margin-inline-end:8px}`;

function billDocument({ intent, code, banks, lang, bill, appOrigin }: Bill): string {
  const { tell, until } = saying(intent, lang);
  const path = `/pay/bill/${bill}`;
  const title = tell(words.title);
  const paid = isPaid(intent.state) || intent.state === 'surplus';
  const body =
    code === null
      ? html`<h1>${badge(paid ? 'ok' : 'warn', '')}${title}</h1><p>${tell(paid ? words.paid : words.closed)}</p>`
      : html`<h1>${title}</h1><p>${tell(words.for)}</p>${groupedCode(code, say(payWords.codeLabel, lang, { digits: '' }).trim())}<p><b>${until}</b></p><p>${tell(words.how)}</p>${banks.length > 0 && html`<p>${tell(payWords.banks)}</p><ul>${banks.map((bank) => html`<li lang="en">${bank}</li>`)}</ul>`}<p>${tell(words.anyone)}</p>${ways(code, bill, lang, appOrigin, tell)}`;
  return renderPage({ lang, title, sheet, header: brandHeader(), body, path, index: false });
}

/** Ways to send it on that a phone has without any script. */
function ways(
  code: string,
  bill: string,
  lang: Language,
  appOrigin: string,
  tell: (phrase: Phrase, more?: PhraseParams) => string,
): Html {
  const url = `${appOrigin}/pay/bill/${bill}`;
  const text = tell(words.sms, { code, url });
  const sms = `sms:?body=${encodeURIComponent(text)}`;
  const telegram = `https://t.me/share/url?${new URLSearchParams({ url, text: tell(words.title) }).toString()}`;
  return html`<h2>${tell(words.share)}</h2>${actions(
    linkButton({ href: sms, label: tell(words.bySms), look: 'quiet' }),
    linkButton({ href: telegram, label: tell(words.byTelegram), look: 'quiet', rel: 'noopener noreferrer' }),
    linkButton({ href: `/v1/payments/bills/${bill}/card?lang=${lang}`, label: tell(words.asPicture), look: 'quiet' }),
  )}`;
}
