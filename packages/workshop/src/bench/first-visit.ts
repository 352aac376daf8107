// What a buyer on 2G waits for: a store of 20 blocks and 12 products in Chromium at 400 kbit/s with 400 ms of latency, with
// an empty cache. Beside it, as the ratio of one run, the same words in a page as such pages usually are: a bundle of
// JavaScript that fetches its data and then draws. The dashboard's first load is counted too, without the throttle.
// `BENCH_PEER_URL` names a page of another product that runs on this machine; it is visited in exactly the same way.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import { launchBrowser } from '@windsurf/testbed/browser';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { say } from '../progress.ts';
import { onWholeProduct, type RunningProduct, type SignedIn } from '../whole-product.ts';

const LATENCY_MS = 400;
const BITS_PER_SECOND = 400_000;
const ROUNDS = 5;

type Visit = { requests: number; calls: number; bytes: number; readable_ms: number; whole_ms: number };
type Visited = {
  readonly throttled?: boolean;
  /** What shows that it can be read; its first heading unless told. */
  readonly sign?: string;
  /** Sent with everything: who is signed in. */
  readonly headers?: Record<string, string>;
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** So long nothing is asked for any more: the page is whole. */
const QUIET_MS = 500;
const PATIENCE_MS = 60_000;

/** What a page asks for, from the browser's own events. */
type Traffic = { requests: number; calls: number; bytes: number; lastAt: number; readonly open: Set<string> };

function watch(devtools: CDPSession): Traffic {
  const seen: Traffic = { requests: 0, calls: 0, bytes: 0, lastAt: performance.now(), open: new Set() };
  const ended = (requestId: string): void => {
    if (seen.open.delete(requestId)) seen.lastAt = performance.now();
  };
  devtools.on('Network.requestWillBeSent', ({ requestId, type }) => {
    seen.requests += 1;
    if (type === 'Fetch' || type === 'XHR') seen.calls += 1;
    // A connection that stays open is never whole; nobody waits for it.
    if (type !== 'EventSource' && type !== 'WebSocket') seen.open.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    seen.bytes += encodedDataLength;
    ended(requestId);
  });
  devtools.on('Network.loadingFailed', ({ requestId }) => ended(requestId));
  return seen;
}

/** Until nothing has been on its way for a while. Not `networkidle`, which a connection that stays open keeps from coming. */
async function untilQuiet(page: Page, seen: Traffic): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (seen.open.size > 0 || performance.now() - seen.lastAt < QUIET_MS) {
    if (performance.now() > end) throw new Error(`${seen.open.size} requests of ${page.url()} did not end`);
    await page.waitForTimeout(50);
  }
}

/**
 * One visit with nothing kept. `readable_ms`: the page's first heading, or its `sign`, is there, and the browser says that it has drawn
 * something. `whole_ms`: the last thing that the page asked for has come.
 */
async function visit(browser: Browser, url: string, options: Visited): Promise<Visit> {
  const { throttled = true, sign = 'h1', headers = {} } = options;
  const viewport = { width: 360, height: 740 };
  const context = await browser.newContext({ viewport, locale: 'am-ET', extraHTTPHeaders: headers });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    if (throttled) {
      const throughput = BITS_PER_SECOND / 8;
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: LATENCY_MS,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
    }
    const seen = watch(devtools);
    const began = performance.now();
    await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE_MS });
    await page.locator(sign).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
    const signAt = performance.now() - began;
    await page.waitForLoadState('load', { timeout: PATIENCE_MS });
    await untilQuiet(page, seen);
    const drawnAt = await page.evaluate<number>(
      `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`,
    );
    if (drawnAt === 0) throw new Error(`the browser drew nothing of ${url}`);
    const readable = Math.max(signAt, drawnAt);
    return {
      requests: seen.requests,
      calls: seen.calls,
      bytes: seen.bytes,
      readable_ms: Math.round(readable),
      whole_ms: Math.round(Math.max(readable, seen.lastAt - began)),
    };
  } finally {
    await context.close();
  }
}

async function visits(browser: Browser, url: string, options: Visited = {}): Promise<Visit> {
  const all: Visit[] = [];
  for (let round = 0; round < ROUNDS; round += 1) all.push(await visit(browser, url, options));
  const of = (key: keyof Visit): number => median(all.map((one) => one[key]));
  return {
    requests: of('requests'),
    calls: of('calls'),
    bytes: of('bytes'),
    readable_ms: of('readable_ms'),
    whole_ms: of('whole_ms'),
  };
}

/** A store of 20 blocks, 12 of them products, published; its address. */
async function fill(product: RunningProduct, owner: SignedIn): Promise<string> {
  const call = async <R>(method: string, path: string, body: object): Promise<R> => {
    const headers = { ...owner.headers, 'content-type': 'application/json' };
    const answer = await product.ask(path, { method, headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text()}`);
    return answer.json() as R;
  };
  const words = (at: number): string => `የሒሳብ፣ የፊዚክስና የኬሚስትሪ ማጠቃለያ ለ${at + 1}ኛ ክፍል ተማሪዎች፤ ከመልስ ጋር የተዘጋጀ።`;
  await call('POST', '/v1/stores', { displayName: 'የሰላም መጻሕፍት', handle: 'first-visit', lang: 'am' });
  await call('POST', '/v1/stores/mine/onboarding', { making: 'teacher', step: 'page' });
  const products: string[] = [];
  for (let at = 0; at < 12; at += 1) {
    const details = { type: 'tip', amounts: [5_000, 10_000, 50_000], minSantim: 1_000, showNames: false };
    const body = { title: `ማጠቃለያ ${at + 1}`, description: words(at), priceSantim: 10_000 + at * 500, details };
    const { id } = await call<{ id: string }>('POST', '/v1/products', body);
    await call('POST', `/v1/products/${id}/publish`, {});
    products.push(id);
  }
  const base = { visible: true };
  const blocks = [
    { ...base, id: 'l0', kind: 'link', title: 'ቴሌግራም ላይ ይቀላቀሉ', url: 'https://t.me/selam', important: true },
    ...products.map((productId, at) => ({ ...base, id: `p${at}`, kind: 'product', productId, look: 'card' })),
    ...[1, 2, 3].map((at) => ({
      ...base,
      id: `t${at}`,
      kind: 'text',
      text: Array.from({ length: 4 }, () => words(at)).join(' '),
    })),
    ...[1, 2, 3, 4].map((at) => ({
      ...base,
      id: `l${at}`,
      kind: 'link',
      title: `ሊንክ ${at}`,
      url: `https://example.com/${at}`,
    })),
  ];
  const mine = (await product.ask('/v1/stores/mine', { headers: owner.headers })).json() as {
    draft: { version: number; content: object };
  };
  const content = { ...mine.draft.content, line: 'ለፈተና የሚያዘጋጁ ማጠቃለያዎች', bio: words(1), blocks };
  const saved = await call<{ version: number }>('PUT', '/v1/stores/mine/draft', {
    baseVersion: mine.draft.version,
    content,
  });
  await call('POST', '/v1/stores/mine/publish', { draftVersion: saved.version });
  return `${product.origins.store}/@first-visit?lang=am`;
}

/** The same page's words, drawn by a script of `scriptBytes` (Brotli) after it has fetched them. */
async function usual(html: string, scriptBytes: number): Promise<{ url: string; stop(): Promise<void> }> {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  const packed = (text: string): Buffer =>
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  let filler = '';
  // Digits of a generator: they pack badly, as minified code does not; so the script is cut to the bytes that it shall have.
  for (let state = 1, n = 0; n < scriptBytes * 2.4; n += 8) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    filler += state.toString(16).padStart(8, '0');
  }
  const script = `fetch('/data').then(r=>r.text()).then(t=>{document.body.innerHTML=t});/*${filler}*/`;
  const files: Record<string, { type: string; body: Buffer }> = {
    '/': {
      type: 'text/html; charset=utf-8',
      body: packed('<!doctype html><title>…</title><body><script src="/app.js"></script>'),
    },
    '/app.js': { type: 'text/javascript', body: packed(script) },
    '/data': { type: 'text/plain; charset=utf-8', body: packed(main) },
  };
  const server = createServer((request, response) => {
    const file = files[request.url ?? '/'];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'br' }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const limits = { bytes: 14_000, readableMs: 2_500, dashboardKb: 60 };
/** Compressed JavaScript of a link page as it is usually built (a small React with its router). */
const USUAL_SCRIPT_BYTES = 90_000;

/** A page of another product, if there is one; left out otherwise. */
async function peerFigures(browser: Browser, url: string | undefined) {
  if (url === undefined || url === '') return {};
  const peer = await visits(browser, url);
  say(`peer: ${JSON.stringify(peer)}`);
  return {
    peer_requests: peer.requests,
    peer_bytes: peer.bytes,
    peer_readable_ms: peer.readable_ms,
    peer_whole_ms: peer.whole_ms,
  };
}

/** @returns exit code; the last line holds the figures */
export const run = async (): Promise<number> =>
  await onWholeProduct('bench-first-visit', async (product) => {
    const owner = await product.signIn('+251911700077', 'creator');
    const url = await fill(product, owner);
    const browser = await launchBrowser();
    try {
      const store = await visits(browser, url);
      say(`store: ${JSON.stringify(store)}`);
      const html = (await product.ask('/@first-visit?lang=am', { headers: { host: new URL(url).host } })).text();
      const peer = await usual(html, USUAL_SCRIPT_BYTES);
      const drawn = await visits(browser, peer.url);
      await peer.stop();
      say(`the same words, drawn by a script: ${JSON.stringify(drawn)}`);
      const dashboard = await visits(browser, `${product.origins.app}/start?lang=am`, { throttled: false });
      say(`dashboard: ${JSON.stringify(dashboard)}`);
      const home = await visits(browser, `${product.origins.app}/?lang=am`, {
        sign: '.home .steps li',
        headers: owner.headers,
      });
      say(`home of the creator: ${JSON.stringify(home)}`);
      const figures = {
        requests: store.requests,
        bytes: store.bytes,
        readable_ms: store.readable_ms,
        whole_ms: store.whole_ms,
        usual_readable_ms: drawn.readable_ms,
        ratio_to_usual: Math.round((store.readable_ms / drawn.readable_ms) * 100) / 100,
        dashboard_requests: dashboard.requests,
        dashboard_kb: Math.round(dashboard.bytes / 100) / 10,
        home_calls: home.calls,
        home_readable_ms: home.readable_ms,
        ...(await peerFigures(browser, process.env.BENCH_PEER_URL)),
      };
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      const good = figures.readable_ms <= limits.readableMs && figures.dashboard_kb <= limits.dashboardKb;
      return good && store.bytes <= limits.bytes ? 0 : 1;
    } finally {
      await browser.close();
    }
  });
