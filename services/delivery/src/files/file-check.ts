// The bytes are looked at once, as a stream: how many, what they are, and their hash. Nothing is believed before.
import { createHash } from 'node:crypto';
import { Type as T } from 'typebox';
import { fileReady, fileRefused } from '@windsurf/contracts/delivery';
import { Id } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { job } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { followFile } from '../preorders/preorders.ts';
import { headBytes, kindOf, textWatch } from './file-kinds.ts';
import type { Kind } from './file-kinds.ts';
import { findFile, markReady, markRefused } from './files.queries.ts';
import type { FileRow, RefusedReason } from './files.queries.ts';

export const checkJob = job('file.check', T.Object({ fileId: Id }));

type Facts = { sizeBytes: number; sha256: string; kind: Kind | undefined };
type Verdict =
  | { ok: true; sizeBytes: number; sha256: string; kind: Kind }
  | { ok: false; reason: RefusedReason; sizeBytes: number };

async function lookAt(deps: Deps, key: string, signal: AbortSignal): Promise<Facts | undefined> {
  const object = await deps.blob.get(key, undefined, signal);
  if (!object) return undefined;
  const hash = createHash('sha256');
  const text = textWatch();
  const head: Uint8Array[] = [];
  let headSize = 0;
  let sizeBytes = 0;
  for await (const piece of object.body) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    text.see(chunk);
    sizeBytes += chunk.length;
    if (headSize < headBytes) {
      head.push(chunk.subarray(0, headBytes - headSize));
      headSize += chunk.length;
    }
  }
  const kind = sizeBytes === 0 ? undefined : await kindOf(Buffer.concat(head), text.isText());
  return { sizeBytes, sha256: hash.digest('hex'), kind };
}

function judge(file: FileRow, facts: Facts | undefined): Verdict {
  if (!facts) return { ok: false, reason: 'lost', sizeBytes: 0 };
  const { sizeBytes, sha256, kind } = facts;
  const no = (reason: RefusedReason): Verdict => ({ ok: false, reason, sizeBytes });
  if (sizeBytes === 0) return no('empty');
  if (sizeBytes !== file.declaredBytes) return no('size');
  if (file.declaredSha256 !== null && file.declaredSha256 !== sha256) return no('hash');
  return kind === undefined ? no('kind') : { ok: true, sizeBytes, sha256, kind };
}

/** Does nothing for a file that is in another state by now, so it may run as often as it likes. */
export async function checkFile(deps: Deps, creatorId: CreatorId, fileId: string, signal: AbortSignal): Promise<void> {
  const file = await deps.tenancy.inCreator(creatorId, async (tx) => await findFile(tx, creatorId, fileId));
  const key = `${creatorId}/${fileId}`;
  if (file?.state === 'refused') await deps.blob.remove(key);
  if (file?.state !== 'checking') return;
  const verdict = judge(file, await lookAt(deps, key, signal));
  const checkedAt = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (verdict.ok) {
      const { sizeBytes, kind, sha256 } = verdict;
      if (!(await markReady(tx, creatorId, fileId, { sizeBytes, kind, sha256, checkedAt }))) return;
      await emit(tx, fileReady, fileId, { fileId, kind, sizeBytes, sha256 });
      await followFile(tx, creatorId, fileId);
      return;
    }
    const { reason, sizeBytes } = verdict;
    if (!(await markRefused(tx, creatorId, fileId, { reason, sizeBytes, checkedAt }))) return;
    await emit(tx, fileRefused, fileId, { fileId, reason });
  });
  if (!verdict.ok) await deps.blob.remove(key);
}
