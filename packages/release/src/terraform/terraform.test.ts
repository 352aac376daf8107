import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { connectionBudget } from '../budget/connections.ts';
import { judgeEnums } from './enums.ts';
import { accessMatrix, isAllowed, rolesOf, surprises } from './least-privilege.ts';
import { openOfflineTerraform, terraformVersion } from './offline.ts';
import { pipelineMatrix } from './pipeline-matrix.ts';
import { asList, ofType, planOf } from './plan.ts';
import type { Plan, Policy } from './plan.ts';
import { judge, RULES } from './policy.ts';
import { actionsOfReleases, PLANTED, servicesOfTypes } from './testing.ts';
import { secretsIn } from './told-secrets.ts';

const INFRA = fileURLToPath(new URL('../../../../infra', import.meta.url));
type Service = Parameters<typeof accessMatrix>[1][number] &
  Parameters<typeof connectionBudget>[0][number] & { replica?: boolean };
const services: Service[] = JSON.parse(readFileSync(`${INFRA}/terraform/services.json`, 'utf8'));
const ACCOUNTS = { staging: '111111111111', production: '222222222222' } as const;
const PASSWORD = 'Planted-Password_of+every/Login=0003';
const missing = terraformVersion() === undefined ? 'terraform is not on PATH (1.11 or later)' : false;

// Six plans of whole environments, on a machine that may be busy.
t.setTimeout(280_000);
t.test('the rules of the house over the plans of every environment', { skip: missing, timeout: 280_000 }, async (t) => {
  const infra = openOfflineTerraform(INFRA, { env: { TF_OFFLINE_PASSWORD: PASSWORD } });
  const careless = openOfflineTerraform(fileURLToPath(new URL('fixtures', import.meta.url)));
  t.teardown(() => {
    infra.close();
    careless.close();
  });
  const foresee = { foresee: true };
  const bootstrap = (environment: 'staging' | 'production'): Promise<Plan> =>
    planOf(infra, 'terraform/envs/bootstrap', environment, {
      ...foresee,
      args: [`-var-file=${environment}.tfvars.json`],
    });
  const staging = await planOf(infra, 'terraform/envs/staging', 'staging', foresee);
  const production = await planOf(infra, 'terraform/envs/production', 'production', foresee);
  const accounts = [await bootstrap('staging'), await bootstrap('production')];
  const plans = [staging, production, ...accounts];

  await t.test('no plan of ours breaks a rule, and every rule saw something', async (t) => {
    const judged = plans.map(judge);
    t.same(
      judged.flatMap(({ findings }) => findings),
      [],
    );
    for (const { name } of RULES)
      t.ok(
        judged.some(({ seen }) => (seen[name] ?? 0) > 0),
        `${name} looked at ${judged.map(({ seen }) => seen[name]).join(' + ')} resources`,
      );
  });

  await t.test('every word that AWS chooses from a list is one of its list', async (t) => {
    const { findings, seen } = judgeEnums(plans);
    t.same(findings, []);
    for (const [row, count] of Object.entries(seen)) t.ok(count > 0, `${row}: ${count} values`);
  });

  await t.test('each planted mistake is found by its own rule', async (t) => {
    const plan = await planOf(careless, 'careless', 'production', foresee);
    const { findings } = judge(plan);
    for (const [rule, address] of PLANTED)
      t.ok(
        findings.some((one) => one.rule === rule && one.address === address),
        `${rule} finds ${address}`,
      );
    const planted = new Set(PLANTED.map(([rule]) => rule));
    for (const { name } of RULES) t.ok(planted.has(name), `${name} has a mistake to find`);
    const words = judgeEnums([plan]).findings.map(({ address }) => address);
    t.same(words.sort(), ['aws_ecs_service.misspelt', 'aws_s3_bucket_ownership_controls.misspelt']);
    t.same(secretsIn(plan.text, ['planted-password-of-a-database']), ['planted-password-of-a-database']);
  });

  await t.test('no password stands in a plan, although every plan makes thirty of them', async (t) => {
    for (const plan of [staging, production]) {
      const logins = ofType(plan, 'aws_secretsmanager_secret_version').length;
      t.ok(logins >= services.length * 4, `${plan.environment}: ${logins} secrets are written`);
      t.same(secretsIn(plan.text, [PASSWORD]), []);
    }
  });

  await t.test(
    'every variable that a service requires stands in its task, and every address can be reached',
    async (t) => {
      for (const { name } of services) {
        const task = ofType(staging, 'aws_ecs_task_definition').find(({ address }) =>
          address.includes(`module.service["${name}"]`),
        );
        const [container]: { environment: { name: string; value: string }[]; secrets: { name: string }[] }[] =
          JSON.parse(String(task?.values.container_definitions));
        if (container === undefined) throw new Error(`${name} has no container`);
        const given = new Set([...container.environment, ...container.secrets].map((one) => one.name));
        t.same(
          requiredOf(name).filter((variable) => !given.has(variable)),
          [],
          `${name}: ${given.size} variables`,
        );
        for (const { value } of container.environment) {
          const [, other, port] = /^http:\/\/([\w-]+):(\d+)$/.exec(value) ?? [];
          if (other === undefined) continue;
          const way = staging.resources.find(({ address }) =>
            address.endsWith(`aws_vpc_security_group_ingress_rule.between["${name} to ${other}"]`),
          );
          t.equal(way?.values.from_port, Number(port), `${name} reaches ${other}`);
        }
      }
    },
  );

  await t.test('who reads the replica is given its address where there is one, and nobody else is', async (t) => {
    const given = (plan: Plan): string[] =>
      ofType(plan, 'aws_ecs_task_definition').flatMap(({ values }) =>
        [
          ...String(values.container_definitions).matchAll(
            /"name":"DATABASE_READ_URL","valueFrom":"[^"]*:([^":]+:\w+)::"/g,
          ),
        ].map(([, key = '']) => key.replace(/-\w+:/, ':')),
      );
    const readers = services.filter(({ replica }) => replica === true).map(({ schema }) => schema);
    t.same(readers, ['analytics']);
    const names = readers.map((schema) => `windsurf/database/svc_${schema}:read_url`);
    // The web's first task and the worker's.
    t.same(given(production), [...names, ...names]);
    t.same(given(staging), [], 'staging has no replica');
  });

  await t.test('the roots against which RDS is checked lie where the addresses of the logins say', async (t) => {
    const text = readFileSync(join(INFRA, 'terraform/modules/secrets/variables.tf'), 'utf8');
    const [, file = ''] = /sslrootcert=\/app\/([\w./-]+)"/.exec(text) ?? [];
    // The image keeps the workspace's layout below /app.
    t.match(readFileSync(join(INFRA, '..', file), 'utf8'), /BEGIN CERTIFICATE/, file);
  });

  await t.test('blue and green have enough connections, and Terraform counts as a release does', async (t) => {
    for (const plan of [staging, production]) {
      const { database } = plan.outputs.environment as {
        database: { connections_planned: number; max_connections: number };
      };
      const { settings } = tfvarsOf(plan.environment);
      const tasks = { web: settings.tasks.web.max, worker: settings.tasks.worker.max };
      const budget = connectionBudget(
        services,
        Object.fromEntries(services.map(({ name }) => [name, tasks])),
        database.max_connections,
      );
      t.equal(database.connections_planned, budget.planned, `${plan.environment}: ${budget.says}`);
      t.ok(budget.fits);
    }
    const { settings } = tfvarsOf('production');
    const file = join(infra.folder, 'too-many.tfvars.json');
    const { instance_class, storage_gib, multi_az, replica, backup_retention_days, max_connections } =
      settings.database;
    const connections = services.map(({ name, connections }) => [
      name,
      { connections, max_tasks: { web: 12, worker: 6 } },
    ]);
    writeFileSync(
      file,
      JSON.stringify({
        instance_class,
        storage_gib,
        multi_az,
        replica,
        backup_retention_days,
        max_connections,
        name: 'one',
        environment: 'production',
        subnet_ids: ['one', 'two'],
        security_group_id: 'one',
        log_kms_key_arn: 'one',
        secrets_kms_key_arn: 'one',
        log_retention_days: 365,
        deletion_protection: true,
        services: Object.fromEntries(connections),
      }),
    );
    const root = 'terraform/modules/data-postgres';
    await infra.must(root, ['init', '-no-color']);
    const { code, errors } = await infra.run(root, ['plan', '-no-color', `-var-file=${file}`]);
    t.equal(code, 1);
    t.match(errors.replaceAll(/\s+/g, ' '), /Blue and green together may open \d+ connections/);
  });

  await t.test(
    'a plan of what AWS has not told yet works as well, and all of it is written as Terraform writes',
    async (t) => {
      const { changes, resources } = await planOf(infra, 'terraform/envs/staging', 'staging');
      t.ok(resources.length > 600, `${resources.length} resources`);
      t.same(
        changes.filter(({ actions }) => actions.join() !== 'create'),
        [],
      );
      const { code, output } = await infra.run('terraform', ['fmt', '-check', '-recursive']);
      t.equal(code, 0, output);
    },
  );

  await t.test('a service reads its own secrets and buckets, and nobody else’s', async (t) => {
    for (const plan of [staging, production]) {
      const asked = await accessMatrix(
        plan,
        services,
        ACCOUNTS[plan.environment === 'staging' ? 'staging' : 'production'],
      );
      t.same(surprises(asked), []);
      const yes = asked.filter(({ wanted }) => wanted).length;
      t.ok(yes >= services.length * 5, `${plan.environment}: ${asked.length} questions, ${yes} allowed`);
    }
  });

  await t.test('a pipeline changes its own environment, passes named roles and reads no secret', async (t) => {
    for (const plan of accounts) {
      const asked = await pipelineMatrix(plan, ACCOUNTS[plan.environment === 'staging' ? 'staging' : 'production']);
      t.same(surprises(asked), []);
      const built = servicesOfTypes(
        (plan.environment === 'staging' ? staging : production).resources.map(({ type }) => type),
      );
      const may = new Set(
        (rolesOf(plan).get(`ci-terraform-${plan.environment}`)?.policies ?? []).flatMap(({ policy }) =>
          policy.Statement.flatMap(({ Action }) => asList(Action)),
        ),
      );
      t.ok(built.length > 25, `${plan.environment} is built of ${built.length} services`);
      t.same(
        built.filter((service) => !may.has(`${service}:*`)),
        [],
        'and the pipeline may build all of them',
      );
      const calls = actionsOfReleases();
      t.ok(
        calls.length > 20,
        `${plan.environment}: ${asked.length} questions, ${calls.length} kinds of calls in our code`,
      );
      const allowed = new Set(asked.filter(({ wanted }) => wanted).map(({ action }) => action));
      t.same(
        calls.filter((action) => !allowed.has(action)),
        [],
        'each call that a release or a drill makes is asked',
      );
    }
  });

  await t.test('a policy that is too wide surprises the matrix', async (t) => {
    const widen = (plan: Plan, role: string, statement: Policy['Statement'][number]): Plan => ({
      ...plan,
      resources: plan.resources.map((one) =>
        one.type === 'aws_iam_role_policy' && one.values.role === role
          ? {
              ...one,
              values: {
                ...one.values,
                policy: JSON.stringify({
                  Version: '2012-10-17',
                  Statement: [...statementsOf(one.values.policy), statement],
                }),
              },
            }
          : one,
      ),
    });
    const prefix = 'arn:aws:secretsmanager:af-south-1:111111111111:secret:';
    const planted: [string, Policy['Statement'][number], RegExp][] = [
      [
        'staging-community-task',
        { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [`${prefix}windsurf/*`] },
        /community-task may secretsmanager:GetSecretValue on .*windsurf\/payments/,
      ],
      [
        'staging-analytics-task',
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::windsurf-staging-*/*'] },
        /analytics-task may s3:GetObject on .*products/,
      ],
      [
        'staging-payments-execution',
        {
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue'],
          Resource: [`${prefix}windsurf/database/migrator_*`],
        },
        /payments-execution may secretsmanager:GetSecretValue on .*migrator_payments/,
      ],
    ];
    for (const [role, statement, says] of planted) {
      const found = surprises(await accessMatrix(widen(staging, role, statement), services, ACCOUNTS.staging));
      t.match(found.join('\n'), says);
    }
    const [first] = accounts;
    if (first === undefined) throw new Error('no account was planned');
    const passes = widen(first, 'ci-deploy-staging', { Effect: 'Allow', Action: ['iam:PassRole'], Resource: ['*'] });
    t.match(
      surprises(await pipelineMatrix(passes, ACCOUNTS.staging)).join('\n'),
      /may iam:PassRole on .*administrator/,
    );
    const role = rolesOf(first).get('ci-build');
    if (role === undefined) throw new Error('ci-build has no policy');
    const misspelt = { role: 'ci-build', action: 'ecr:PutImages', resource: '*' };
    await t.rejects(
      isAllowed(role, misspelt, ACCOUNTS.staging),
      'an action that AWS does not have is an error, not a no',
    );
  });
});

/** Variables that a service does not start without: those of every service, and its own from its env.ts. */
const requiredOf = (name: string): string[] => {
  const text = readFileSync(join(INFRA, '../services', name, 'src/env.ts'), 'utf8');
  const own = [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+): (.*)$/gm)]
    .filter(([, , type = '']) => !type.startsWith('T.Optional') && !type.includes('default:'))
    .map(([, variable = '']) => variable);
  const all = ['ENVIRONMENT', 'PORT', 'SERVICE_DATABASE_URL', 'REDIS_URL', 'APP_ORIGIN', 'STORE_ORIGIN', 'DRAIN_MS'];
  return [...all, ...(name === 'auth' ? [] : ['AUTH_URL']), ...own];
};

type Tasks = { max: number };
type Tfvars = { settings: { tasks: { web: Tasks; worker: Tasks }; database: Record<string, unknown> } };
const tfvarsOf = (environment: string): Tfvars =>
  JSON.parse(readFileSync(join(INFRA, 'terraform/envs', environment, 'terraform.tfvars.json'), 'utf8'));

const statementsOf = (text: unknown): Policy['Statement'] => {
  const policy: Policy = JSON.parse(String(text));
  return policy.Statement;
};
