import { productPublished, productWithdrawn } from '@windsurf/contracts/store';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { giveLateFile } from '../entitlements/entitlements.ts';
import { forgetOffer, rememberProduct } from './products.ts';

export const productConsumers = (deps: Deps): readonly Consumer[] => [
  on(productPublished, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { productId, fileId } = message.payload;
      const newest = await rememberProduct(tx, message.creatorId, message.payload);
      if (!newest || fileId === null) return;
      const given = await giveLateFile(tx, message.creatorId, productId, fileId);
      if (given > 0) deps.log.info({ productId, given }, 'a late file reached those who had bought the product');
    });
  }),
  on(productWithdrawn, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await forgetOffer(tx, message.creatorId, message.payload.productId, message.payload.version);
    });
  }),
];
