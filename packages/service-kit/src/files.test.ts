import t from 'tap';
import { Type as T } from 'typebox';
import { endpoint } from '@windsurf/contracts/endpoint';
import { sendFile } from './files.ts';
import { openApi } from './openapi.ts';
import { route } from './route.ts';
import { testApp } from './testing.ts';

const shape = endpoint({
  method: 'GET',
  url: '/v1/file.pdf',
  access: 'creator',
  summary: 'A file',
  file: 'application/pdf',
  response: T.Unknown(),
});

t.test('a file goes as it is, with its name in any letters, and is kept by nobody', async (t) => {
  const { app } = await testApp();
  const bytes = Buffer.from([0, 255, 10, 13, 128]);
  route(app, shape, async ({ reply }) => await sendFile(reply, { type: 'application/pdf', name: 'ሰላም 1.pdf', bytes }));
  const answer = await app.inject({ url: '/v1/file.pdf', headers: { 'x-who': 'creator' } });
  t.equal(answer.statusCode, 200);
  t.ok(answer.rawPayload.equals(bytes));
  t.match(answer.headers, {
    'content-type': 'application/pdf',
    'content-length': '5',
    'content-disposition': `inline; filename="____1.pdf"; filename*=UTF-8''${encodeURIComponent('ሰላም 1.pdf')}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  t.equal((await app.inject({ url: '/v1/file.pdf' })).statusCode, 401);
});

t.test('a table is saved, says its letters, and cannot split a header', async (t) => {
  const { app } = await testApp();
  const table = endpoint({ ...shape, url: '/v1/table.csv', access: 'public', file: 'text/csv' });
  route(
    app,
    table,
    async ({ reply }) => await sendFile(reply, { type: 'text/csv', name: 'a"\r\nb.csv', bytes: 'ሰላም' }),
  );
  const answer = await app.inject({ url: '/v1/table.csv' });
  t.equal(answer.body, 'ሰላም');
  t.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
  t.equal(answer.headers['content-disposition'], `attachment; filename="a___b.csv"; filename*=UTF-8''a%22%0D%0Ab.csv`);
});

t.test('the OpenAPI document says that it is a file', async (t) => {
  const { paths } = JSON.parse(openApi('x', [shape])) as { paths: Record<string, { get: { responses: object } }> };
  t.match(paths['/v1/file.pdf']?.get.responses, {
    200: { content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } },
  });
});
