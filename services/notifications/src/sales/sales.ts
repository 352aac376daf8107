// The creator's SMS: what was sold, and how much of it is hers. One for each order.
import { Id, Santim } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms } from '../sms/sms.ts';
import { gaveText } from '../texts/request-texts.ts';
import { saleText } from '../texts/texts.ts';
import { findTitle } from './sales.queries.ts';

const Sale = T.Object({ orderId: Id, productId: Id, netSantim: Santim });
export const writeSale = job('sale.write', Sale);

/** What a product is called now; null while it is not known here. */
export async function titleOf(deps: Deps, creatorId: CreatorId, productId: string): Promise<string | null> {
  return (await deps.tenancy.inCreator(creatorId, async (tx) => await findTitle(tx, creatorId, productId))) ?? null;
}

/** Tells a creator of a sale, in her language, unless operators have switched that off. Twice is once. */
export async function sendSale(deps: Deps, creatorId: CreatorId, sale: Static<typeof Sale>): Promise<void> {
  if (!deps.flags.isOn('sale-sms', { creatorId })) return;
  const title = await titleOf(deps, creatorId, sale.productId);
  // A person has one store for now, and a store's tenant is its person's id.
  const { phone, lang } = await recipientOf(deps, creatorId);
  await queueSms(deps, {
    template: 'sale',
    about: sale.orderId,
    personId: creatorId,
    phone,
    lang,
    text: sale.netSantim === 0 ? gaveText(lang, title) : saleText(lang, { title, net: santim(sale.netSantim) }),
  });
}
