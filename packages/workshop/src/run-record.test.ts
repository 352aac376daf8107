import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { identityOf } from '../identity.mjs';
import { claimRun, endOrphans, sweep } from './run-record.ts';

const folderFor = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const sleeper = async (t: Test) => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0, ended: once(child, 'exit') };
};

const GONE = { pid: 2_000_000_000, identity: 'gone', name: 'npm start' };

const record = (folder: string, fields: object): void =>
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({ what: 'npm start', url: '', main: GONE, ancestors: [], children: [], folders: [], ...fields }),
  );

t.test('the next run ends what a killed run left, and removes its folders', async (t) => {
  const folder = folderFor(t);
  const { pid, ended } = await sleeper(t);
  const left = join(folder, 'left');
  mkdirSync(left);
  record(folder, { children: [{ pid, identity: identityOf(pid), name: 'postgres' }], folders: [left] });
  t.equal(await endOrphans(folder), 1);
  t.match(await ended, [null, 'SIGINT']);
  t.equal(existsSync(left), false);
  t.equal(existsSync(join(folder, 'run.json')), false);
});

t.test('a stranger who has the pid by now is left alone', async (t) => {
  const folder = folderFor(t);
  const { pid, child } = await sleeper(t);
  record(folder, { children: [{ pid, identity: 'another start time', name: 'postgres' }] });
  t.equal(await endOrphans(folder), 0);
  t.equal(child.exitCode, null);
  t.equal(child.signalCode, null);
});

t.test('a run that is alive is not touched, and the second one is told where it is', async (t) => {
  const folder = folderFor(t);
  const { pid, child } = await sleeper(t);
  const main = { pid, identity: identityOf(pid), name: 'npm start' };
  record(folder, { main, url: 'http://localhost:8080' });
  await t.rejects(claimRun(folder, 'npm start'), {
    message: new RegExp(`already running here \\(pid ${pid}\\) at http://localhost:8080`),
  });
  t.equal(child.signalCode, null);
});

t.test('a run whose npm was killed hard is an orphan, although it lives', async (t) => {
  const folder = folderFor(t);
  const { pid, ended } = await sleeper(t);
  record(folder, { main: { pid, identity: identityOf(pid), name: 'npm start' }, ancestors: [GONE] });
  await endOrphans(folder);
  t.match(await ended, [null, 'SIGTERM']);
});

t.test('a record that was cut off by a full disk stops nobody', async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'run.json'), '{"what":');
  const run = await claimRun(folder, 'npm start');
  run.add('postgres', process.pid);
  t.match(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')), { children: [{ pid: process.pid }] });
  run.release();
  t.equal(existsSync(join(folder, 'run.json')), false);
});

t.test('folders of dead test runs are swept, those of living ones stay', async (t) => {
  const parent = folderFor(t);
  for (const name of ['test-1', 'test-2', 'postgres']) mkdirSync(join(parent, name));
  record(join(parent, 'test-1'), {});
  const own = { pid: process.pid, identity: identityOf(process.pid), name: 'npm test' };
  record(join(parent, 'test-2'), { main: own });
  await sweep(parent, 'test-');
  t.equal(existsSync(join(parent, 'test-1')), false);
  t.equal(existsSync(join(parent, 'test-2')), true);
  t.equal(existsSync(join(parent, 'postgres')), true);
});
