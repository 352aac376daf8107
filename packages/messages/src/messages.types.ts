// Uses that must not compile; each line below an expectation was seen to fail for its own reason.
import type { BuyerTx, CreatorTx, PlatformTx, PublicTx } from '@windsurf/db/tenancy';
import { onceIn } from './consume.ts';
import type { Once } from './consume.ts';
import { emit } from './emit.ts';
import { enqueue } from './job.ts';
import { orderPaid, settleCheck } from './lab.ts';

type Scopes = {
  creator: CreatorTx<unknown>;
  buyer: BuyerTx<unknown>;
  public: PublicTx<unknown>;
  platform: PlatformTx<unknown>;
};

export async function mustNotCompile(tx: Scopes, message: { once: Once }): Promise<void> {
  await emit(tx.creator, orderPaid, 'key', { order: 'o' });
  // @ts-expect-error a buyer's transaction has no creator
  await emit(tx.buyer, orderPaid, 'key', { order: 'o' });
  // @ts-expect-error nor has the platform's
  await emit(tx.platform, orderPaid, 'key', { order: 'o' });
  // @ts-expect-error the payload is the event's
  await emit(tx.creator, orderPaid, 'key', { sum: 1 });
  await enqueue(tx.creator, settleCheck, 'key', { order: 'o' });
  await enqueue(tx.platform, settleCheck, 'key', { order: 'o' });
  // @ts-expect-error readers of public pages put no work off
  await enqueue(tx.public, settleCheck, 'key', { order: 'o' });
  // @ts-expect-error an event is not a job
  await enqueue(tx.creator, orderPaid, 'key', { order: 'o' });
  await onceIn(tx.creator, message);
  // @ts-expect-error claims belong to a creator
  await onceIn(tx.platform, message);
}
