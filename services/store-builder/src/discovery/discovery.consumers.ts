import {
  productPublished,
  productPublishedAhead,
  productPublishedTyped,
  productWithdrawn,
  storePublished,
} from '@windsurf/contracts/store';
import { on } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { listProduct, listStore } from './discovery.ts';

/** What was said is read from the public tables as they are now: the same message again, or an older one, does no harm. */
export function discoveryConsumers(deps: Deps): Consumer[] {
  return [
    on(storePublished, async ({ creatorId }) => await listStore(deps, creatorId)),
    on(productPublished, async ({ creatorId, payload }) => await listProduct(deps, creatorId, payload.productId)),
    on(productPublishedTyped, async ({ creatorId, payload }) => await listProduct(deps, creatorId, payload.productId)),
    on(productPublishedAhead, async ({ creatorId, payload }) => await listProduct(deps, creatorId, payload.productId)),
    on(productWithdrawn, async ({ creatorId, payload }) => await listProduct(deps, creatorId, payload.productId)),
  ];
}
