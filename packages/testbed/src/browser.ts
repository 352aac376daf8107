import { existsSync } from 'node:fs';
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
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    // In one process the whole browser ends with its first closed page.
    const args = packaged.args.filter((arg) => arg !== '--single-process');
    return await playwright.launch({ executablePath, args: [...args, NAMES], headless: true });
  } catch (error) {
    throw missing(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
};

const missing = (why: string): Error =>
  new Error(
    `No Chromium could be started (${why}): install chromium and set CHROMIUM_PATH, or ALLOW_NO_BROWSER=1 to skip the journeys.`,
  );
