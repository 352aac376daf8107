// The page behind the code on a receipt: whether it is real, and nothing about anybody.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { formatMoment } from '@windsurf/calendar/moment';
import { Id } from '@windsurf/contracts/shapes';
import { html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader } from '@windsurf/html/parts';
import { plainSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { paperWords, verifyWords as words } from '@windsurf/language/words-receipts';
import { formatBirr, santim } from '@windsurf/money/money';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { checkMark } from './receipts.ts';
import type { RealReceipt } from './receipts.ts';

const params = T.Object({
  creator: Id,
  number: T.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  mark: T.String({ pattern: '^[0-9a-f]{12}$' }),
});
const query = T.Object({ lang: T.Optional(T.String({ maxLength: 20 })) });

export function receiptPages(app: FastifyInstance, deps: Deps): void {
  const shape = {
    method: 'GET',
    url: '/pay/receipts/:creator/:number/:mark',
    access: 'public',
    params,
    query,
  } as const;
  page(app, shape, async ({ params: { creator, number, mark }, lang, request }) => {
    // Marks are not to be tried out.
    await deps.limits.take({ name: 'receipt-marks', max: 120, windowSeconds: 600 }, request.ip);
    const real = await checkMark(deps, creator, number, mark);
    const path = `/pay/receipts/${creator}/${number}/${mark}`;
    return privatePage(real ? realDocument(real, lang, path) : unknownDocument(lang, path), {}, real ? 200 : 404);
  });
}

function realDocument(real: RealReceipt, lang: Language, path: string): string {
  const birr = (amount: number): string => formatBirr(santim(amount), lang, { decimals: 'always' });
  const title = say(real.kind === 'credit-note' ? words.titleNote : words.title, lang);
  const rows: readonly (readonly [string, string])[] = [
    [say(words.number, lang), say(paperWords.number, lang, { number: real.number })],
    [say(words.issued, lang), formatMoment(real.issuedAt, lang)],
    [say(words.sum, lang), birr(real.totalSantim)],
    ...(real.vatSantim > 0 ? [[say(words.vat, lang), birr(real.vatSantim)] as const] : []),
  ];
  const body = html`<h1>${badge('ok', '')}${title}</h1><p>${say(words.lede, lang)}</p><dl>${rows.map(
    ([label, value]) => html`<dt class="muted">${label}</dt><dd><b class="num">${value}</b></dd>`,
  )}</dl>`;
  return frame(title, body, lang, path);
}

function unknownDocument(lang: Language, path: string): string {
  const title = say(words.unknown, lang);
  return frame(title, html`<h1>${badge('bad', '')}${title}</h1><p>${say(words.unknownSays, lang)}</p>`, lang, path);
}

const sheet = `${plainSheet}dl{margin:24px 0}dt{margin-top:14px}dd{margin:2px 0 0;font-size:1.15rem}h1 .i{width:30px;height:30px;vertical-align:-5px;margin-inline-end:8px}.ok{color:var(--ok)}.bad{color:var(--bad)}`;
const frame = (title: string, body: ReturnType<typeof html>, lang: Language, path: string): string =>
  renderPage({ lang, title, sheet, header: brandHeader(), body, path, index: false });
