// The whole way of one change, dry: a commit to one service of this clone selects that service alone, names a new image
// for it and for no other, and what its build takes along is it and the packages it reaches.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { sourceTag } from './source-hash.ts';
import { readWorkspaceGraph, reachedFrom } from './workspace-graph.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const IMAGE_STEPS = ['packages/release/src/images/keep-needed.ts', 'packages/release/src/ci/workspace-graph.ts'];
const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];

type Clone = { readonly at: string; git(...args: string[]): string; commit(): string };

/** Members of the workspace that a folder holds. */
const membersIn = (at: string): string[] =>
  ['packages', 'services']
    .flatMap((group) => readdirSync(join(at, group)).map((name) => `${group}/${name}`))
    .toSorted();

/**
 * This clone as a repository of its own: every member with its manifest and one source, every file of docker/. Who needs
 * whom, and what makes an image, is read from these; the other sources would only make it slow.
 */
const copyOfThis = (at: string): Clone => {
  const copy = (part: string): void => cpSync(join(root, part), join(at, part), { recursive: true });
  for (const part of ['docker', 'infra/terraform/services.json', 'package.json', 'pnpm-workspace.yaml']) copy(part);
  for (const part of ['pnpm-lock.yaml', '.npmrc', ...IMAGE_STEPS]) copy(part);
  for (const member of membersIn(root)) {
    copy(`${member}/package.json`);
    const sources = readdirSync(join(root, member, 'src')).filter((name) => /^[a-z-]+\.tsx?$/.test(name));
    copy(`${member}/src/${sources.includes('main.ts') ? 'main.ts' : sources[0]}`);
  }
  const git = (...args: string[]): string =>
    execFileSync('git', [...identity, ...args], { cwd: at, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '-q', '-b', 'main');
  const commit = (): string => {
    git('add', '-A', '-f');
    git('commit', '-q', '-m', 'change');
    return git('rev-parse', 'HEAD');
  };
  return { at, git, commit };
};

/** What the first job of the pipeline says after a push. */
const detect = ({ at }: Clone, deployed: Record<string, string>): { services: string[]; tested: string[] } => {
  const out = execFileSync(process.execPath, [join(root, 'packages/release/src/ci/detect-command.ts')], {
    cwd: at,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, EVENT: 'push', DEPLOYED: JSON.stringify(deployed), HEAD: 'HEAD' },
  });
  const list = (name: string): string[] => JSON.parse(new RegExp(`^${name}=(.*)$`, 'm').exec(out)?.[1] ?? 'null');
  return { services: list('services'), tested: list('tested') };
};

t.test('a change to one service builds and deploys that one, from it and what it reaches', async (t) => {
  const clone = copyOfThis(t.testdir());
  const before = clone.commit();
  const services = readdirSync(join(root, 'services')).toSorted();
  t.ok(services.length >= 8);
  const deployed = Object.fromEntries(services.map((name) => [name, before]));
  const tagsBefore = services.map((name) => sourceTag(clone.at, name, before));
  t.equal(new Set(tagsBefore).size, services.length, 'each image has a name of its own');

  const all = detect(clone, {}).services;
  t.strictSame(
    [all.length, all[0], all.at(-1)],
    [services.length, 'auth', 'dashboard'],
    'what others lean on goes first',
  );

  appendFileSync(join(clone.at, 'services/payments/src/main.ts'), '// changed\n');
  const after = clone.commit();
  t.strictSame(detect(clone, deployed), { services: ['payments'], tested: ['payments'] });
  const renamed = services.filter((name, i) => sourceTag(clone.at, name, after) !== tagsBefore[i]);
  t.strictSame(renamed, ['payments'], 'one image has a new name');

  clone.git('checkout', '-q', '-b', 'main-copy', before);
  clone.git('merge', '-q', '--no-ff', '-m', 'develop into main', after);
  const merged = clone.git('rev-parse', 'HEAD');
  t.not(merged, after);
  t.equal(
    sourceTag(clone.at, 'payments', merged),
    sourceTag(clone.at, 'payments', after),
    'a merge is not built again',
  );

  writeFileSync(join(clone.at, 'services/payments/src/some.test.ts'), '// a test\n');
  const tested = clone.commit();
  t.equal(sourceTag(clone.at, 'payments', tested), sourceTag(clone.at, 'payments', merged), 'a test is in no image');
  t.strictSame(detect(clone, Object.fromEntries(services.map((name) => [name, merged]))), {
    services: [],
    tested: ['payments'],
  });

  // The first stage of docker/service.Dockerfile: what is copied, and what its step leaves of it.
  const needed = reachedFrom(readWorkspaceGraph(clone.at, 'production'), 'services/payments');
  const context = join(clone.at, 'context');
  for (const part of ['packages', 'services/payments'])
    cpSync(join(clone.at, part), join(context, part), { recursive: true });
  execFileSync(process.execPath, ['packages/release/src/images/keep-needed.ts', 'services/payments'], { cwd: context });
  t.strictSame(membersIn(context), needed, 'the image has its service and what it reaches');
  for (const never of [
    'packages/testbed',
    'packages/sandbox',
    'packages/workshop',
    'packages/release',
    'services/auth',
  ])
    t.notOk(existsSync(join(context, never)), `${never} is not in it`);
});
