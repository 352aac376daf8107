import {
  productPublished,
  productPublishedAhead,
  productPublishedTyped,
  productWithdrawn,
} from '@windsurf/contracts/store';
import type { PublishedProduct } from '@windsurf/contracts/store';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer, EventMessage } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { giveLateFile } from '../entitlements/entitlements.ts';
import { followRelease, followWithdrawal } from '../preorders/preorders.ts';
import { followEvent } from '../tickets/tickets.ts';
import { forgetOffer, rememberProduct } from './products.ts';

/** All versions say the same of a product; the oldest knows downloads alone, the newest pre-orders too. */
async function hear(
  deps: Deps,
  message: Pick<EventMessage<typeof productPublished>, 'creatorId' | 'once'>,
  published: PublishedProduct,
): Promise<void> {
  const { productId, fileId } = published;
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message))) return;
    const newest = await rememberProduct(tx, message.creatorId, published);
    const { details = { type: 'digital-download' } } = published;
    if (newest) await followEvent(tx, message.creatorId, productId, details);
    if (newest) await followRelease(tx, message.creatorId, productId, details, deps.clock.now());
    if (!newest || fileId === null) return;
    const given = await giveLateFile(tx, message.creatorId, productId, fileId);
    if (given > 0) deps.log.info({ productId, given }, 'a late file reached those who had bought the product');
  });
}

export const productConsumers = (deps: Deps): readonly Consumer[] => [
  on(productPublished, async (message) => await hear(deps, message, message.payload)),
  on(productPublishedTyped, async (message) => await hear(deps, message, message.payload)),
  on(productPublishedAhead, async (message) => await hear(deps, message, message.payload)),
  on(productWithdrawn, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { productId, version } = message.payload;
      if (await forgetOffer(tx, message.creatorId, productId, version))
        await followWithdrawal(tx, message.creatorId, productId, deps.clock.now());
    });
  }),
];
