import type { EventType } from '@windsurf/contracts/event';
import { membershipChanged, membershipDue, membershipPriceAnnounced } from '@windsurf/contracts/payments-memberships';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, EventMessage, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendMembership, writeMembership } from './memberships.ts';
import type { Notice } from './memberships.ts';

export const membershipConsumers = (deps: Deps): Consumer[] => [
  on(membershipDue, async (message) => {
    const { membershipId, buyerId, until: day } = message.payload;
    await write(deps, message, { membershipId, buyerId, news: 'due', day });
  }),
  on(membershipChanged, async (message) => {
    const { membershipId, buyerId, what, until: day } = message.payload;
    // Who joins has her receipt.
    await write(deps, message, what === 'renewed' ? { membershipId, buyerId, news: 'renewed', day } : undefined);
  }),
  on(membershipPriceAnnounced, async (message) => {
    const { membershipId, buyerId, fromAt: day, monthSantim } = message.payload;
    await write(deps, message, { membershipId, buyerId, news: 'price', day, monthSantim });
  }),
];

export const membershipJobs = (deps: Deps): Jobber[] => [
  work(writeMembership, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a membership is a creator’s');
    await sendMembership(deps, creatorId, payload);
  }),
];

async function write<E extends EventType>(
  deps: Deps,
  message: EventMessage<E>,
  notice: Omit<Notice, 'about'> | undefined,
): Promise<void> {
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message)) || notice === undefined) return;
    await enqueue(tx, writeMembership, message.key, { about: message.key, ...notice });
  });
}
