// A file on its way: straight to the object store, part by part, through cuts, pauses and reloads.
import type { FileView } from '@windsurf/contracts/delivery';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { type Fingerprint, fingerprintOf, missingParts, percentOf, rangeOf, sameFile } from './upload-plan.ts';

export type UploadState =
  | { readonly kind: 'none' }
  | { readonly kind: 'starting'; readonly name: string }
  | { readonly kind: 'sending'; readonly name: string; readonly percent: number }
  | { readonly kind: 'paused'; readonly name: string; readonly percent: number }
  /** The network is gone; it goes on by itself. */
  | { readonly kind: 'stalled'; readonly name: string; readonly percent: number }
  /** The page was closed meanwhile: the same file has to be chosen again. `other` after a different one was. */
  | { readonly kind: 'interrupted'; readonly name: string; readonly percent: number; readonly other: boolean }
  | { readonly kind: 'checking'; readonly name: string }
  | { readonly kind: 'ready'; readonly file: FileView }
  /** Says why, in the reader's language; empty where only "cannot be read" is known. */
  | { readonly kind: 'refused'; readonly name: string; readonly problem: ApiProblem | string };

export type SignedPart = { readonly number: number; readonly url: string };
export type Kept = { readonly fileId: string; readonly print: Fingerprint };
/** How the store answered a part: `again` is worth another try, `sign` needs a fresh address. */
export type PutAnswer = 'arrived' | 'sign' | 'again';
type Bytes = Pick<File, 'name' | 'size' | 'lastModified' | 'slice'>;

export type UploaderDeps = {
  begin(name: string, sizeBytes: number): Promise<{ file: FileView; parts: readonly SignedPart[] }>;
  sign(fileId: string, numbers: readonly number[]): Promise<readonly SignedPart[]>;
  complete(fileId: string): Promise<FileView>;
  read(fileId: string): Promise<FileView>;
  abort(fileId: string): Promise<void>;
  put(url: string, bytes: Blob, progress: (loaded: number) => void, signal: AbortSignal): Promise<PutAnswer>;
  /** Resolves after `ms`, or earlier when the network is back or the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  keep(kept: Kept): void;
  forget(): void;
  told(state: UploadState, fileId: string | undefined): void;
};

export type Uploader = {
  choose(file: Bytes): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  cancel(): Promise<void>;
  /** After a reload: what was kept on this phone. */
  pickUp(kept: Kept): Promise<void>;
  /** A file that a product already has. */
  show(fileId: string): Promise<void>;
  stop(): void;
};

const WAITS = [1000, 2000, 5000, 10_000, 30_000] as const;
const POLLS = [700, 1000, 1500, 2000, 3000, 5000] as const;
const AT_ONCE = 2;
const SIGN_AT_ONCE = 20;
const step = (steps: readonly number[], at: number): number => steps[Math.min(at, steps.length - 1)] ?? 5000;

export function createUploader(deps: UploaderDeps): Uploader {
  let view: FileView | undefined;
  let source: Bytes | undefined;
  let waitsFor: Kept | undefined;
  let arrived = new Set<number>();
  let urls = new Map<number, string>();
  let stop = new AbortController();

  const tell = (state: UploadState): void => deps.told(state, view?.id);
  const name = (): string => view?.name ?? source?.name ?? '';
  const percent = (underway = 0): number => (view === undefined ? 0 : percentOf(view, arrived, underway));
  const restart = (): AbortSignal => {
    stop.abort();
    stop = new AbortController();
    return stop.signal;
  };
  const refuse = (problem: ApiProblem | string): void => {
    deps.forget();
    tell({ kind: 'refused', name: name(), problem });
  };

  /** Asks until it succeeds or the server says no. Undefined when it was called off. */
  async function ask<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      try {
        return await work();
      } catch (error) {
        const problem = asProblem(error);
        if (!problem.offline && problem.status < 500 && problem.status !== 429) throw problem;
        if (signal.aborted) return undefined;
        tell({ kind: 'stalled', name: name(), percent: percent() });
        await deps.wait(step(WAITS, turn), signal);
      }
    }
    return undefined;
  }

  async function send(file: FileView, bytes: Bytes, signal: AbortSignal): Promise<void> {
    const queue = missingParts({ ...file, arrivedParts: [...arrived] });
    const underway = new Map<number, number>();
    const progress = (): void => {
      if (signal.aborted) return;
      tell({
        kind: 'sending',
        name: name(),
        percent: percent([...underway.values()].reduce((sum, each) => sum + each, 0)),
      });
    };
    const one = async (number: number): Promise<void> => {
      const { from, to } = rangeOf(file, number);
      for (let turn = 0; !signal.aborted; turn += 1) {
        let url = urls.get(number);
        if (url === undefined) {
          const near = [number, ...queue].slice(0, SIGN_AT_ONCE);
          const parts = await ask(() => deps.sign(file.id, near), signal);
          for (const part of parts ?? []) urls.set(part.number, part.url);
          url = urls.get(number);
          if (url === undefined) return;
        }
        const answer = await deps.put(
          url,
          bytes.slice(from, to),
          (loaded) => {
            underway.set(number, loaded);
            progress();
          },
          signal,
        );
        underway.delete(number);
        // What has arrived has arrived, even if it was called off meanwhile.
        if (answer === 'arrived') arrived.add(number);
        if (signal.aborted) return;
        if (answer === 'arrived') return progress();
        if (answer === 'sign') urls.delete(number);
        if (answer === 'again') tell({ kind: 'stalled', name: name(), percent: percent() });
        // An address that is refused again and again is asked for more and more slowly.
        if (answer === 'again' || turn > 0) await deps.wait(step(WAITS, turn), signal);
      }
    };
    const lane = async (): Promise<void> => {
      for (let number = queue.shift(); number !== undefined && !signal.aborted; number = queue.shift())
        await one(number);
    };
    progress();
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  async function run(file: FileView, bytes: Bytes): Promise<void> {
    const signal = restart();
    try {
      await send(file, bytes, signal);
      if (signal.aborted) return;
      await settle(await ask(() => deps.complete(file.id), signal), signal);
    } catch (error) {
      if (!signal.aborted) refuse(asProblem(error));
    }
  }

  /** Waits until the server knows what the file is. */
  async function settle(first: FileView | undefined, signal: AbortSignal): Promise<void> {
    let file = first;
    for (let turn = 0; file !== undefined && !signal.aborted; turn += 1) {
      view = file;
      if (file.state === 'ready') {
        deps.forget();
        return tell({ kind: 'ready', file });
      }
      if (file.state === 'refused') return refuse(file.detail ?? '');
      tell({ kind: 'checking', name: file.name });
      await deps.wait(step(POLLS, turn), signal);
      const { id } = file;
      file = await ask(() => deps.read(id), signal);
    }
  }

  async function begin(file: Bytes): Promise<void> {
    const signal = restart();
    [view, source, waitsFor, arrived, urls] = [undefined, file, undefined, new Set(), new Map()];
    tell({ kind: 'starting', name: file.name });
    try {
      const answer = await ask(() => deps.begin(file.name, file.size), signal);
      if (answer === undefined) return;
      view = answer.file;
      urls = new Map(answer.parts.map((part) => [part.number, part.url]));
      deps.keep({ fileId: view.id, print: fingerprintOf(file) });
      await run(view, file);
    } catch (error) {
      if (!signal.aborted) refuse(asProblem(error));
    }
  }

  async function open(fileId: string, kept: Kept | undefined): Promise<void> {
    const signal = restart();
    try {
      const file = await ask(() => deps.read(fileId), signal);
      if (file === undefined) return;
      view = file;
      arrived = new Set(file.arrivedParts);
      if (file.state !== 'uploading') return await settle(file, signal);
      waitsFor = kept;
      tell({ kind: 'interrupted', name: file.name, percent: percent(), other: false });
    } catch {
      // It was given up, or belongs to nobody: nothing to go on with.
      if (signal.aborted) return;
      view = undefined;
      deps.forget();
      tell({ kind: 'none' });
    }
  }

  return {
    async choose(file) {
      if (waitsFor !== undefined && view !== undefined) {
        if (!sameFile(waitsFor.print, fingerprintOf(file))) {
          tell({ kind: 'interrupted', name: view.name, percent: percent(), other: true });
          return;
        }
        waitsFor = undefined;
        source = file;
        await run(view, file);
        return;
      }
      await begin(file);
    },
    pause() {
      stop.abort();
      tell({ kind: 'paused', name: name(), percent: percent() });
    },
    async resume() {
      if (view === undefined) {
        if (source !== undefined) await begin(source);
      } else if (source !== undefined) await run(view, source);
    },
    async cancel() {
      const id = view?.id;
      stop.abort();
      [view, source, waitsFor] = [undefined, undefined, undefined];
      deps.forget();
      tell({ kind: 'none' });
      // The store throws away what nobody finishes; not being told is no loss.
      if (id !== undefined) await deps.abort(id).catch(() => undefined);
    },
    pickUp: async (kept) => await open(kept.fileId, kept),
    show: async (fileId) => await open(fileId, undefined),
    stop: () => stop.abort(),
  };
}
