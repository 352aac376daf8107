import t from 'tap';
import { startTestAuth } from '../testing.ts';

const lab = await startTestAuth(t);
const operator = await lab.operator();
const creator = await lab.creator();
const get = async (path: string, headers: Record<string, string> = operator.headers) =>
  await lab.app.inject({ url: `/v1/auth/operator/audit${path}`, headers });

t.test('an operator finds how she was made, and the chain is whole', async (t) => {
  const answer = await get(`?entity=person:${operator.personId}`);
  t.equal(answer.statusCode, 200, answer.body);
  t.match(answer.json(), {
    items: [{ action: 'operator.made', actorKind: 'system', actorId: null }],
    nextCursor: null,
  });
  const walked = await get('/verification');
  t.match(walked.json(), { chains: 1, broken: [] });
  t.ok(walked.json<{ rows: number }>().rows >= 2, 'the look is a row itself');
});

t.test('what a build before this one writes stands in the chain too', async (t) => {
  await lab.db.look(
    `insert into auth.audit (at, operator_id, what, about, reason, facts) values (now(), '${operator.personId}',
      'flag.set', 'flag:sale-sms', 'by the build before', '{"from":{"percent":100},"to":{"percent":0}}')`,
  );
  t.match((await get('?entity=flag:sale-sms')).json(), {
    items: [{ reason: 'by the build before', before: { percent: 100 }, after: { percent: 0 } }],
  });
  t.match((await get('/verification')).json(), { broken: [] });
});

t.test('planted: a row that a superuser changed is named', async (t) => {
  const [row] = await lab.db.look<{ seq: string }>('select min(seq) as seq from auth.audit_logs');
  await lab.db.look(`update auth.audit_logs set reason = 'rewritten' where seq = ${Number(row?.seq)}`);
  t.match((await get('/verification')).json(), {
    broken: [{ chain: 'platform', seq: Number(row?.seq), why: 'changed' }],
  });
});

t.test('only operators look, and a wrong question is 422', async (t) => {
  for (const path of ['', '/verification']) {
    t.equal((await get(path, {})).statusCode, 401);
    t.equal((await get(path, creator.headers)).statusCode, 403);
    t.equal((await get(path, lab.service('payments'))).statusCode, 403);
  }
  for (const path of ['?actor=x', '?cursor=x', '?since=yesterday', '?limit=1000'])
    t.equal((await get(path)).statusCode, 422, path);
});
