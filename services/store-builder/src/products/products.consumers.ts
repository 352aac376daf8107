import { fileReady, fileRefused } from '@windsurf/contracts/delivery';
import { releaseChanged } from '@windsurf/contracts/delivery-preorders';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { changePublic } from '../stores/public-changes.ts';
import { hearRelease, recordFile } from './products.ts';

export function productConsumers(deps: Deps): Consumer[] {
  return [
    on(fileReady, async (message) => {
      const { fileId: id, kind, sizeBytes } = message.payload;
      await deps.tenancy.inCreator(message.creatorId, async (tx) => {
        if (!(await onceIn(tx, message))) return;
        await recordFile(deps, tx, message.creatorId, { id, state: 'ready', kind, sizeBytes });
      });
    }),
    on(fileRefused, async (message) => {
      await deps.tenancy.inCreator(message.creatorId, async (tx) => {
        if (!(await onceIn(tx, message))) return;
        const refused = { id: message.payload.fileId, state: 'refused', kind: null, sizeBytes: null } as const;
        await recordFile(deps, tx, message.creatorId, refused);
      });
    }),
    on(releaseChanged, async (message) => {
      const { productId, state, at } = message.payload;
      await changePublic(deps, message.creatorId, async (tx) => {
        if (!(await onceIn(tx, message))) return false;
        await hearRelease(deps, tx, message.creatorId, { productId, state, at: new Date(at) });
        return true;
      });
    }),
  ];
}
