import { orderPaid } from '@windsurf/contracts/payments';
import { productPublished, productPublishedAhead, productPublishedTyped } from '@windsurf/contracts/store';
import type { PublishedProduct } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { hearPart } from '../instalments/instalments.ts';
import { keepTitle } from './sales.queries.ts';
import { sendSale, writeSale } from './sales.ts';

async function hearTitle(deps: Deps, creatorId: CreatorId, published: PublishedProduct): Promise<void> {
  const { productId, version, title } = published;
  await deps.tenancy.inCreator(creatorId, async (tx) => await keepTitle(tx, { productId, version, title }));
}

export const saleConsumers = (deps: Deps): Consumer[] => [
  on(productPublished, async ({ creatorId, payload }) => await hearTitle(deps, creatorId, payload)),
  on(productPublishedTyped, async ({ creatorId, payload }) => await hearTitle(deps, creatorId, payload)),
  on(productPublishedAhead, async ({ creatorId, payload }) => await hearTitle(deps, creatorId, payload)),
  on(orderPaid, async (message) => {
    const { orderId, productId, netSantim } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeSale, orderId, { orderId, productId, netSantim });
      await hearPart(tx, message.payload);
    });
  }),
];

export const saleJobs = (deps: Deps): Jobber[] => [
  work(writeSale, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a sale is a creator’s');
    await sendSale(deps, creatorId, payload);
  }),
];
