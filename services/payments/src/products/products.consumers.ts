import { productPublished, productWithdrawn } from '@windsurf/contracts/store';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { keepPublished, keepWithdrawn } from './products.ts';

export const productConsumers = (deps: Deps): readonly Consumer[] => [
  on(productPublished, async (message) => {
    const { productId, version, title, priceSantim, currency, slug, handle, storeName, coverUrl, fileId } =
      message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const product = { version, title, priceSantim, currency, slug, handle, storeName, coverUrl, fileId };
      await keepPublished(tx, { id: productId, ...product }, deps.clock.now());
    });
  }),
  on(productWithdrawn, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await keepWithdrawn(tx, message.creatorId, message.payload, deps.clock.now());
    });
  }),
];
