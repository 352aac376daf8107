import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium as playwright } from 'playwright-core';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The two origins of development are names below localhost, which not every resolver answers. */
const NAMES = '--host-resolver-rules=MAP *.localhost 127.0.0.1';

/**
 * A Chromium: the one of `CHROMIUM_PATH`, the system's, else the one that comes with the packages.
 *
 * @throws Error with one sentence that says what to install
 */
export const launchBrowser = async (): Promise<Browser> => {
  const found = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((file) => file !== undefined && file !== '' && existsSync(file));
  if (found !== undefined) return playwright.launch({ executablePath: found, args: [...QUIET, NAMES], headless: true });
  if (process.platform !== 'linux' || process.arch !== 'x64') throw missing('none is packaged for this machine');
  try {
    // Set before the import: the package then unpacks the system libraries too, which a small image does not have.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x';
    const { packaged, executablePath } = await inFolderOfClone(async () => {
      const { default: chromium } = await import('@sparticuz/chromium');
      return { packaged: chromium, executablePath: await chromium.executablePath() };
    });
    // In one process the whole browser ends with its first closed page.
    const args = packaged.args.filter((arg) => arg !== '--single-process');
    return await playwright.launch({ executablePath, args: [...args, NAMES], headless: true });
  } catch (error) {
    throw missing(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
};

/**
 * The package unpacks into the temporary folder, where another account's copy may lie: this clone keeps its own. The
 * import is part of it, because it already says where its libraries will be.
 */
const inFolderOfClone = async <R>(unpack: () => Promise<R>): Promise<R> => {
  const before = process.env.TMPDIR;
  const folder = fileURLToPath(new URL('../../../.dev/cache/browser', import.meta.url));
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  try {
    return await unpack();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

const missing = (why: string): Error =>
  new Error(
    `No Chromium could be started (${why}): install chromium and set CHROMIUM_PATH, or ALLOW_NO_BROWSER=1 to skip the journeys.`,
  );
