// A download's address never changes: each request, each range of it too, gets a fresh address of the object store for
// a few minutes, so that three hours on 2G end with the whole file.
import { accessEnded, accessPaused, fileNotReady, linkTooOld } from '@windsurf/contracts/delivery';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { accessOf, openByToken } from '../entitlements/entitlements.ts';
import { inLanguage } from '@windsurf/html/page';
import { isWaiting } from '../preorders/preorders.ts';
import { kindFacts } from '../files/file-kinds.ts';
import { nameWithEnding } from '../files/file-names.ts';
import { countQuery, insertSession, lockOwnedFile } from './downloads.queries.ts';

const sessionMs = 24 * 3_600_000;
const addressLifeSeconds = 300;

type Of = { creatorId: string; entitlementId: string; fileId: string };

async function countDownload(deps: Deps, creatorId: CreatorId, of: Of): Promise<void> {
  const now = deps.clock.now();
  // Nearly every request belongs to a session that is open: one trip.
  const [[counted]] = await deps.tenancy.batchInCreator(creatorId, [
    countQuery(deps.tenancy.compile, of, now).compile(),
  ]);
  if (counted !== undefined && counted.numUpdatedRows > 0n) return;
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockOwnedFile(tx, of);
    const { numUpdatedRows } = await countQuery(tx, of, now).executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    await insertSession(tx, { ...of, id: newId(), openedAt: now, endsAt: new Date(now.getTime() + sessionMs) });
  });
}

/**
 * Where the file can be fetched now; for what is not out yet the page that says when. A GET belongs to a download session: the first one opens it for 24 hours, whatever
 * comes within it is the same download. Throws the same 404 for every link that opens nothing, 409 while the file is
 * being checked, 403 while access is paused or when it has ended.
 */
export async function downloadAddress(
  deps: Deps,
  token: string,
  fileId: string,
  method: 'GET' | 'HEAD',
): Promise<{ readonly url: string; readonly served: boolean }> {
  const { creatorId, entitlement, files } = await openByToken(deps, token);
  // Before its day every address of it leads to the page that says when, whatever files its creator has put there.
  if (isWaiting(entitlement))
    return { url: inLanguage(deps.links.receiptPath(entitlement.id), entitlement.lang), served: false };
  const file = files.find((f) => f.fileId === fileId);
  if (!file) throw linkTooOld();
  // Asked for each range of it: what is closed is closed within a running download too.
  const access = accessOf(entitlement);
  if (access === 'paused') throw accessPaused();
  if (access === 'revoked') throw accessEnded();
  const facts = kindFacts(file.kind);
  if (file.state !== 'ready' || !facts) throw fileNotReady({}, { retryAfter: 60 });
  if (method === 'GET') await countDownload(deps, creatorId, { creatorId, entitlementId: entitlement.id, fileId });
  const name = nameWithEnding(file.name, facts.endings);
  const url = await deps.blob.signDownload(`${creatorId}/${fileId}`, name, facts.mime, addressLifeSeconds, method);
  return { url, served: true };
}
