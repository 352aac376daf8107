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
import { keepTyped, keepWithdrawn } from './products.ts';

/** All versions say the same of a product; the oldest knows downloads alone, the newest pre-orders too. */
async function hear(
  deps: Deps,
  message: Pick<EventMessage<typeof productPublished>, 'creatorId' | 'once'>,
  published: PublishedProduct,
): Promise<void> {
  const { productId, version, title, priceSantim, currency, slug, handle, storeName, coverUrl, fileId } = published;
  const { details } = published;
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message))) return;
    const product = { version, title, priceSantim, currency, slug, handle, storeName, coverUrl, fileId };
    await keepTyped(
      tx,
      message.creatorId,
      { id: productId, ...product, ...(details ? { details } : {}) },
      deps.clock.now(),
    );
  });
}

export const productConsumers = (deps: Deps): readonly Consumer[] => [
  on(productPublished, async (message) => await hear(deps, message, message.payload)),
  on(productPublishedTyped, async (message) => await hear(deps, message, message.payload)),
  on(productPublishedAhead, async (message) => await hear(deps, message, message.payload)),
  on(productWithdrawn, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await keepWithdrawn(tx, message.creatorId, message.payload, deps.clock.now());
    });
  }),
];
