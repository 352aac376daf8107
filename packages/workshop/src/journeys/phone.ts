// What every journey needs: a phone-sized browser, the stand-in's phone, pictures to look at, and axe.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { launchBrowser } from '@windsurf/testbed/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Test } from 'tap';

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: journeys run in npm test`);
  return value;
};
export const storeOrigin = given('STORE_ORIGIN');
export const appOrigin = given('APP_ORIGIN');
const sandboxUrl = given('SANDBOX_URL');
const pictures = process.env.JOURNEY_PICTURES ?? '.dev/pictures';

export type Phone = { readonly page: Page; readonly context: BrowserContext; picture(name: string): Promise<void> };

/** A browser for one test file. */
export async function openBrowser(t: Test): Promise<Browser> {
  // Packaged Chromium finds the system's Ethiopic fonts only when it is told where fonts are configured.
  process.env.FONTCONFIG_PATH ??= '/etc/fonts';
  t.setTimeout(280_000);
  const browser = await launchBrowser();
  t.teardown(async () => await browser.close());
  mkdirSync(pictures, { recursive: true });
  return browser;
}

/** 360 × 740, a cheap Android phone; a desk for people who work with two columns. */
export async function openPhone(
  browser: Browser,
  options: { lang: 'am' | 'en'; script?: boolean; desk?: boolean; touch?: boolean; dark?: boolean; width?: number },
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: options.desk === true ? { width: 1280, height: 800 } : { width: options.width ?? 360, height: 740 },
    hasTouch: options.touch ?? false,
    colorScheme: options.dark === true ? 'dark' : 'light',
    locale: options.lang === 'am' ? 'am-ET' : 'en-GB',
    javaScriptEnabled: options.script ?? true,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  afterSheets(page);
  return {
    page,
    context,
    picture: async (name) => {
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },
  };
}

/** A sheet that closes goes back in the history, a moment later. A navigation that begins before would be ended by it. */
function afterSheets(page: Page): void {
  const closed = async (): Promise<void> => {
    for (let tries = 0; tries < 20; tries++) {
      if ((await page.evaluate('history.state?.sheet')) === undefined) return;
      await page.waitForTimeout(50); // one that the journey left open stays open
    }
  };
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...args) => {
    await closed();
    return await goto(...args);
  };
  page.reload = async (...args) => {
    await closed();
    return await reload(...args);
  };
}

/**
 * What axe calls serious or critical on the page; needs a browser with JavaScript. The waiting page refreshes itself and
 * offers to stop that, which keeps WCAG 2.2.1 and which axe does not see.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  const stoppable = (await page.locator('a[href*="auto=0"]').count()) > 0;
  const axe = new AxeBuilder({ page });
  const { violations } = await (stoppable ? axe.disableRules(['meta-refresh']) : axe).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** True when the page can be scrolled sideways: something is wider than the phone. */
export const scrollsSideways = async (page: Page): Promise<boolean> =>
  await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Waits until a text fits; the page's policy allows no evaluated script, so the question is asked from outside. */
export async function showing(text: () => Promise<string>, fits: RegExp, patienceMs = 15_000): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await text();
    if (fits.test(seen)) return;
    if (Date.now() > end) throw new Error(`${String(fits)} was not shown; the page says: ${seen.slice(0, 300)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

export type Sms = { readonly text: string };
/** Oldest first. */
export async function smsOf(phone: string): Promise<Sms[]> {
  const answer = await fetch(`${sandboxUrl}/sandbox/api/sms?phone=${encodeURIComponent(phone)}`);
  return ((await answer.json()) as Sms[]).toReversed();
}

/** Waits for a message that fits; the newest one. */
export async function waitForSms(phone: string, fits: (sms: Sms) => boolean, patienceMs = 20_000): Promise<Sms> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = (await smsOf(phone)).findLast(fits);
    if (found) return found;
    if (Date.now() > end) throw new Error('the message did not come');
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

/** Tells the stand-ins how to behave: a story of telebirr by name, for all orders until another is told. */
export async function tellTelebirr(story: string, more: Record<string, unknown> = {}): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/sandbox/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rail: 'telebirr', story, ...more }),
  });
  if (!answer.ok) throw new Error(`the sandbox refused ${story}: ${await answer.text()}`);
}

export type SandboxOrder = { readonly merchOrderId: string; readonly state: string };
export async function sandboxOrders(): Promise<SandboxOrder[]> {
  return (await (await fetch(`${sandboxUrl}/sandbox/api/orders`)).json()) as SandboxOrder[];
}
export async function sandboxDecides(
  order: string,
  decision: 'approve' | 'decline' | 'callback',
  body = {},
): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/sandbox/api/orders/${order}/${decision}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the sandbox could not ${decision}: ${await answer.text()}`);
}

// Files run one after another, each a process of its own that begins in another second.
let people = (Math.floor(Date.now() / 1000) % 80_000) * 1000;
/** A number that nobody has used in this run. */
export const newNumber = (): { typed: string; e164: string } => {
  people++;
  const digits = String(10_000_000 + people);
  return { typed: `09${digits}`, e164: `+2519${digits}` };
};
