import { productPublished, productPublishedTyped, productWithdrawn } from '@windsurf/contracts/store';
import type { PublishedProduct } from '@windsurf/contracts/store';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer, EventMessage } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { giveLateFile } from '../entitlements/entitlements.ts';
import { followEvent } from '../tickets/tickets.ts';
import { forgetOffer, rememberProduct } from './products.ts';

/** Both versions say the same of a product; the older one knows downloads alone. */
async function hear(
  deps: Deps,
  message: Pick<EventMessage<typeof productPublished>, 'creatorId' | 'once'>,
  published: PublishedProduct,
): Promise<void> {
  const { productId, fileId } = published;
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message))) return;
    const newest = await rememberProduct(tx, message.creatorId, published);
    if (newest && published.details) await followEvent(tx, message.creatorId, productId, published.details);
    if (!newest || fileId === null) return;
    const given = await giveLateFile(tx, message.creatorId, productId, fileId);
    if (given > 0) deps.log.info({ productId, given }, 'a late file reached those who had bought the product');
  });
}

export const productConsumers = (deps: Deps): readonly Consumer[] => [
  on(productPublished, async (message) => await hear(deps, message, message.payload)),
  on(productPublishedTyped, async (message) => await hear(deps, message, message.payload)),
  on(productWithdrawn, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await forgetOffer(tx, message.creatorId, message.payload.productId, message.payload.version);
    });
  }),
];
