// What a buyer wrote when she bought it: answers to questions, a message. It lies sealed with payments; here it is read
// back to who holds the receipt of it, and never to who was given the thing.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { readOrderAnswersForBuyer } from '@windsurf/contracts/payments-answers';
import { notFound } from '@windsurf/contracts/problem';
import { questionsOf } from '@windsurf/contracts/product-types';
import type { CreatorId } from '@windsurf/db/tenancy';
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { asLanguage } from '@windsurf/language/pick';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryTypeWords as words } from '@windsurf/language/words-delivery-types';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import type { BoughtItem } from '../entitlements/entitlements.ts';
import { detailsOfProducts, orderOfEntitlement } from './receipts.queries.ts';

const params = T.Object({ token: T.String() });
const query = T.Object({ lang: T.Optional(T.String()) });
const secret = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

/** Whether anything of an order asks its buyer something: a message of a tip, questions of everything else. */
export async function asksSomething(deps: Deps, creatorId: CreatorId, items: readonly BoughtItem[]): Promise<boolean> {
  const ids = items.map((item) => item.entitlement.productId);
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    detailsOfProducts(deps.tenancy.compile, creatorId, ids),
  ]);
  return rows.some(({ details }) => details.type === 'tip' || questionsOf(details).length > 0);
}

type Written = {
  readonly lang: Language;
  readonly title: string;
  readonly storeName: string;
  readonly path: string;
  readonly answers: readonly { readonly asks: string; readonly says: string }[];
};

function writtenPage({ lang, title, storeName, path, answers }: Written): string {
  const list = answers.map(({ asks, says }) => html`<dt dir="auto">${asks}</dt><dd dir="auto">${says}</dd>`);
  const said =
    list.length === 0
      ? html`<p>${say(words.writtenNothing, lang)}</p>`
      : html`<dl>${list}</dl><p class="hint">${say(words.writtenSays, lang, { store: storeName })}</p>`;
  const back = linkButton({
    label: say(words.toReceipt, lang),
    href: inLanguage(path, lang),
    look: 'quiet',
    wide: true,
  });
  return renderPage({
    lang,
    title: `${say(words.written, lang)} · ${title}`,
    path: `${path}/written`,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body: html`<h1>${say(words.written, lang)}</h1><p class="muted" dir="auto">${title}</p>${said}${back}`,
  });
}

export function receiptWrittenRoutes(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/r/:token/written', access: 'public', params, query }, async ({ params, query }) => {
    const { creatorId, entitlement } = await openByToken(deps, params.token);
    const { id: entitlementId, title, storeName, gift } = entitlement;
    if (gift) throw notFound();
    const id = await deps.tenancy.inCreator(
      creatorId,
      async (tx) => await orderOfEntitlement(tx, creatorId, entitlementId),
    );
    if (id === undefined) throw notFound();
    const { items: answers } = await deps.payments(readOrderAnswersForBuyer, { params: { id }, query: { creatorId } });
    const lang = asLanguage(query.lang) ?? entitlement.lang;
    const path = deps.links.receiptPath(entitlementId);
    const answer = privatePage(writtenPage({ lang, title, storeName, path, answers }));
    return { ...answer, headers: { ...answer.headers, ...secret } };
  });
}
