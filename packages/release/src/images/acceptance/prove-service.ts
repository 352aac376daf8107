// One service's image: what lies in it, and how its process starts, answers and goes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@windsurf/testbed/ports';
import { reachedFrom, readWorkspaceGraph } from '../../ci/workspace-graph.ts';
import type { Say } from '../../proof.ts';
import { developmentPackages, schemaLevelOf } from '../image-facts.ts';
import { walkRoot } from '../root-walk.ts';
import type { Buildah } from './buildah.ts';
import { configOf, type ImageConfig, type Running, runIn, startIn } from './container.ts';
import { ask, balance, type Load } from './load.ts';
import { proveEnclosed, startEnclosed } from './read-only.ts';
import type { Surroundings } from './surroundings.ts';

export type ImageProof = { readonly figures: Record<string, number>; readonly wrong: readonly string[] };

const MEGABYTE = 1_000_000;
/** Most that a service's image may add to its base. Measured: 32 to 60 MB. */
const BUDGET = 80 * MEGABYTE;
const SECOND = 1_000_000_000;
export const ACCOUNT = 1000;
const DRAIN_MS = 1500;
const READY_PATIENCE_MS = 30_000;

type Subject = {
  readonly b: Buildah;
  readonly root: string;
  readonly service: string;
  readonly image: string;
  /** Path → status: what the load asks for. */
  readonly paths: Readonly<Record<string, number>>;
  readonly around: Surroundings;
  readonly say: Say;
};

/** Looks at the image and runs it. Throws only when the machinery of the proof itself fails. */
export async function proveService(subject: Subject): Promise<ImageProof> {
  const { b, root, service, image, say } = subject;
  const container = await b.run('from', '--pull-never', image);
  const folder = await b.run('mount', container);
  const graph = readWorkspaceGraph(root, 'production');
  const members = reachedFrom(graph, `services/${service}`);
  const seen = walkRoot(folder, {
    developmentPackages: developmentPackages(root, members),
    members: new Set(members),
    budget: BUDGET,
    product: 'app',
    account: ACCOUNT,
  });
  const config = await configOf(b, image);
  const wrong = [...seen.findings, ...wrongConfig(config, service, schemaLevelOf(root, service))];
  const bill = billOf(folder);
  wrong.push(...bill.missing.map((name) => `${name} is installed and not in the bill of materials`));
  if (bill.components === 0) wrong.push('the bill of materials is empty');
  say(`${service}: ${seen.files} files, ${megabytes(seen.productBytes)} MB of ours, ${bill.components} components`);
  const process = await proveProcess(subject, container, folder, config);
  await b.run('umount', container);
  await b.run('rm', container);
  return {
    wrong: [...wrong, ...process.wrong].map((text) => `${service}: ${text}`),
    figures: {
      imageMb: megabytes(seen.bytes),
      productMb: megabytes(seen.productBytes),
      files: seen.files,
      components: bill.components,
      ...process.figures,
    },
  };
}

export const megabytes = (bytes: number): number => Math.round(bytes / 100_000) / 10;

/** What the image's own settings must say; Docker and ECS read them. */
export function wrongConfig(config: ImageConfig, service: string, level: number): string[] {
  const wrong: string[] = [];
  if (config.User !== `${ACCOUNT}:${ACCOUNT}`) wrong.push(`runs as ${config.User}`);
  const { Interval, Timeout, StartPeriod, Retries } = config.Healthcheck ?? {};
  if (Interval !== 30 * SECOND || Timeout !== 3 * SECOND || StartPeriod !== 5 * SECOND || Retries !== 3)
    wrong.push('its health check is not every 30 s, 3 s, after 5 s, 3 times');
  if (config.Labels['windsurf.service'] !== service) wrong.push('label windsurf.service is wrong');
  if (config.Labels['windsurf.schema-level'] !== String(level)) wrong.push('label windsurf.schema-level is wrong');
  for (const label of ['revision', 'version', 'source', 'base.name'])
    if (!config.Labels[`org.opencontainers.image.${label}`]) wrong.push(`label ${label} is missing`);
  const secret = config.Env.find((pair) =>
    /(secret|password|token|_key|database_url)=?/i.test(pair.split('=')[0] ?? ''),
  );
  if (secret !== undefined) wrong.push(`its environment has ${secret.split('=')[0]}`);
  return wrong;
}

/** CycloneDX against what lies in node_modules. */
function billOf(folder: string): { components: number; missing: string[] } {
  const file = join(folder, 'app/sbom.cdx.json');
  if (!existsSync(file)) return { components: 0, missing: [] };
  const { components }: { components: { group?: string; name: string; version: string }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const named = new Set(components.map((c) => `${c.group ? `${c.group}/` : ''}${c.name}@${c.version}`));
  const installed = readdirSync(join(folder, 'app/node_modules/.pnpm'))
    .map((name) => /^(@?[^@]+@[^_]+)/.exec(name)?.[1]?.replace('+', '/'))
    .filter((name) => name !== undefined);
  return { components: components.length, missing: installed.filter((name) => !named.has(name)) };
}

async function proveProcess(
  subject: Subject,
  container: string,
  folder: string,
  config: ImageConfig,
): Promise<ImageProof> {
  const { b, service, around, paths, say, root } = subject;
  const wrong: string[] = [];
  const block: { service: { schema: string } } = JSON.parse(
    readFileSync(join(root, 'services', service, 'package.json'), 'utf8'),
  );
  const { schema } = block.service;
  // The same image brings the schema up to date, as the task before the switch does.
  const migrating = Date.now();
  await runIn(b, container, ['node', '../../packages/db/src/migrate-command.ts', '--service', service], {
    MIGRATOR_DATABASE_URL: around.databaseUrl(`migrator_${schema}`),
  });
  const migrateMs = Date.now() - migrating;
  const health = config.Healthcheck?.Test.slice(1) ?? [];
  const envAt = (port: number): Record<string, string> => ({
    ...around.env,
    SERVICE_DATABASE_URL: around.databaseUrl(`svc_${schema}`),
    PORT: String(port),
    DRAIN_MS: String(DRAIN_MS),
  });
  const start = async (): Promise<{ port: number; running: Running; readyMs: number }> => {
    const port = await freePort();
    const began = Date.now();
    const running = await startIn(b, container, [...config.Cmd, '--role=web'], envAt(port));
    let over = false;
    void running.ended.then(() => {
      over = true;
    });
    while ((await ask(port, '/readyz')) !== 200) {
      if (over || Date.now() - began > READY_PATIENCE_MS)
        throw new Error(`${service} is not ready:\n${running.lines()}`);
      await wait(50);
    }
    return { port, running, readyMs: Date.now() - began };
  };
  const first = await start();
  if (first.running.user !== ACCOUNT) wrong.push(`its process is of account ${first.running.user}`);
  if (!(await exitsWell(b, container, health, first.port))) wrong.push('the health check of a healthy service fails');
  const load = balance(first.port, paths);
  await wait(1500);
  process.kill(first.running.pid, 'SIGTERM');
  const told = Date.now();
  const code = await first.running.ended;
  const drainMs = Date.now() - told;
  const drained = await load.end();
  if (code !== 0) wrong.push(`ended with ${code} when told to go:\n${first.running.lines()}`);
  if (drained.failed > 0) wrong.push(`${drained.failed} requests failed while it drained: ${lineOf(drained)}`);
  if (drained.answered < 100) wrong.push(`only ${drained.answered} requests: the load proves nothing`);
  if (await exitsWell(b, container, health, first.port))
    wrong.push('the health check of a service that is gone passes');
  say(`${service}: ${drained.answered} requests, ${drained.failed} failed, gone ${drainMs} ms after SIGTERM`);
  const port = await freePort();
  const enclosed = startEnclosed(folder, config, [...config.Cmd, '--role=web'], envAt(port));
  wrong.push(...(await proveEnclosed(enclosed, async () => (await ask(port, '/readyz')) === 200, 'SIGTERM')));
  // The planted defect: a process that writes where the image lies.
  const writes = ['node', '-e', "require('node:fs').writeFileSync('/app/written', '')"];
  const stopped = await proveEnclosed(startEnclosed(folder, config, writes, {}), async () => false, 'SIGTERM');
  if (!stopped.join().includes('EROFS')) wrong.push(`a process that writes its root is not stopped: ${stopped.join()}`);
  const cut = await killHard(await start(), paths);
  if (cut.failed === 0) wrong.push('a process that is killed under load loses nothing: the measure does not measure');
  return {
    wrong,
    figures: {
      migrateMs,
      readyMs: first.readyMs,
      requests: drained.answered,
      drainFailures: drained.failed,
      drainMs,
      failuresWhenKilled: cut.failed,
    },
  };
}

const lineOf = ({ failures }: Load): string =>
  Object.entries(failures)
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ');

/** The planted defect: no drain at all. */
async function killHard({ port, running }: { port: number; running: Running }, paths: Subject['paths']): Promise<Load> {
  const load = balance(port, paths);
  await wait(700);
  process.kill(running.pid, 'SIGKILL');
  await running.ended;
  await wait(200);
  return await load.end();
}

export const exitsWell = async (
  b: Buildah,
  container: string,
  command: readonly string[],
  port: number,
): Promise<boolean> =>
  await runIn(b, container, command, { PORT: String(port) }).then(
    () => true,
    () => false,
  );
