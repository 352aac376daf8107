import t from 'tap';
import type { NoticeView } from '@windsurf/contracts/auth-platform';
import { startTestAuth } from '../testing.ts';

const lab = await startTestAuth(t);
const operator = await lab.operator();
const creator = await lab.creator();
const inHours = (hours: number): string => new Date(lab.clock.now().getTime() + hours * 3_600_000).toISOString();
const maintenance = () => ({
  kind: 'maintenance',
  components: ['checkout'],
  startsAt: inHours(25),
  endsAt: inHours(27),
  am: 'የክፍያ ክፍሉን እናድሳለን።',
  en: 'We renew the part that takes payments.',
  reason: 'the database gets a new version',
});
const announce = async (over: object = {}, headers: Record<string, string> = operator.headers) =>
  await lab.app.inject({
    method: 'POST',
    url: '/v1/auth/operator/notices',
    headers,
    body: { ...maintenance(), ...over },
  });
const end = async (id: string, headers: Record<string, string> = operator.headers, reason = 'it is done') =>
  await lab.app.inject({ method: 'POST', url: `/v1/auth/operator/notices/${id}/end`, headers, body: { reason } });
const list = async (headers: Record<string, string> = operator.headers) =>
  await lab.app.inject({ url: '/v1/auth/operator/notices', headers });
const problemOf = (answer: { json(): unknown }): string => (answer.json() as { title: string }).title;

t.test('maintenance is announced a day before, or with a word that it cannot wait', async (t) => {
  const late = await announce({ startsAt: inHours(23.9) });
  t.equal(late.statusCode, 422);
  t.equal(problemOf(late), 'notice-too-late');
  const made = await announce();
  t.equal(made.statusCode, 201, made.body);
  t.equal((await announce({ startsAt: inHours(1), endsAt: inHours(2), urgent: true })).statusCode, 201);
  t.equal((await announce({ kind: 'trouble', startsAt: inHours(0), endsAt: null })).statusCode, 201, 'trouble is now');
  const audited = await lab.db.look<{ action: string; reason: string; actor_id: string; after: { urgent: boolean } }>(
    "select action, reason, actor_id, after from auth.audit_logs where action = 'notice.announced' order by seq",
  );
  t.match(audited, [
    { action: 'notice.announced', reason: 'the database gets a new version', after: { urgent: false } },
    { after: { urgent: true } },
    { actor_id: operator.personId },
  ]);
  t.match((await list()).json(), {
    items: [{ kind: 'trouble' }, {}, { announcedBy: operator.personId, endedAt: null }],
  });
});

t.test('a notice is withdrawn or ended once, with a reason', async (t) => {
  const { id } = (await announce()).json<NoticeView>();
  t.equal((await end(id)).statusCode, 200);
  t.equal(problemOf(await end(id)), 'notice-over');
  const over = (await announce({ startsAt: inHours(25), endsAt: inHours(26) })).json<NoticeView>();
  lab.clock.advance(27 * 3600);
  t.equal((await end(over.id)).statusCode, 409, 'what passed by itself');
  const [last] = await lab.db.look<{ action: string; entity: string; reason: string }>(
    "select action, entity, reason from auth.audit_logs where action = 'notice.ended'",
  );
  t.same(last, { action: 'notice.ended', entity: `notice:${id}`, reason: 'it is done' });
});

t.test('what makes no sense is 422, what is not there 404, and only operators announce', async (t) => {
  lab.clock.set(new Date().toISOString());
  const wrong = [
    { endsAt: inHours(24) },
    { endsAt: null },
    { kind: 'party' },
    { components: [] },
    { components: ['moon'] },
    { en: 'x' },
    { reason: 'x' },
    { startsAt: 'tomorrow' },
    { startsAt: '2026-13-45T00:00:00Z' },
    { kind: 'trouble', startsAt: inHours(-3), endsAt: inHours(-2) },
    { more: true },
  ];
  for (const over of wrong) t.equal((await announce(over)).statusCode, 422, JSON.stringify(over));
  t.equal((await end('01890000-0000-7000-8000-000000000000')).statusCode, 404);
  t.equal((await end('nonsense')).statusCode, 404);
  for (const [status, headers] of [
    [401, {}],
    [403, creator.headers],
    [403, lab.service('payments')],
  ] as const) {
    t.equal((await announce({}, headers)).statusCode, status);
    t.equal((await end('01890000-0000-7000-8000-000000000000', headers)).statusCode, status);
    t.equal((await list(headers)).statusCode, status);
  }
});
