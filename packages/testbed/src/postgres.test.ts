import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import t, { type Test } from 'tap';
import { dockerAnswers } from './docker.ts';
import { NoServer } from './no-server.ts';
import { isFree, portNear } from './ports.ts';
import { startPostgres } from './postgres.ts';

// This file is about a server of its own, whatever the others share.
delete process.env.DATABASE_URL;

const folderFor = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  // As root the server runs as nobody, who has to reach it.
  chmodSync(folder, 0o755);
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const ask = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

t.test('kept data outlives a server that was killed hard, on the same port', async (t) => {
  const dir = folderFor(t);
  let pid = 0;
  const start = () => startPostgres({ dir, ephemeral: false, started: (started) => (pid = started) });
  const first = await start();
  await ask(first.url, 'create table kept as select 41 + 1 as answer');
  process.kill(pid, 'SIGKILL');
  const second = await start();
  t.strictSame(await ask(second.url, 'select answer from kept'), [{ answer: 42 }]);
  t.equal(second.url, first.url);
  await second.stop();
});

t.test('a lock that names a stranger stops nobody, and the stranger lives', async (t) => {
  const dir = folderFor(t);
  const first = await startPostgres({ dir, ephemeral: false });
  await first.stop();
  writeFileSync(join(dir, 'data/postmaster.pid'), `${process.pid}\n${join(dir, 'data')}\n`);
  const second = await startPostgres({ dir, ephemeral: false });
  t.strictSame(await ask(second.url, 'select 1 as one'), [{ one: 1 }]);
  await second.stop();
});

t.test('an ephemeral server leaves nothing', async (t) => {
  const dir = join(folderFor(t), 'gone');
  const server = await startPostgres({ dir, ephemeral: true });
  t.match(await ask(server.url, 'show fsync'), [{ fsync: /^o/ }]);
  await server.stop();
  t.equal(existsSync(dir), false);
  for (const folder of server.folders) t.equal(existsSync(folder), false);
});

t.test('a given server is taken as it is, unless it cannot carry the product', async (t) => {
  const own = await startPostgres({ dir: join(folderFor(t), 'given'), ephemeral: true });
  const given = (url: string) => {
    process.env.DATABASE_URL = url;
    return startPostgres({ dir: '/nowhere', ephemeral: true }).finally(() => delete process.env.DATABASE_URL);
  };
  t.match(await given(own.url), { url: own.url, how: 'given', folders: [] });
  await ask(own.url, 'create role small login');
  const rows: [url: string, says: RegExp][] = [
    [own.url.replace('postgres@', 'small@'), /The role small of DATABASE_URL may not make .* a superuser/],
    [own.url.replace(/postgres$/, 'none'), /database "none" does not exist\. Start it or mend/],
    ['postgres://me:secret@127.0.0.1:1/x', /me:\*\*\*@127\.0\.0\.1:1\/x\) cannot be used: connect ECONNREFUSED/],
    ['localhost', /DATABASE_URL is no address/],
  ];
  for (const [url, says] of rows) {
    const error = await given(url).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    t.type(error, NoServer);
    t.match(String(error), says);
    t.notMatch(String(error), /\n|secret/, 'one line, without the password');
  }
  await own.stop();
});

t.test('a taken port is seen, and another one is chosen', async (t) => {
  const stranger = createServer().listen(0, '0.0.0.0');
  await once(stranger, 'listening');
  t.teardown(() => stranger.close());
  const address = stranger.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  t.equal(await isFree(port), false);
  t.not(await portNear(port), port);
});

const docker = await dockerAnswers();
t.test('a container where Docker answers', { skip: docker ? false : 'Docker does not answer here' }, async (t) => {
  const server = await startPostgres({ dir: folderFor(t), ephemeral: true });
  t.equal(server.how, 'container');
  t.match(await ask(server.url, 'show server_version_num'), [{ server_version_num: /^18/ }]);
  await server.stop();
});
