import { createServer } from 'node:http';
import t, { type Test } from 'tap';
import { whyNotNow } from './notice.ts';

/** A status page that says what it is told to say. */
const page = async (t: Test, status: number, body: unknown): Promise<string> => {
  const server = createServer((_asked, answer) => {
    answer.writeHead(status, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  t.teardown(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};
const notice = (over: object): object => ({ kind: 'maintenance', active: true, endsAt: null, ...over });

t.test('maintenance begins only while its notice stands on the status page', async (t) => {
  t.equal(await whyNotNow(await page(t, 200, { notices: [notice({})] })), undefined);
  for (const notices of [[], [notice({ kind: 'trouble' })]])
    t.match(await whyNotNow(await page(t, 200, { notices })), /no maintenance is announced/);
  t.match(await whyNotNow(await page(t, 200, { notices: [notice({ active: false })] })), /has not begun/);
});

t.test('a page that does not answer, or says something else, is an error and no permission', async (t) => {
  await t.rejects(whyNotNow(await page(t, 503, {})), /answers 503/);
  for (const body of [{}, [], { notices: {} }, { notices: [{}] }, null])
    await t.rejects(whyNotNow(await page(t, 200, body)), /no list of notices/, JSON.stringify(body));
  await t.rejects(whyNotNow('http://127.0.0.1:9'));
});
