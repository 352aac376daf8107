import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text as bodyOf } from 'node:stream/consumers';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';
import { flipWeights } from './emergency.ts';
import { assertDigest, renderTaskDefinition } from './task-definition.ts';

const templates = new URL('../../../../infra/task-definitions/', import.meta.url);
const digest = `111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/auth@sha256:${'a'.repeat(64)}`;

t.test('every template is filled, and hardened as it was written; a value that is missing is named', (t) => {
  for (const kind of ['service', 'worker', 'dashboard', 'migrate']) {
    const text = readFileSync(new URL(`${kind}.json.tmpl`, templates), 'utf8');
    const names = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name));
    t.ok(names.size > 5, kind);
    const values = Object.fromEntries([...names].map((name) => [name, name === 'port' ? 4010 : name]));
    const made = renderTaskDefinition(text, { ...values, image: digest, environment: [], secrets: [] });
    t.match(made, { family: 'family', requiresCompatibilities: ['FARGATE'] }, kind);
    t.match(made.containerDefinitions?.[0], { image: digest, readonlyRootFilesystem: true }, kind);
    t.throws(() => renderTaskDefinition(text, {}), /the task definition lacks .*family.*image/s, kind);
    const { image: _image, ...rest } = { ...values, image: '' };
    t.throws(() => renderTaskDefinition(text, rest), { message: 'the task definition lacks image' }, kind);
  }
  t.throws(() => renderTaskDefinition('{"family": ${name}, oops}', { name: 'x' }), /no JSON/);
  t.throws(() => renderTaskDefinition('{"family": ${name}}', { name: 'x' }), /no container/);
  t.end();
});

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
