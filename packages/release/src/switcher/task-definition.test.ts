import { createServer } from 'node:http';
import { text as bodyOf } from 'node:stream/consumers';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { startEcs } from '@windsurf/sandbox/ecs';
import t, { type Test } from 'tap';
import { flipWeights } from './emergency.ts';
import { assertDigest, definitionFor, registerTaskDefinition } from './task-definition.ts';

const digest = `111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/auth@sha256:${'a'.repeat(64)}`;

t.test(
  'a release is the newest definition of its family with another image, or the template with its values',
  async (t) => {
    const fake = await startEcs();
    const ecs = new ECSClient({
      endpoint: fake.url,
      region: 'af-south-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    t.teardown(async () => {
      ecs.destroy();
      await fake.stop();
    });
    const containers = [
      { name: 'auth', image: 'old', readonlyRootFilesystem: true },
      { name: 'collector', image: 'theirs' },
    ];
    for (const cpu of ['256', '512'])
      await registerTaskDefinition(ecs, { family: 'staging-auth', cpu, containerDefinitions: containers });
    const wanted = { kind: 'service', family: 'staging-auth', container: 'auth', image: digest } as const;
    const made = await definitionFor(ecs, wanted);
    t.match(made, { family: 'staging-auth', cpu: '512' }, 'with what Terraform has changed since');
    t.same(
      made.containerDefinitions?.map(({ image }) => image),
      [digest, 'theirs'],
    );
    t.notOk('revision' in made || 'taskDefinitionArn' in made || 'status' in made);
    t.match(await registerTaskDefinition(ecs, made), /staging-auth:3$/);
    await t.rejects(definitionFor(ecs, { ...wanted, container: 'other' }), /has no container other/);
    await t.rejects(definitionFor(ecs, { ...wanted, values: { family: 'x' } }), /has no value for/);
    await t.rejects(definitionFor(ecs, { ...wanted, image: 'auth:latest' }), /by its digest/);
  },
);

t.test('an image is deployed by its digest only', (t) => {
  t.doesNotThrow(() => assertDigest(digest));
  for (const image of [
    'auth:latest',
    digest.replace(/@.*/, ':v1'),
    `auth@sha256:${'a'.repeat(64)}`,
    digest.slice(0, -1),
  ])
    t.throws(() => assertDigest(image), /by its digest/, image);
  t.end();
});

/** The three questions, in the balancer's query protocol; the weights are kept, one group has healthy tasks. */
const fakeBalancer = async (t: Test) => {
  const weights = new Map([
    ['tg/blue', 0],
    ['tg/green', 100],
  ]);
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const sent = new URLSearchParams(body);
      const action = sent.get('Action') ?? '';
      const answer = (inner: string): void => {
        response.setHeader('content-type', 'text/xml');
        response.end(
          `<${action}Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><${action}Result>${inner}</${action}Result></${action}Response>`,
        );
      };
      if (action === 'ModifyRule')
        for (let n = 1; ; n++) {
          const at = `Actions.member.1.ForwardConfig.TargetGroups.member.${n}`;
          const arn = sent.get(`${at}.TargetGroupArn`);
          if (arn === null) break;
          weights.set(arn, Number(sent.get(`${at}.Weight`)));
        }
      if (action === 'DescribeTargetHealth') {
        const state = sent.get('TargetGroupArn') === 'tg/blue' ? 'healthy' : 'unhealthy';
        return answer(
          `<TargetHealthDescriptions><member><TargetHealth><State>${state}</State></TargetHealth></member></TargetHealthDescriptions>`,
        );
      }
      const groups = [...weights].map(
        ([arn, weight]) => `<member><TargetGroupArn>${arn}</TargetGroupArn><Weight>${weight}</Weight></member>`,
      );
      answer(
        `<Rules><member><RuleArn>rule</RuleArn><Actions><member><Type>forward</Type><ForwardConfig><TargetGroups>${groups.join('')}</TargetGroups></ForwardConfig></member></Actions></member></Rules>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const elb = new ElasticLoadBalancingV2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'af-south-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  t.teardown(() => {
    elb.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { elb, weights };
};

t.test('in an emergency all traffic goes to the group whose tasks are healthy, and to no other', async (t) => {
  const { elb, weights } = await fakeBalancer(t);
  await flipWeights(elb, { ruleArn: 'rule', toArn: 'tg/blue' });
  t.same(Object.fromEntries(weights), { 'tg/blue': 100, 'tg/green': 0 });
  await t.rejects(flipWeights(elb, { ruleArn: 'rule', toArn: 'tg/green' }), /no task in tg\/green is healthy/);
  await t.rejects(flipWeights(elb, { ruleArn: 'rule', toArn: 'tg/other' }), /does not lead to tg\/other/);
  t.same(Object.fromEntries(weights), { 'tg/blue': 100, 'tg/green': 0 }, 'nothing was moved');
});
