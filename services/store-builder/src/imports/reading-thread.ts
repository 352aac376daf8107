// The thread that reads one file: everything that a stranger's file can cost is spent here.
import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '@windsurf/contracts/problem';
import type { Language } from '@windsurf/language/phrases';
import { readFile } from './imports.ts';

const { bytes, lang } = workerData as { bytes: Uint8Array; lang: Language };
try {
  parentPort?.postMessage({ found: readFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), lang) });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  parentPort?.postMessage({ problem: error.type });
}
