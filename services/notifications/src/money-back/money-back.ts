// What people hear about money that goes back: the buyer that hers is on its way, with a page where she follows it; the
// creator what she did not do herself. One for each fact, however often it is told.
import { hash } from 'node:crypto';
import { linkOfOrder as receiptOfOrder } from '@windsurf/contracts/delivery';
import { linkOfIntent, linkOfOrderMoney } from '@windsurf/contracts/payments-links';
import { Id, Lang, Santim } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { isWritten, queueSms, writtenToday } from '../sms/sms.ts';
import type { Template } from '../sms/sms.ts';
import { moneyText } from '../texts/money-texts.ts';
import type { MoneyNews } from '../texts/money-texts.ts';

/** News, and the template under which they are sent: the same template about the same thing is one message. */
const templates = {
  'refund-asked': 'refund-asked',
  'refund-sent': 'refund-sent',
  'surplus-returned': 'surplus-returned',
  'paid-twice': 'surplus',
  'sold-out': 'surplus',
  overpaid: 'surplus',
  'wrong-amount': 'surplus',
  reversal: 'access-paused',
  dispute: 'access-paused',
  restored: 'access-restored',
  'creator-refund-failed': 'refund-failed',
  'creator-refund-done': 'refund-done',
  'creator-reversal': 'reversal',
} as const satisfies Record<MoneyNews, Template>;

const News = T.Object({
  news: T.Unsafe<MoneyNews>(T.Enum(Object.keys(templates))),
  /** Of the refund, or `factOf` what has no id of its own. */
  about: Id,
  productId: Id,
  amountSantim: T.Optional(Santim),
  /** A buyer with the language of her page; absent: the creator, in hers. */
  buyer: T.Optional(T.Object({ id: Id, lang: Lang })),
  /** What the link is about: the payment of an order, or an attempt that became none. */
  orderId: T.Optional(Id),
  intentId: T.Optional(Id),
});
export type News = Static<typeof News>;
export const writeNews = job('money-news.write', News);

/** A fact without an id of its own as one: the same facts give the same id. */
export function factOf(...facts: readonly string[]): string {
  const hex = hash('sha256', facts.join('\n'));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * A creator may give one buyer back in a hundred parts, and a bank may take a hundred payments back: nobody is woken a
 * hundred times for it, and the pages show all of it. Of one kind, in 24 hours.
 */
export const newsCaps = { person: 10, platform: 5000 } as const;

/** Twice is once; over a cap it is never. Throws what a call throws, to be tried again. */
export async function sendNews(deps: Deps, creatorId: CreatorId, about: News): Promise<void> {
  const { news, productId, amountSantim, buyer } = about;
  const template = templates[news];
  // It has arrived already: that it is on its way would be news of yesterday.
  if (news === 'refund-asked' && (await isWritten(deps, templates['refund-sent'], about.about))) return;
  // A person has one store for now, and a store's tenant is its person's id.
  const personId = buyer?.id ?? creatorId;
  const { all, own } = await writtenToday(deps, template, personId);
  if (own >= newsCaps.person || all >= newsCaps.platform) {
    const alarm = all >= newsCaps.platform;
    deps.log.warn({ template, about: about.about, alarm }, 'an SMS about money was kept back by a cap');
    return;
  }
  const title = await titleOf(deps, creatorId, productId);
  const url = buyer ? await linkFor(deps, creatorId, about) : undefined;
  const recipient = await recipientOf(deps, personId);
  const lang = buyer?.lang ?? recipient.lang;
  const text = moneyText(lang, news, {
    title,
    amount: santim(amountSantim ?? 0),
    ...(url === undefined ? {} : { url }),
  });
  await queueSms(deps, { template, about: about.about, personId, phone: recipient.phone, lang, text });
}

/** Where she sees more: what was bought, where that is what the message is about; else where her money is. */
async function linkFor(deps: Deps, creatorId: CreatorId, { news, orderId, intentId }: News): Promise<string> {
  const query = { creatorId };
  try {
    if (orderId === undefined) {
      if (intentId === undefined) throw new TypeError('news for a buyer are about a payment');
      return (await deps.payments(linkOfIntent, { params: { id: intentId }, query })).url;
    }
    if (news === 'reversal' || news === 'dispute' || news === 'restored') {
      const { url } = await deps.delivery(receiptOfOrder, { params: { orderId }, query });
      if (url !== null) return url;
    }
    return (await deps.payments(linkOfOrderMoney, { params: { id: orderId }, query })).url;
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this payment') : error;
  }
}
