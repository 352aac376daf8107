import { requestChanged, requestReceived } from '@windsurf/contracts/delivery-desk';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendRequest, sendRequestState, writeRequest, writeRequestState } from './requests.ts';

export const requestConsumers = (deps: Deps): Consumer[] => [
  on(requestReceived, async (message) => {
    const { entitlementId, productId, dueAt } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeRequest, entitlementId, { entitlementId, productId, dueAt });
    });
  }),
  on(requestChanged, async (message) => {
    const { entitlementId, buyerId, lang, state } = message.payload;
    if (state === 'declined') return;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeRequestState, `${entitlementId}:${state}`, { entitlementId, buyerId, lang, state });
    });
  }),
];

export const requestJobs = (deps: Deps): Jobber[] => [
  work(writeRequest, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a request is a creator’s');
    await sendRequest(deps, creatorId, payload);
  }),
  work(writeRequestState, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a request is a creator’s');
    await sendRequestState(deps, creatorId, payload);
  }),
];
