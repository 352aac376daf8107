import { createServer } from 'node:http';
import { t } from 'tap';
import { asPhone } from '@windsurf/phone/phone';
import { createAfromessage, meaningOf } from './afromessage.ts';

const to = asPhone('+251911000601');

t.test('a refused connection certainly sent nothing', async (t) => {
  const nowhere = createAfromessage({ baseUrl: 'http://127.0.0.1:9', token: 'x', sender: 'x', identifier: 'x' });
  t.teardown(async () => await nowhere.close());
  t.same(await nowhere.send({ to, text: 'x', callback: 'http://localhost/' }), {
    kind: 'not-sent',
    reason: 'unreachable',
    retryAfter: null,
  });
  t.equal(await nowhere.status('x'), 'no-answer');
});

t.test('a connection that is cut after the request is unknown', async (t) => {
  let requests = 0;
  const server = createServer((request) => {
    requests++;
    request.socket.destroy();
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as { port: number };
  const gateway = createAfromessage({ baseUrl: `http://127.0.0.1:${port}`, token: 'x', sender: 'x', identifier: 'x' });
  t.teardown(async () => {
    await gateway.close();
    server.close();
  });
  t.same(await gateway.send({ to, text: 'x', callback: 'http://localhost/' }), {
    kind: 'unknown',
    reason: 'no-answer',
  });
  t.equal(requests, 1, 'and the library asks once');
});

t.test('the gateway’s pause is obeyed as it was said', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(429, { 'retry-after': '7' });
    response.end('<html>slow down</html>');
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as { port: number };
  const gateway = createAfromessage({ baseUrl: `http://127.0.0.1:${port}/`, token: 'x', sender: 'x', identifier: 'x' });
  t.teardown(async () => {
    await gateway.close();
    server.close();
  });
  t.match(await gateway.send({ to, text: 'x', callback: 'http://localhost/' }), {
    kind: 'not-sent',
    retryAfter: 7,
  });
  t.equal(await gateway.status('x'), 'limited');
});

t.test('words of the gateway are read by their beginning, failures first', async (t) => {
  const words = {
    failed: ['UNDELIV', 'undelivered', 'FAILED', 'REJECTED', 'EXPIRED'],
    delivered: ['Delivered', 'DELIVRD'],
  };
  for (const word of words.failed) t.equal(meaningOf(word), 'failed', word);
  for (const word of words.delivered) t.equal(meaningOf(word), 'delivered', word);
  for (const word of ['QUEUED', 'SENT', 'UNKNOWN', '']) t.equal(meaningOf(word), 'pending', word);
});
