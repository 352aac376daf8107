// The dashboard's image: files and a web server that serves them as an ordinary account.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { answers, isFree } from '@windsurf/testbed/ports';
import type { Say } from '../../proof.ts';
import { walkRoot } from '../root-walk.ts';
import type { Buildah } from './buildah.ts';
import { configOf, startIn } from './container.ts';
import { proveEnclosed, startEnclosed } from './read-only.ts';
import { ACCOUNT, exitsWell, type ImageProof, megabytes, wrongConfig } from './prove-service.ts';

const PRODUCT = 'usr/share/nginx/html';
const BUDGET = 5_000_000;
/** Stands in docker/dashboard.conf. */
const PORT = 8080;
const PATIENCE_MS = 10_000;

type Subject = { readonly b: Buildah; readonly image: string; readonly say: Say };

/** Throws an Error when port 8080 is taken, or nginx does not start. */
export async function proveDashboard({ b, image, say }: Subject): Promise<ImageProof> {
  const container = await b.run('from', '--pull-never', image);
  const folder = await b.run('mount', container);
  const seen = walkRoot(folder, {
    developmentPackages: new Set(),
    members: new Set(),
    budget: BUDGET,
    product: PRODUCT,
    account: ACCOUNT,
  });
  const config = await configOf(b, image);
  // The test base is node's and nginx's in one; the product's base has no node.
  const wrong = seen.findings.filter((text) => !text.endsWith('a package manager'));
  wrong.push(...wrongConfig(config, 'dashboard', 0));
  if (existsSync(join(folder, 'app'))) wrong.push('what built it lies in /app');
  if (!existsSync(join(folder, 'sbom.cdx.json'))) wrong.push('it has no bill of materials');
  if (config.StopSignal !== 'SIGQUIT') wrong.push(`stops by ${config.StopSignal}, which cuts answers short`);
  const served = await serve(b, container, config.Cmd, config.Healthcheck?.Test.slice(1) ?? []);
  const enclosed = startEnclosed(folder, config, config.Cmd, {});
  wrong.push(...(await proveEnclosed(enclosed, async () => await answers(PORT), 'SIGQUIT')));
  say(`dashboard: ${megabytes(seen.productBytes)} MB of pages, ready in ${served.figures.readyMs} ms`);
  await b.run('umount', container);
  await b.run('rm', container);
  return {
    wrong: [...wrong, ...served.wrong].map((text) => `dashboard: ${text}`),
    figures: { productMb: megabytes(seen.productBytes), files: seen.files, ...served.figures },
  };
}

async function serve(
  b: Buildah,
  container: string,
  command: readonly string[],
  health: readonly string[],
): Promise<ImageProof> {
  if (!(await isFree(PORT))) throw new Error(`port ${PORT} is taken, and the dashboard listens nowhere else`);
  const wrong: string[] = [];
  const began = Date.now();
  const running = await startIn(b, container, command, {});
  while (!(await answers(PORT))) {
    if (Date.now() - began > PATIENCE_MS) throw new Error(`nginx does not listen:\n${running.lines()}`);
    await wait(20);
  }
  const readyMs = Date.now() - began;
  if (running.user !== ACCOUNT) wrong.push(`its process is of account ${running.user}`);
  if (!(await exitsWell(b, container, health, PORT))) wrong.push('the health check of a healthy server fails');
  wrong.push(...(await wrongAnswers()));
  process.kill(running.pid, 'SIGQUIT');
  const code = await running.ended;
  if (code !== 0) wrong.push(`ended with ${code} when told to go`);
  if (await exitsWell(b, container, health, PORT)) wrong.push('the health check of a server that is gone passes');
  return { wrong, figures: { readyMs } };
}

async function wrongAnswers(): Promise<string[]> {
  const wrong: string[] = [];
  const get = async (path: string): Promise<{ status: number; headers: Headers; text: string }> => {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const health = await get('/health');
  if (health.text !== '{"status":"healthy"}') wrong.push(`/health says ${health.status} ${health.text}`);
  for (const path of ['/', '/orders/any', '/ops']) {
    const page = await get(path);
    if (page.status !== 200 || !page.text.includes('<html')) wrong.push(`${path} is no page`);
    if (page.headers.get('cache-control') !== 'no-cache') wrong.push(`${path} may be kept`);
    if (!/default-src 'none'/.test(page.headers.get('content-security-policy') ?? ''))
      wrong.push(`${path} has no policy`);
  }
  const page = await get('/');
  const [, script = '/assets/none'] = /src="(\/assets\/[^"]+)"/.exec(page.text) ?? [];
  const asset = await get(script);
  if (asset.status !== 200 || !/immutable/.test(asset.headers.get('cache-control') ?? ''))
    wrong.push(`${script} is ${asset.status}, ${asset.headers.get('cache-control')}`);
  if ((await get('/assets/none.js')).status !== 404) wrong.push('an asset that is not there is answered');
  return wrong;
}
