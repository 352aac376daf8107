import t from 'tap';
import { testDatabase } from '@windsurf/testbed/database';
import { observed } from '@windsurf/testbed/observed';
import { testPeople } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp } from '../app.ts';
import type { DB } from '../db.gen.ts';

const url = '/v1/__name__/notes';

t.test('a creator reads her own notes, and nobody else does', async (t) => {
  const db = await testDatabase(t, ['__name__']);
  const people = await testPeople('__name__');
  const app = await buildApp({
    tenancy: db.tenancy<DB>('__schema__'),
    log: quietLog().log,
    authenticator: people.authenticator,
    ready: async () => undefined,
    ...observed('__name__'),
  });
  t.teardown(async () => await app.close());
  const { headers } = people.person({ creator: true });
  const stranger = people.person({ creator: true });
  const written = await app.inject({ method: 'POST', url, headers, body: { text: 'ሰላም' } });
  t.equal(written.statusCode, 201);
  t.match((await app.inject({ url, headers })).json(), { notes: [{ text: 'ሰላም' }] });
  t.strictSame((await app.inject({ url, headers: stranger.headers })).json(), { notes: [] });
  t.equal((await app.inject({ url })).statusCode, 401);
  t.equal((await app.inject({ method: 'POST', url, headers, body: { text: '' } })).statusCode, 422);
  t.equal((await app.inject({ url: '/v1/__name__/health' })).body, '{"status":"healthy"}');
});
