// The one entry of every root script. Runs on any Node >= 20 without a dependency: it installs what the lock file
// asks for, then hands over to the pinned Node 26 of node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentenceFor } from './setup-sentences.mjs';
import { identityOf, parentOf } from './identity.mjs';

const PNPM = 'pnpm@12.21.0';
const ROOM_FOR_INSTALL = 1_500_000_000;
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
const startedAt = Date.now();
const command = process.argv[2] ?? 'up';
const stamp = join(root, 'node_modules/.stamp');
const again = { up: 'npm start', test: 'npm test' }[command] ?? `npm run ${command}`;
const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`;
const say = (line) => console.log(`${elapsed()}  ${line}`);

function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Everything that decides what an install would bring. */
function wantedStamp() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  for (const group of ['packages', 'services'])
    for (const name of readdirSync(join(root, group)).sort()) {
      const file = `${group}/${name}/package.json`;
      if (existsSync(join(root, file))) files.push(file);
    }
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${PNPM}`);
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** An account without a home that it may write (a service account, a container's user) keeps its caches in the clone. */
function environment() {
  const env = {
    ...process.env,
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
  };
  try {
    accessSync(homedir(), constants.W_OK);
  } catch {
    env.HOME = join(root, '.dev/home');
    mkdirSync(env.HOME, { recursive: true });
  }
  env.PATH = `${join(root, 'node_modules/.bin')}${delimiter}${env.PATH ?? ''}`;
  return env;
}

/** Runs one step with its output shown, a sign of life each few seconds, and one sentence when it fails. */
async function step(what, file, args) {
  let heard = Date.now();
  let output = '';
  const child = spawn(file, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, forward);
  const life = setInterval(() => {
    if (Date.now() - heard < 4000) return;
    heard = Date.now();
    say(`${what} …`);
  }, 1000);
  const listen = (data) => {
    output = (output + data).slice(-40_000);
    heard = Date.now();
    for (const line of String(data).split('\n'))
      if (/^Progress|^packages|^Done|WARN.*deprec/.test(line)) say(`  ${line}`);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const failure = await new Promise((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `${what}: ${signal ?? `exit code ${code}`}`));
  });
  clearInterval(life);
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, forward);
  if (failure === undefined) return;
  if (/SIGINT|SIGTERM/.test(failure)) process.exit(130);
  console.error(output.trim().split('\n').slice(-15).join('\n'));
  stop(sentenceFor(`${failure}\n${output}`, { root, again }));
}

async function install(want) {
  say('installing the pinned tools and packages (once; takes 10 to 40 seconds)');
  const disk = statfsSync(root);
  if (disk.bavail * disk.bsize < ROOM_FOR_INSTALL) stop(sentenceFor('ENOSPC', { root, again }));
  rmSync(stamp, { force: true });
  await step('installing', 'npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only']);
  if (!existsSync(join(root, 'node_modules/.bin/node')))
    stop(
      `There is no pinned Node for ${process.platform} ${process.arch}: Linux and macOS on x64 or arm64 are supported.`,
    );
  writeFileSync(stamp, want);
  say('installed');
}

/**
 * npm starts us through a shell and neither passes a hard kill on. The shell's and npm's identities are watched, so
 * that nothing of ours outlives them.
 */
function ancestors() {
  if (!process.env.npm_lifecycle_event) return [];
  const shell = process.ppid;
  const npm = parentOf(shell);
  return [shell, npm].filter((pid) => pid !== undefined && pid > 1).map((pid) => ({ pid, identity: identityOf(pid) }));
}

function handOver() {
  const watched = ancestors();
  const pinned = join(root, 'node_modules/.bin/node');
  const cli = join(root, 'packages/workshop/src/cli.ts');
  const child = spawn(pinned, ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment(), GO_STARTED_AT: String(startedAt), GO_ANCESTORS: JSON.stringify(watched) },
  });
  // The terminal sends Ctrl-C to the whole group, so the child has it already; a kill of this process alone has not reached it.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  setInterval(() => {
    if (watched.some(({ pid, identity }) => identityOf(pid) !== identity)) child.kill('SIGTERM');
  }, 500).unref();
  child.on('error', (error) => stop(sentenceFor(String(error), { root, again })));
  child.on('exit', (code, signal) => {
    if (signal === 'SIGKILL') spawnSync(pinned, [cli, 'sweep'], { cwd: root, stdio: 'ignore', timeout: 20_000 });
    process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1));
  });
}

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(
    `Node ${process.versions.node} is too old: install Node 20 or newer (the product brings its own Node 26), then ${again}.`,
  );
if (process.platform === 'win32') stop(`Windows is supported through WSL: open this folder there, then ${again}.`);
process.chdir(root);
try {
  accessSync(root, constants.W_OK);
  const want = wantedStamp();
  if (readStamp(stamp) !== want && !process.env.WORKSHOP_NO_INSTALL) await install(want);
  handOver();
} catch (error) {
  stop(sentenceFor(String(error), { root, again }));
}
