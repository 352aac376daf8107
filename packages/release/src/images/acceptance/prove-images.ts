// Proof 5: the Dockerfiles, unmodified, make images that hold what runs and nothing else, and whose processes do as the
// platform expects: uid 1000, health, exit codes of the health check, no request lost when they are told to go.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackedServer, which } from '@windsurf/testbed/unpacked';
import type { Proof, Say } from '../../proof.ts';
import { dockerfileOf, schemaLevelOf } from '../image-facts.ts';
import { type Buildah, buildah } from './buildah.ts';
import { runIn } from './container.ts';
import { proveDashboard } from './prove-dashboard.ts';
import { proveService } from './prove-service.ts';
import { startSurroundings, type Surroundings } from './surroundings.ts';
import { makeTestBase } from './test-base.ts';

const NAME = '5 images: built unmodified, uid 1000 on a read-only root, healthy, nothing lost at SIGTERM';
const root = fileURLToPath(new URL('../../../../..', import.meta.url)).replace(/\/$/, '');
const cache = join(root, '.dev/cache');
const BASE = 'localhost/test-base:1';
/** Where Debian and Alpine keep what they trust. */
const TRUST = '/etc/ssl/certs/ca-certificates.crt';
const REVISION = '0'.repeat(40);

/** Two services: one that others call, and one with a page from the database. Path → the status that is right. */
const SERVICES: Record<string, Record<string, number>> = {
  auth: { '/v1/auth/health': 200, '/.well-known/jwks.json': 200 },
  'store-builder': { '/v1/stores/health': 200, '/@nobody-has-this-name': 404 },
};

/**
 * Builds and runs the images of two services and the dashboard. Takes some minutes; throws when a build fails.
 *
 * @param say told each step
 */
export async function proveImages(say: Say): Promise<Proof> {
  const missing = missingTool();
  if (missing !== undefined) return { name: NAME, ok: false, skipped: missing, figures: {} };
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  // Below the clone and not below the storage: the packages that were fetched stay for the next run.
  mkdirSync(join(cache, 'buildah'), { recursive: true });
  const b = buildah(folder, { ...process.env, TMPDIR: join(cache, 'buildah') });
  let around: Surroundings | undefined;
  try {
    await makeBase(b, folder);
    say('a test base was made of this machine’s own programs');
    around = await startSurroundings(folder, cache);
    return await prove(b, around, say);
  } finally {
    await around?.stop();
    // Containers that are still mounted keep their folders busy.
    await b.run('umount', '--all').catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prove(b: Buildah, around: Surroundings, say: Say): Promise<Proof> {
  const wrong: string[] = [];
  const figures: Record<string, unknown> = {};
  const build = async (service: string): Promise<{ image: string; buildS: number }> => {
    const began = Date.now();
    const image = await buildImage(b, service);
    const buildS = Math.round((Date.now() - began) / 100) / 10;
    say(`${service}: built in ${buildS} s`);
    return { image, buildS };
  };
  for (const [service, paths] of Object.entries(SERVICES)) {
    const { image, buildS } = await build(service);
    if (Object.keys(figures).length === 0) await layGround(b, image, around);
    const proof = await proveService({ b, root, service, image, paths, around, say });
    wrong.push(...proof.wrong);
    figures[service] = { buildS, ...proof.figures };
  }
  const { image, buildS } = await build('dashboard');
  const proof = await proveDashboard({ b, image, say });
  wrong.push(...proof.wrong);
  figures.dashboard = { buildS, ...proof.figures };
  for (const sentence of wrong) say(sentence);
  return { name: NAME, ok: wrong.length === 0, figures: wrong.length === 0 ? figures : { ...figures, wrong } };
}

const nginx = (): string | undefined =>
  which('nginx') ??
  unpackedServer({ cache, name: 'nginx', packages: ['nginx'], command: 'usr/sbin/nginx', libraries: true })?.command;

const missingTool = (): string | undefined => {
  if (which('buildah') === undefined) return 'buildah is not on PATH: apt-get install buildah';
  if (process.getuid?.() !== 0) return 'buildah with chroot isolation needs root';
  return nginx() === undefined ? 'nginx is not on PATH: apt-get install nginx' : undefined;
};

async function makeBase(b: Buildah, folder: string): Promise<void> {
  const files = join(folder, 'base');
  const own = [process.env.NODE_EXTRA_CA_CERTS, TRUST].filter((file) => file !== undefined);
  const certificates = own.find((file) => existsSync(file));
  makeTestBase({ folder: files, node: realpathSync(process.execPath), nginx: nginx() ?? '', certificates });
  const lines = ['FROM scratch', 'COPY . /', 'ENV PATH=/usr/local/bin', 'CMD ["node"]'];
  if (certificates !== undefined) lines.push(`ENV NODE_EXTRA_CA_CERTS=${TRUST} SSL_CERT_FILE=${TRUST}`);
  writeFileSync(join(folder, 'base.Dockerfile'), `${lines.join('\n')}\n`);
  await b.run('bud', '--format', 'docker', '-t', BASE, '-f', join(folder, 'base.Dockerfile'), files);
}

/** Builds with the repository's Dockerfile as it is; only the values of its arguments are ours. */
async function buildImage(b: Buildah, service: string): Promise<string> {
  const image = `localhost/${service}:proof`;
  const dockerfile = join(root, dockerfileOf(root, service));
  const given = {
    NODE_IMAGE: BASE,
    ...(readFileSync(dockerfile, 'utf8').includes('ARG NGINX_IMAGE') ? { NGINX_IMAGE: BASE } : { SERVICE: service }),
    REVISION,
    VERSION: 'proof',
    SOURCE: 'https://example.com/windsurf',
    ...(service === 'dashboard' ? {} : { SCHEMA_LEVEL: String(schemaLevelOf(root, service)) }),
  };
  const flags = Object.entries(given).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const settings = ['--pull-never', '--format', 'docker', '--ignorefile', `${dockerfile}.dockerignore`];
  await b.run('bud', ...settings, ...flags, '-t', image, '-f', dockerfile, root);
  return image;
}

/** Roles, schemas and queues, by the image's own command, as the first task in a new account. */
async function layGround(b: Buildah, image: string, around: Surroundings): Promise<void> {
  const services: { schema: string }[] = JSON.parse(readFileSync(join(root, 'infra/terraform/services.json'), 'utf8'));
  const schemas = services.map(({ schema }) => schema).join(',');
  const container = await b.run('from', '--pull-never', image);
  await runIn(b, container, ['node', '../../packages/messages/src/bootstrap-command.ts', '--schemas', schemas], {
    BOOTSTRAP_DATABASE_URL: around.databaseUrl(),
  });
  await b.run('rm', container);
}
