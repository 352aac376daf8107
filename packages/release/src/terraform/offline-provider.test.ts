import t from 'tap';
import { handlers } from '../../terraform-offline/handlers.ts';
import { readSchema } from '../../terraform-offline/schema.ts';
import { read, write } from '../../terraform-offline/values.ts';

const ARCHIVE = new URL('../../terraform-offline/schema-6.66.0.subset.json.gz', import.meta.url);
const TYPES = ['aws_vpc', 'aws_secretsmanager_secret_version', 'aws_availability_zones', 'aws_s3_bucket'];

type Answer = Record<string, { msgpack?: Uint8Array }>;
const provider = (foresee = false) => {
  const methods = handlers(readSchema(ARCHIVE, new Set(TYPES)), foresee);
  return (name: string, request: Record<string, unknown>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const method = methods[name];
      if (method === undefined) throw new Error(`${name} is not answered`);
      method({ request: request as Parameters<typeof method>[0]['request'] }, (error, answer) =>
        error === null ? resolve(answer as Answer) : reject(error),
      );
    });
};
const values = (wire: { msgpack?: Uint8Array } | undefined): Record<string, unknown> =>
  read(wire ?? null) as Record<string, unknown>;
const SETTINGS = {
  config: write({ region: 'eu-west-1', allowed_account_ids: ['999999999999'], default_tags: [{ tags: { a: 'b' } }] }),
};

t.test('the archive is whole: the schema of the provider 6.66.0, as far as we use it', async (t) => {
  const all = readSchema(ARCHIVE, new Set());
  t.ok(Object.keys(all.resources).length > 300, `${Object.keys(all.resources).length} resources`);
  t.ok(all.resources.aws_ecs_service?.blocks.deployment_configuration, 'with deployments of 2025');
  t.equal(Object.keys(readSchema(ARCHIVE, new Set(TYPES)).resources).length, 3, 'a command is served what it names');
});

t.test('what only AWS can say is unknown in a plan and a value after an apply', async (t) => {
  const ask = provider();
  const proposed = write({ cidr_block: '10.0.0.0/16', tags: { x: 'y' } });
  await ask('Configure', SETTINGS);
  const { planned_state: planned } = await ask('PlanResourceChange', {
    type_name: 'aws_vpc',
    prior_state: null,
    proposed_new_state: proposed,
  });
  const before = values(planned);
  t.same(before.tags_all, { a: 'b', x: 'y' }, 'the provider’s tags stand beside the resource’s own');
  t.notMatch(before.id, /^aws_vpc/);
  const { new_state: made } = await ask('ApplyResourceChange', { type_name: 'aws_vpc', planned_state: planned });
  const after = values(made);
  t.match(after.id, /^aws_vpc-[0-9a-f]{8}$/);
  t.match(after.arn, /^arn:aws:vpc:eu-west-1:999999999999:/);
  t.equal(after.cidr_block, '10.0.0.0/16');
  const again = await ask('PlanResourceChange', { type_name: 'aws_vpc', prior_state: made, proposed_new_state: made });
  t.same(values(again.planned_state), after, 'planned again, nothing changes');
  const gone = await ask('PlanResourceChange', {
    type_name: 'aws_vpc',
    prior_state: made,
    proposed_new_state: write(null),
  });
  t.equal(read(gone.planned_state ?? null), null, 'what is taken out is taken away');
});

t.test('a write-only argument is never answered', async (t) => {
  const ask = provider();
  const request = { secret_id: 'one', secret_string_wo: 'planted', secret_string_wo_version: 1 };
  for (const prior of [null, write(request)]) {
    const { planned_state: planned } = await ask('PlanResourceChange', {
      type_name: 'aws_secretsmanager_secret_version',
      prior_state: prior,
      proposed_new_state: write(request),
    });
    t.equal(values(planned).secret_string_wo, null);
    t.equal(values(planned).secret_string_wo_version, 1);
  }
});

t.test('foreseeing, a plan holds the ARNs and ids that an apply would find', async (t) => {
  const ask = provider(true);
  const { planned_state: planned } = await ask('PlanResourceChange', {
    type_name: 'aws_s3_bucket',
    prior_state: null,
    proposed_new_state: write({ bucket: 'one' }),
  });
  t.match(values(planned), { id: 'one', arn: 'arn:aws:s3:::one' });
});

t.test('a data source answers the same question the same way', async (t) => {
  const ask = provider();
  await ask('Configure', SETTINGS);
  const request = { type_name: 'aws_availability_zones', config: write({}) };
  const first = values((await ask('ReadDataSource', request)).state);
  t.same(first.names, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  t.same(values((await ask('ReadDataSource', request)).state), first);
});

t.test('a type that is not served is an error', async (t) => {
  const request = { type_name: 'aws_unheard_of', proposed_new_state: write({}) };
  await t.rejects(provider()('PlanResourceChange', request), /aws_unheard_of is not in the served schema/);
});
