import { storePublished } from '@windsurf/contracts/store';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { rememberSpace } from './spaces.ts';

export const spaceConsumers = ({ tenancy, clock }: Pick<Deps, 'tenancy' | 'clock'>): Consumer[] => [
  on(storePublished, async (message) => {
    const { creatorId, payload } = message;
    await tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { handle, displayName, lang, number } = payload;
      await rememberSpace(tx, creatorId, { handle, displayName, lang, number, publishedAt: clock.now() });
    });
  }),
];
