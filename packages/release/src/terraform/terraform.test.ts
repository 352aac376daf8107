import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { judgeEnums } from './enums.ts';
import { accessMatrix, isAllowed, pipelineMatrix, rolesOf, surprises } from './least-privilege.ts';
import { openOfflineTerraform, terraformVersion } from './offline.ts';
import { planOf } from './plan.ts';
import type { Plan, Policy } from './plan.ts';
import { judge, RULES } from './policy.ts';
import { PLANTED } from './testing.ts';
import { secretsIn } from './told-secrets.ts';

const INFRA = fileURLToPath(new URL('../../../../infra', import.meta.url));
const services = JSON.parse(readFileSync(`${INFRA}/terraform/services.json`, 'utf8'));
const ACCOUNTS = { staging: '111111111111', production: '222222222222' } as const;
const missing = terraformVersion() === undefined ? 'terraform is not on PATH (1.11 or later)' : false;

t.test('the rules of the house over the plans of every environment', { skip: missing }, async (t) => {
  const infra = openOfflineTerraform(INFRA);
  const careless = openOfflineTerraform(fileURLToPath(new URL('fixtures', import.meta.url)));
  t.setTimeout(240_000);
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

  t.test('no plan of ours breaks a rule, and every rule saw something', async (t) => {
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

  t.test('every word that AWS chooses from a list is one of its list', async (t) => {
    const { findings, seen } = judgeEnums(plans);
    t.same(findings, []);
    for (const [row, count] of Object.entries(seen)) t.ok(count > 0, `${row}: ${count} values`);
  });

  t.test('each planted mistake is found by its own rule', async (t) => {
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
    t.same(secretsIn(JSON.stringify(plan), ['planted-password-of-a-database']), ['planted-password-of-a-database']);
  });

  t.test('a service reads its own secrets and buckets, and nobody else’s', async (t) => {
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

  t.test('a pipeline changes its own environment, passes named roles and reads no secret', async (t) => {
    for (const plan of accounts) {
      const asked = await pipelineMatrix(plan, ACCOUNTS[plan.environment === 'staging' ? 'staging' : 'production']);
      t.same(surprises(asked), []);
      t.ok(asked.length > 30, `${plan.environment}: ${asked.length} questions`);
    }
  });

  t.test('a policy that is too wide surprises the matrix', async (t) => {
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

const statementsOf = (text: unknown): Policy['Statement'] => {
  const policy: Policy = JSON.parse(String(text));
  return policy.Statement;
};
