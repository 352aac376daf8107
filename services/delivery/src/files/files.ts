// Files go from the creator's phone straight to the object store, in parts that can be sent again one by one.
import type { ArrivedPart } from '@windsurf/blob/blob';
import {
  fileComplete,
  fileEmpty,
  fileKindRefused,
  fileNotComplete,
  fileRefused,
  fileTooLarge,
  partsUnknown,
  uploadEnded,
} from '@windsurf/contracts/delivery';
import type { FileView } from '@windsurf/contracts/delivery';
import { notFound } from '@windsurf/contracts/problem';
import type { Words } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { emit } from '@windsurf/messages/emit';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { checkJob } from './file-check.ts';
import { humanSize, safeName } from './file-names.ts';
import { deleteUnfinished, findFile, insertFile, markChecking, markRefused, newestFiles } from './files.queries.ts';
import type { FileRow, RefusedReason } from './files.queries.ts';

/** S3 takes no smaller part but the last: on a 2G line a lost part is a quarter of an hour, not more. */
export const partBytes = 5 * 1024 * 1024;
export const mostBytes = 2_000_000_000;
/** As long as the role that signs is surely good for; a slower upload asks for new addresses. */
const partLifeSeconds = 3600;
const mostSigned = 100;

type Part = { number: number; url: string };
const keyOf = (creatorId: CreatorId, fileId: string): string => `${creatorId}/${fileId}`;
const partsOf = (file: FileRow): number => Math.ceil(file.declaredBytes / file.partBytes);
const sizeOfPart = (file: FileRow, number: number): number =>
  number < partsOf(file) ? file.partBytes : file.declaredBytes - (partsOf(file) - 1) * file.partBytes;

const refusals: Readonly<Record<RefusedReason, Words>> = {
  empty: fileEmpty.says,
  kind: fileKindRefused.says,
  size: words.refusedSize,
  hash: words.refusedHash,
  lost: words.refusedLost,
};

function viewOf(file: FileRow, arrived: readonly ArrivedPart[], lang: Language): FileView {
  return {
    id: file.id,
    name: file.name,
    sizeBytes: file.sizeBytes ?? file.declaredBytes,
    kind: file.kind,
    sha256: file.sha256,
    state: file.state,
    detail: file.reason === null ? null : say(refusals[file.reason], lang),
    partSizeBytes: file.partBytes,
    // A part of another length does not count: sending it again heals it.
    arrivedParts: arrived.filter((p) => p.sizeBytes === sizeOfPart(file, p.number)).map((p) => p.number),
    createdAt: file.createdAt.toISOString(),
  };
}

async function arrivedOf(deps: Deps, creatorId: CreatorId, file: FileRow): Promise<ArrivedPart[]> {
  if (file.state !== 'uploading' || file.uploadId === null) return [];
  return (await deps.blob.arrivedParts(keyOf(creatorId, file.id), file.uploadId)) ?? [];
}

async function signAll(
  deps: Deps,
  creatorId: CreatorId,
  file: FileRow,
  uploadId: string,
  numbers: readonly number[],
): Promise<Part[]> {
  const key = keyOf(creatorId, file.id);
  return await Promise.all(
    numbers.map(async (number) => ({ number, url: await deps.blob.signPart(key, uploadId, number, partLifeSeconds) })),
  );
}

async function ownFile(deps: Deps, creatorId: CreatorId, id: string): Promise<FileRow> {
  const file = await deps.tenancy.inCreator(creatorId, async (tx) => await findFile(tx, creatorId, id));
  if (!file) throw notFound();
  return file;
}

export type Begun = { file: FileView; parts: Part[]; notice: string | null };

/** Throws 422 for an empty file and 413 for one that is too large. `id` is for demo data, which wants fixed ids. */
export async function beginUpload(
  deps: Deps,
  creatorId: CreatorId,
  input: { name: string; sizeBytes: number; lang: Language },
  id = newId(),
): Promise<Begun> {
  if (input.sizeBytes === 0) throw fileEmpty({}, { pointer: '/sizeBytes' });
  if (input.sizeBytes > mostBytes) {
    throw fileTooLarge(
      { size: humanSize(input.sizeBytes), limit: humanSize(mostBytes) },
      { pointer: '/sizeBytes', extra: { limitBytes: mostBytes } },
    );
  }
  const { name, changed } = safeName(input.name);
  const key = keyOf(creatorId, id);
  const { uploadId } = await deps.blob.beginMultipart(key, 'application/octet-stream');
  try {
    const createdAt = deps.clock.now();
    const file = await deps.tenancy.inCreator(creatorId, async (tx) => {
      const made = { id, creatorId, name, declaredBytes: input.sizeBytes, partBytes, uploadId, createdAt };
      return await insertFile(tx, made);
    });
    const first = Array.from({ length: Math.min(partsOf(file), mostSigned) }, (_, i) => i + 1);
    const parts = await signAll(deps, creatorId, file, uploadId, first);
    return {
      file: viewOf(file, [], input.lang),
      parts,
      notice: changed ? say(words.renamed, input.lang, { name }) : null,
    };
  } catch (error) {
    // Nobody knows this upload; the bucket's own rule would end it after a week.
    await deps.blob.abortMultipart(key, uploadId).catch(() => undefined);
    throw error;
  }
}

/** Fresh addresses. Throws 404, 409 when the upload is over, 422 for a part that the file does not have. */
export async function signParts(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  numbers: readonly number[],
): Promise<Part[]> {
  const file = await ownFile(deps, creatorId, id);
  if (file.state === 'refused') throw uploadEnded();
  if (file.state !== 'uploading' || file.uploadId === null) throw fileComplete();
  const count = partsOf(file);
  if (numbers.some((n) => n > count)) throw partsUnknown({ count }, { pointer: '/numbers' });
  if ((await deps.blob.arrivedParts(keyOf(creatorId, id), file.uploadId)) === undefined) throw uploadEnded();
  return await signAll(deps, creatorId, file, file.uploadId, [...new Set(numbers)]);
}

/** Throws the same 404 for an absent and for a foreign file. */
export async function readFile(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<FileView> {
  const file = await ownFile(deps, creatorId, id);
  return viewOf(file, await arrivedOf(deps, creatorId, file), lang);
}

/** The 200 newest; the object store is asked about the ten newest uploads only. */
export async function listFiles(deps: Deps, creatorId: CreatorId, lang: Language): Promise<FileView[]> {
  const files = await deps.tenancy.inCreator(creatorId, async (tx) => await newestFiles(tx, creatorId, 200));
  const asked = new Set(files.filter((f) => f.state === 'uploading').slice(0, 10));
  return await Promise.all(
    files.map(async (file) => viewOf(file, asked.has(file) ? await arrivedOf(deps, creatorId, file) : [], lang)),
  );
}

/** Throws 409 unless the object is there: an earlier try may have made it and lost its answer. */
async function assertThere(deps: Deps, key: string): Promise<true> {
  if ((await deps.blob.sizeOf(key)) === undefined) throw uploadEnded();
  return true;
}

/** What the object store has, put together there. False: parts of another length came, so this is another file. */
async function putTogether(deps: Deps, creatorId: CreatorId, file: FileRow, uploadId: string): Promise<boolean> {
  const key = keyOf(creatorId, file.id);
  const arrived = await deps.blob.arrivedParts(key, uploadId);
  if (arrived === undefined) return await assertThere(deps, key);
  const known = new Set(arrived.map((p) => p.number));
  const missing = Array.from({ length: partsOf(file) }, (_, i) => i + 1).filter((n) => !known.has(n));
  if (missing.length > 0) {
    const named = missing.length > 12 ? `${missing.slice(0, 12).join(', ')}…` : missing.join(', ');
    throw fileNotComplete({ missing: named }, { extra: { missing } });
  }
  const fits = arrived.length === partsOf(file) && arrived.every((p) => p.sizeBytes === sizeOfPart(file, p.number));
  if (!fits) {
    await deps.blob.abortMultipart(key, uploadId);
    return false;
  }
  return (await deps.blob.completeMultipart(key, uploadId, arrived)) || (await assertThere(deps, key));
}

/**
 * All parts have arrived: the check begins. Twice is once. Throws 404, or 409 naming the parts that are missing; parts
 * of another length than was said make it a refused file, in the answer.
 */
export async function completeUpload(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  input: { sha256: string | null; lang: Language },
): Promise<FileView> {
  const file = await ownFile(deps, creatorId, id);
  if (file.state !== 'uploading' || file.uploadId === null) return viewOf(file, [], input.lang);
  const whole = await putTogether(deps, creatorId, file, file.uploadId);
  const now = deps.clock.now();
  const changed = await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (!whole) {
      const refused = await markRefused(tx, creatorId, id, { reason: 'size', checkedAt: now });
      if (refused) await emit(tx, fileRefused, id, { fileId: id, reason: 'size' });
      return refused;
    }
    const checking = await markChecking(tx, creatorId, id, input.sha256);
    if (checking) await enqueue(tx, checkJob, id, { fileId: id });
    return checking;
  });
  return viewOf(changed ?? (await ownFile(deps, creatorId, id)), [], input.lang);
}

/** Gives up an upload, or forgets a refused file. Throws 404, or 409 for a file that has arrived. */
export async function abortUpload(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const file = await ownFile(deps, creatorId, id);
  const gone = await deps.tenancy.inCreator(creatorId, async (tx) => await deleteUnfinished(tx, creatorId, id));
  if (!gone) throw fileComplete();
  if (file.uploadId !== null) await deps.blob.abortMultipart(keyOf(creatorId, id), file.uploadId);
  // A completion whose answer was lost may have left the whole object.
  await deps.blob.remove(keyOf(creatorId, id));
}
