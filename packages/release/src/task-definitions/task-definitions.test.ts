import { readFileSync } from 'node:fs';
import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import t from 'tap';
import { hardeningProblems } from './hardening.ts';
import { placesOf, readTemplate, renderTaskDefinition } from './render.ts';
import type { TaskKind } from './render.ts';
import { sampleValues } from './testing.ts';

const KINDS: readonly TaskKind[] = ['service', 'worker', 'dashboard', 'migrate'];
const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const rendered = (kind: TaskKind): RegisterTaskDefinitionCommandInput =>
  renderTaskDefinition(readTemplate(kind), sampleValues(kind));
const expectedOf = (kind: TaskKind) => ({ healthCheck: kind !== 'migrate' });
const mainOf = (definition: RegisterTaskDefinitionCommandInput): ContainerDefinition => {
  const main = definition.containerDefinitions?.find(({ essential }) => essential !== false);
  if (main === undefined) throw new Error('no main container');
  return main;
};

t.test('every template renders to a task that is closed and tells how it is', async (t) => {
  for (const kind of KINDS) t.strictSame(hardeningProblems(rendered(kind), expectedOf(kind)), [], kind);
});

t.test('each role runs its own command, and only what is called has a port', async (t) => {
  t.strictSame(mainOf(rendered('service')).command, ['node', 'src/main.ts', '--role=web']);
  t.strictSame(mainOf(rendered('worker')).command, ['node', 'src/main.ts', '--role=worker']);
  t.strictSame(mainOf(rendered('migrate')).command?.slice(-2), ['--service', 'payments']);
  for (const kind of KINDS)
    t.equal(mainOf(rendered(kind)).portMappings !== undefined, kind === 'service' || kind === 'dashboard', kind);
  t.equal(rendered('migrate').taskRoleArn, undefined, 'a migration needs no permission of its own');
});

t.test('the health check of a task is the one of its image', async (t) => {
  for (const [kind, file] of [
    ['service', 'service'],
    ['worker', 'service'],
    ['dashboard', 'dashboard'],
  ] as const) {
    const [, interval, timeout, start, retries, command] =
      /HEALTHCHECK --interval=(\d+)s --timeout=(\d+)s --start-period=(\d+)s --retries=(\d+) CMD (\[.*\])/.exec(
        read(`docker/${file}.Dockerfile`),
      ) ?? [];
    t.ok(command, `${file}.Dockerfile has a health check`);
    t.match(mainOf(rendered(kind)).healthCheck, {
      interval: Number(interval),
      timeout: Number(timeout),
      startPeriod: Number(start),
      retries: Number(retries),
      command: ['CMD', ...(JSON.parse(command ?? '[]') as string[])],
    });
  }
});

t.test('Terraform fills the same templates with the same values', async (t) => {
  for (const module of ['ecs-service', 'ecs-worker']) {
    const text = read(`infra/terraform/modules/${module}/main.tf`);
    t.match(text, /templatefile\("\$\{local\.templates\}\/[^"]+\.json\.tmpl"/, module);
    t.match(text, /container_definitions\s+= jsonencode\(local\.task\.containerDefinitions\)/, module);
    t.notMatch(text, /readonlyRootFilesystem|healthCheck|capabilities/, `${module} keeps no second truth`);
  }
  const given = [
    read('infra/terraform/modules/ecs-service/main.tf'),
    read('infra/terraform/modules/ecs-worker/main.tf'),
  ];
  let seen = 0;
  for (const kind of KINDS)
    for (const place of placesOf(readTemplate(kind))) {
      seen += 1;
      t.ok(
        given.some((text) => new RegExp(`\\b${place}\\s+=`).test(text)),
        `${kind}: ${place} is given by Terraform`,
      );
    }
  t.ok(seen > 40, `${seen} places were looked for`);
});

t.test('a value too many or too few, or an image by its tag, is refused', async (t) => {
  const template = readTemplate('service');
  const values = sampleValues('service');
  const { port: _port, ...without } = values;
  t.throws(() => renderTaskDefinition(template, without), /no value for port/);
  t.throws(() => renderTaskDefinition(template, { ...values, secrets: null }), /no value for secrets/);
  t.throws(() => renderTaskDefinition(template, { ...values, colour: 'green' }), /no place for colour/);
  t.throws(() => renderTaskDefinition(template, { ...values, image: 'windsurf/payments:latest' }), /by its digest/);
});

t.test('text in a value stays text', async (t) => {
  const hostile = '"],"user":"0:0","x":["';
  const definition = renderTaskDefinition(readTemplate('service'), { ...sampleValues('service'), log_group: hostile });
  t.equal(mainOf(definition).user, '1000:1000');
  t.equal(mainOf(definition).logConfiguration?.options?.['awslogs-group'], hostile);
});

t.test('each planted defect is found', async (t) => {
  const planted: Readonly<Record<string, [kind: TaskKind, from: string | RegExp, to: string, says: RegExp]>> = {
    'root user': ['service', '"user": "1000:1000"', '"user": "0:0"', /runs as 0:0/],
    'no user': ['worker', '"user": "1000:1000",', '', /runs as root/],
    'writable root': ['dashboard', '"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false', /can write/],
    'capabilities kept': ['service', '"drop": ["ALL"]', '"drop": []', /keeps capabilities/],
    'capability added': ['service', '"drop": ["ALL"]', '"drop": ["ALL"], "add": ["NET_ADMIN"]', /keeps capabilities/],
    'no health check': ['worker', /"healthCheck": \{[^}]*\},/, '', /no health check/],
    'slow health check': ['service', '"interval": 30', '"interval": 300', /interval 300 instead of 30/],
    'no init': ['service', '"initProcessEnabled": true,', '', /no init process/],
    'no /tmp': ['service', /"tmpfs": \[[^\n]*\]\n/, '"sharedMemorySize": 64\n', /no \/tmp/],
    'programs in /tmp': ['service', '"noexec", ', '', /can run what it writes/],
    'killed while draining': [
      'service',
      '"stopTimeout": ${stop_timeout},\n      "environment": ${environment}',
      '"stopTimeout": 2,\n      "environment": ${environment}',
      /before it has drained/,
    ],
    'stops for ever': ['dashboard', '"stopTimeout": ${stop_timeout}', '"stopTimeout": 600', /Fargate allows 120/],
    'no log': ['migrate', '"logDriver": "awslogs"', '"logDriver": "none"', /logs nowhere/],
    'writable collector': [
      'worker',
      /("name": "collector"[\s\S]*?)"readonlyRootFilesystem": true/,
      '$1"readonlyRootFilesystem": false',
      /collector can write/,
    ],
    'shared network': ['service', '"networkMode": "awsvpc"', '"networkMode": "host"', /network interface/],
  };
  for (const [name, [kind, from, to, says]] of Object.entries(planted)) {
    const template = readTemplate(kind);
    const broken = template.replace(from, to);
    t.not(broken, template, `${name} was planted`);
    const values = sampleValues(kind);
    const used = Object.fromEntries(Object.entries(values).filter(([place]) => placesOf(broken).includes(place)));
    const problems = hardeningProblems(
      renderTaskDefinition(broken, { ...used, image: values.image }),
      expectedOf(kind),
    );
    t.match(problems.join('; '), says, name);
  }
  for (const name of ['SERVICE_DATABASE_URL', 'DATABASE_READ_URL']) {
    const told = renderTaskDefinition(readTemplate('service'), {
      ...sampleValues('service'),
      environment: [{ name, value: 'postgres://svc:word@db/windsurf' }],
    });
    t.match(hardeningProblems(told).join('; '), `told ${name} in plain text`, 'secret in plain text');
  }
});
