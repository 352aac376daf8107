// The uploader's hands in a browser: the API, the object store, the kept record, the network's return.
import { abortUpload, beginUpload, completeUpload, readFile, signParts } from '@windsurf/contracts/delivery';
import { del, get, set } from 'idb-keyval';
import { call } from '../api.ts';
import type { Slot } from './kept-slot.ts';
import { createUploader, type Kept, type PutAnswer, type Uploader, type UploaderDeps } from './uploader.ts';

const keyOf = (slot: Slot): string => `upload ${slot}`;

export const readKeptUpload = async (slot: Slot): Promise<Kept | undefined> =>
  await get<Kept>(keyOf(slot)).catch(() => undefined);

/** A new product got its id: its upload goes with it. */
export async function moveKeptUpload(from: Slot, to: Slot): Promise<void> {
  const kept = await readKeptUpload(from);
  if (kept === undefined) return;
  await set(keyOf(to), kept).catch(() => undefined);
  await del(keyOf(from)).catch(() => undefined);
}

/** fetch cannot say how far an upload is, so this is the older way. */
function put(url: string, bytes: Blob, progress: (loaded: number) => void, signal: AbortSignal): Promise<PutAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const given = (): void => request.abort();
    const end = (answer: PutAnswer): void => {
      signal.removeEventListener('abort', given);
      resolve(answer);
    };
    request.open('PUT', url);
    request.timeout = 180_000;
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return end('arrived');
      return end(request.status === 403 || request.status === 400 ? 'sign' : 'again');
    };
    for (const failed of ['onerror', 'ontimeout', 'onabort'] as const) request[failed] = () => end('again');
    signal.addEventListener('abort', given);
    request.send(bytes);
  });
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    }
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });

export function browserUploader(slot: () => Slot, told: UploaderDeps['told']): Uploader {
  return createUploader({
    begin: (name, sizeBytes) => call(beginUpload, { body: { name, sizeBytes } }),
    sign: async (id, numbers) => (await call(signParts, { params: { id }, body: { numbers: [...numbers] } })).parts,
    complete: (id) => call(completeUpload, { params: { id }, body: {} }),
    read: (id) => call(readFile, { params: { id } }),
    abort: async (id) => {
      await call(abortUpload, { params: { id } });
    },
    put,
    wait,
    keep: (kept) => {
      set(keyOf(slot()), kept).catch(() => undefined);
    },
    forget: () => {
      del(keyOf(slot())).catch(() => undefined);
    },
    told,
  });
}
