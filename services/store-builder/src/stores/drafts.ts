// Saving the draft. Nothing is ever overwritten silently: whoever saves over a newer draft is shown it.
import { changedElsewhere } from '@windsurf/contracts/problem';
import { noStoreYet } from '@windsurf/contracts/store-problems';
import type { Draft, PageContent } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../deps.ts';
import { findDraft, writeDraft } from './stores.queries.ts';
import { updateCreatorReadiness } from '../trust/standing.ts';
import { draftView } from './stores.ts';
import { acceptContent } from './content-rules.ts';

/** Throws 422 for content that breaks a rule, 409 changed-elsewhere with the other draft as `current`. */
export async function saveDraft(
  deps: Deps,
  creatorId: CreatorId,
  input: { baseVersion: number; content: PageContent },
): Promise<Draft> {
  const content = acceptContent(input.content);
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const saved = await writeDraft(tx, creatorId, input.baseVersion, content, now);
    if (saved) {
      await updateCreatorReadiness(deps, tx, creatorId);
      return draftView(saved);
    }
    const current = await findDraft(tx, creatorId);
    if (!current) throw noStoreYet();
    // The same content again: the answer to the first try was lost on the way.
    if (isDeepStrictEqual(current.content, content)) return draftView(current);
    throw changedElsewhere({}, { extra: { current: draftView(current) } });
  });
}
