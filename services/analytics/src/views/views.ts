import { verifyPageToken } from '@windsurf/access/page-token';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { dayOf, storePage } from '../summaries/summaries.ts';
import { visitorOf } from '@windsurf/visitors/visitor-class';
import type { Visit } from '@windsurf/visitors/visitor-class';

/**
 * Counts a view of the page that the token names. A token that is forged, too old or none counts nothing, and its sender
 * is not told. Returns whether it was counted; the row follows within 250 ms.
 */
export function recordView(deps: Deps, token: unknown, visit: Visit): boolean {
  const at = deps.clock.now();
  const page = typeof token === 'string' ? verifyPageToken(deps.pageTokenKey, token, at) : undefined;
  if (!page) return false;
  const productId = page.productId ?? storePage;
  return deps.views.add(asCreatorId(page.creatorId), {
    id: newId(),
    at,
    day: dayOf(at),
    productId,
    ...visitorOf(visit),
  });
}
