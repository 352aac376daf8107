// A download's address never changes: each request, each range of it too, gets a fresh address of the object store for
// a few minutes, so that three hours on 2G end with the whole file.
import { accessPaused, fileNotReady, linkTooOld } from '@windsurf/contracts/delivery';
import { newId } from '@windsurf/db/ids';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { kindFacts } from '../files/file-kinds.ts';
import { nameWithEnding } from '../files/file-names.ts';
import { countRequest, insertSession, lockOwnedFile } from './downloads.queries.ts';

const sessionMs = 24 * 3_600_000;
const addressLifeSeconds = 300;

/**
 * Where the file can be fetched now. A GET belongs to a download session: the first one opens it for 24 hours, whatever
 * comes within it is the same download. Throws the same 404 for every link that opens nothing, 409 while the file is
 * being checked, 403 while access is paused.
 */
export async function downloadAddress(
  deps: Deps,
  token: string,
  fileId: string,
  method: 'GET' | 'HEAD',
): Promise<string> {
  const { creatorId, entitlement, files } = await openByToken(deps, token);
  const file = files.find((f) => f.fileId === fileId);
  if (!file) throw linkTooOld();
  if (entitlement.state === 'paused') throw accessPaused();
  const facts = kindFacts(file.kind);
  if (file.state !== 'ready' || !facts) throw fileNotReady({}, { retryAfter: 60 });
  if (method === 'GET') {
    const now = deps.clock.now();
    const of = { creatorId, entitlementId: entitlement.id, fileId };
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      if (await countRequest(tx, of, now)) return;
      await lockOwnedFile(tx, of);
      if (await countRequest(tx, of, now)) return;
      await insertSession(tx, { ...of, id: newId(), openedAt: now, endsAt: new Date(now.getTime() + sessionMs) });
    });
  }
  const name = nameWithEnding(file.name, facts.endings);
  return await deps.blob.signDownload(`${creatorId}/${fileId}`, name, facts.mime, addressLifeSeconds, method);
}
