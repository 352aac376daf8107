import t from 'tap';
import { brotliCompressSync } from 'node:zlib';
import { Type as T } from 'typebox';
import { endpoint } from '@windsurf/contracts/endpoint';
import { notAllowed, notFound } from '@windsurf/contracts/problem';
import { openApi } from './openapi.ts';
import { privatePage, problemPages } from './pages.ts';
import { page } from './route.ts';
import { testApp } from './testing.ts';

const withPages = async () => {
  const made = await testApp({
    problemPage: problemPages((problem) =>
      problem.status === 403 ? [{ href: '/sign-in', label: { en: 'Sign in', am: 'ይግቡ' } }] : [],
    ),
  });
  page(made.app, { method: 'GET', url: '/gone/*', access: 'public' }, async () => {
    throw notFound();
  });
  page(made.app, { method: 'GET', url: '/mine', access: 'public' }, async () => {
    throw notAllowed();
  });
  page(made.app, { method: 'GET', url: '/bug', access: 'public' }, async () => {
    throw new Error('internal words');
  });
  return made.app;
};

t.test('a problem on a page is a page in the reader\u2019s language, at most 2 KB on the wire', async (t) => {
  const app = await withPages();
  let seen = 0;
  for (const [lang, words] of [
    ['en', /There is nothing here/],
    ['am', /እዚህ ምንም የለም/],
  ] as const) {
    const answer = await app.inject({ url: `/gone/x?lang=${lang}` });
    t.equal(answer.statusCode, 404);
    t.match(answer.body, words);
    t.match(answer.body, new RegExp(`<html lang="${lang}"`));
    t.ok(answer.body.includes(String(answer.headers['x-request-id'])), 'with the number to tell us');
    const bytes = brotliCompressSync(answer.body).length;
    t.ok(bytes <= 2048, `${lang}: ${bytes} bytes`);
    seen += 1;
  }
  t.equal(seen, 2);
});

t.test('problem pages allow no inline script and no style but their own, and lie in no cache', async (t) => {
  const app = await withPages();
  for (const url of ['/gone/x', '/mine', '/bug', '/nowhere']) {
    const { headers, body } = await app.inject({ url, headers: { accept: 'text/html' } });
    const policy = String(headers['content-security-policy']);
    t.match(policy, /default-src 'none'/, url);
    t.match(policy, /script-src 'self'(;|$)/);
    t.match(policy, /style-src 'sha256-/);
    t.notMatch(policy, /unsafe/);
    t.notMatch(body, /<script(?![^>]* src=)|\son[a-z]+=|\sstyle=/i);
    t.equal(headers['cache-control'], 'no-store');
    t.equal(headers['x-content-type-options'], 'nosniff');
  }
  t.notMatch((await app.inject({ url: '/bug' })).body, /internal words/);
});

t.test('what can be done stands on the page; trying again stays on our own host', async (t) => {
  const app = await withPages();
  t.match((await app.inject({ url: '/mine?lang=en' })).body, /href="\/sign-in"[^>]*>Sign in/);
  t.match((await app.inject({ url: '/gone/x?a=1&lang=en' })).body, /href="\/gone\/x\?a=1&amp;lang=en"/);
  const foreign = await app.inject({ url: '//evil.example/x?lang=en', headers: { accept: 'text/html' } });
  t.notMatch(foreign.body, /href="\/\/|href="\/\\|evil/);
});

t.test('a private page carries its status, its policy and no-store', async (t) => {
  const made = privatePage('<style>a{}</style></head><p>x', { imgOrigins: ['https://cdn.example'] }, 201);
  t.equal(made.status, 201);
  t.match(made.headers, {
    'cache-control': 'no-store',
    'content-security-policy': /img-src 'self' https:\/\/cdn\.example/,
  });
});

t.test('OpenAPI names each parameter, body, access and answer of a contract', async (t) => {
  const shape = endpoint({
    method: 'POST',
    url: '/v1/things/:id/parts',
    access: 'creator',
    summary: 'Add a part',
    status: 201,
    params: T.Object({ id: T.String() }),
    query: T.Object({ must: T.String(), may: T.Optional(T.Integer()) }),
    body: T.Object({ n: T.Integer() }, { additionalProperties: false }),
    response: T.Object({ id: T.String() }),
  });
  const gone = endpoint({
    method: 'DELETE',
    url: '/v1/things/:id',
    access: 'person',
    summary: 's',
    status: 204,
    response: T.Undefined(),
  });
  const text = openApi('things', [shape, gone]);
  t.ok(text.endsWith('}\n'));
  const operation = { summary: 'Add a part', 'x-access': 'creator', requestBody: { required: true } };
  t.match(JSON.parse(text), {
    openapi: '3.1.0',
    paths: {
      '/v1/things/{id}/parts': {
        post: {
          ...operation,
          parameters: [
            { name: 'id', in: 'path', required: true },
            { name: 'must', in: 'query', required: true },
            { name: 'may', in: 'query', required: false },
          ],
          responses: { 201: { content: { 'application/json': { schema: { type: 'object' } } } }, default: {} },
        },
      },
      '/v1/things/{id}': { delete: { responses: { 204: { description: 'Done' } } } },
    },
  });
  t.equal(openApi('things', [shape, gone]), text, 'twice the same');
});
