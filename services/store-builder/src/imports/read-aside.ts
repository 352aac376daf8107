// Reads a file in a thread of its own, with an end to its time and memory: a few kilobytes can be written so that any
// parser of pages or prices works on them for minutes, and the process that reads them serves everybody's stores.
import {
  importBroken,
  importNoNames,
  importNothing,
  importPrivate,
  importUnknown,
} from '@windsurf/contracts/store-import';
import type { Imported } from '@windsurf/contracts/store-import';
import type { Language } from '@windsurf/language/phrases';
import { Worker } from 'node:worker_threads';

const mostAtOnce = 2;
const longestMs = 15_000;
const most = { maxOldGenerationSizeMb: 384 } as const;
const problems = [importBroken, importNoNames, importNothing, importPrivate, importUnknown];

type Said = { readonly found: Imported } | { readonly problem: string };

async function read(bytes: Buffer, lang: Language, deadlineMs: number): Promise<Imported> {
  const thread = new Worker(new URL('reading-thread.ts', import.meta.url), {
    workerData: { bytes, lang },
    resourceLimits: most,
  });
  const { promise, resolve } = Promise.withResolvers<Said | undefined>();
  const timer = setTimeout(() => resolve(undefined), deadlineMs);
  thread.once('message', (said: Said) => resolve(said));
  // Out of memory, or a fault of ours: either way it cannot be read.
  thread.once('error', () => resolve(undefined));
  thread.once('exit', () => resolve(undefined));
  try {
    const said = await promise;
    if (said !== undefined && 'found' in said) return said.found;
    throw (problems.find(({ type }) => type === said?.problem) ?? importUnknown)();
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

let reading = 0;
const waiting: (() => void)[] = [];

/** As readFile; importUnknown also for what takes more than 15 seconds or 384 MB. Others wait while two are read. */
export async function readAside(bytes: Buffer, lang: Language, deadlineMs = longestMs): Promise<Imported> {
  if (reading >= mostAtOnce) await new Promise<void>((next) => waiting.push(next));
  else reading += 1;
  try {
    return await read(bytes, lang, deadlineMs);
  } finally {
    const next = waiting.shift();
    // Who waited takes the place of who leaves.
    if (next) next();
    else reading -= 1;
  }
}
