// A table of changes in a real git repository of this product's shape, and what each must select.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { changedServices, mergeBase, type Selection } from './changed-services.ts';
import { readWorkspaceGraph, reachedFrom, type WorkspaceGraph } from './workspace-graph.ts';

const ALL = ['auth', 'dashboard', 'payments'];
const ZERO = '0'.repeat(40);

type Clone = ReturnType<typeof cloneAt>;

/** A repository that lies in a folder, or is to be made there. */
const cloneAt = (root: string) => {
  const git = (...args: string[]): string => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  const write = (file: string, text = `${file}\n`): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  return {
    root,
    git,
    write,
    member(folder: string, needs: string[] = [], develops: string[] = []): void {
      const versions = (names: string[]) =>
        Object.fromEntries(names.map((name) => [`@windsurf/${name}`, 'workspace:*']));
      const name = `@windsurf/${folder.split('/')[1]}`;
      const manifest = { name, dependencies: versions(needs), devDependencies: versions(develops) };
      write(`${folder}/package.json`, JSON.stringify(manifest));
      write(`${folder}/src/main.ts`);
    },
    commit(...files: string[]): string {
      for (const file of files) write(file, `${file} ${Math.random()}\n`);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'change');
      // As `git rev-parse HEAD` would say it; many cases make many processes.
      const branch = readFileSync(join(root, '.git/HEAD'), 'utf8').trim().replace('ref: ', '');
      return readFileSync(join(root, '.git', branch), 'utf8').trim();
    },
  };
};

/** money ← payments, dashboard; db ← auth, payments; language ← money; testbed tests auth and payments. */
const product = (root: string): { clone: Clone; first: string } => {
  mkdirSync(root, { recursive: true });
  const clone = cloneAt(root);
  clone.git('init', '-q', '-b', 'main');
  clone.member('packages/language');
  clone.member('packages/money', ['language']);
  clone.member('packages/db');
  clone.member('packages/testbed', ['db']);
  clone.member('packages/release', ['db']);
  clone.member('services/auth', ['db'], ['testbed']);
  clone.member('services/payments', ['db', 'money'], ['testbed']);
  clone.member('services/dashboard', ['money']);
  clone.write('services/payments/src/refund.ts', 'the text of a refund\n'.repeat(20));
  clone.write('pnpm-lock.yaml');
  clone.write('docs/index.md');
  return { clone, first: clone.commit() };
};

type Case = {
  readonly what: string;
  /** Makes the change and gives base and head. */
  readonly make: (clone: Clone, first: string) => { base: string | undefined; head: string };
  readonly services: readonly string[];
  /** Where it is not the same list. */
  readonly tested?: readonly string[];
  /** Played again with a graph that is wrong. */
  readonly shared?: boolean;
};

const change =
  (...files: string[]): Case['make'] =>
  (clone, base) => ({ base, head: clone.commit(...files) });

const cases: Case[] = [
  { what: 'one service', make: change('services/auth/src/main.ts'), services: ['auth'] },
  {
    what: 'two services',
    make: change('services/auth/src/a.ts', 'services/payments/src/b.ts'),
    services: ['auth', 'payments'],
  },
  { what: 'a migration', make: change('services/payments/migrations/0002-x.sql'), services: ['payments'] },
  {
    what: 'a shared package',
    make: change('packages/money/src/birr.ts'),
    services: ['dashboard', 'payments'],
    shared: true,
  },
  {
    what: 'a package behind a package',
    make: change('packages/language/src/a.ts'),
    services: ['dashboard', 'payments'],
    shared: true,
  },
  {
    what: 'a package of two services',
    make: change('packages/db/src/pool.ts'),
    services: ['auth', 'payments'],
    shared: true,
  },
  { what: 'a test of a service', make: change('services/auth/src/main.test.ts'), services: [], tested: ['auth'] },
  {
    what: 'a test of a package',
    make: change('packages/money/src/birr.test.ts'),
    services: [],
    tested: ['dashboard', 'payments'],
  },
  {
    what: 'a tool of tests',
    make: change('packages/testbed/src/clock.ts'),
    services: [],
    tested: ['auth', 'payments'],
  },
  { what: 'the release package', make: change('packages/release/src/deploy.ts'), services: [] },
  { what: 'a step of the image builds', make: change('packages/release/src/images/keep-needed.ts'), services: ALL },
  { what: 'the lock file', make: change('pnpm-lock.yaml'), services: ALL, tested: ALL },
  { what: 'the root manifest', make: change('package.json'), services: ALL },
  { what: 'the workflow', make: change('.github/workflows/service-ci-cd.yml'), services: ALL },
  { what: 'the workflow that deploys', make: change('.github/workflows/deploy-service.yml'), services: ALL },
  { what: 'a step of workflows', make: change('.github/actions/setup/action.yml'), services: ALL },
  { what: 'another workflow', make: change('.github/workflows/codeql.yml'), services: [] },
  { what: 'the services’ Dockerfile', make: change('docker/service.Dockerfile'), services: ['auth', 'payments'] },
  {
    what: 'what it leaves out',
    make: change('docker/service.Dockerfile.dockerignore'),
    services: ['auth', 'payments'],
  },
  { what: 'the dashboard’s Dockerfile', make: change('docker/dashboard.Dockerfile'), services: ['dashboard'] },
  { what: 'the dashboard’s server', make: change('docker/dashboard.conf'), services: ['dashboard'] },
  { what: 'a module of Terraform', make: change('infra/terraform/modules/ecs-service/main.tf'), services: ALL },
  { what: 'the list of services', make: change('infra/terraform/services.json'), services: ALL },
  { what: 'docs only', make: change('docs/index.md', 'README.md', 'services/auth/README.md'), services: [] },
  { what: 'a file that no rule knows', make: change('Makefile'), services: ALL },
  { what: 'nothing', make: (clone, base) => ({ base, head: clone.commit() }), services: [] },
  { what: 'the same commit', make: (_clone, base) => ({ base, head: base }), services: [] },
  {
    what: 'a file renamed within a service',
    make(clone, base) {
      clone.git('mv', 'services/payments/src/refund.ts', 'services/payments/src/refunds.ts');
      return { base, head: clone.commit() };
    },
    services: ['payments'],
  },
  {
    what: 'a file moved from one service to another',
    make(clone, base) {
      clone.git('mv', 'services/payments/src/refund.ts', 'services/auth/src/refund.ts');
      return { base, head: clone.commit() };
    },
    services: ['auth', 'payments'],
  },
  {
    what: 'a file moved out of a service into docs',
    make(clone, base) {
      clone.git('mv', 'services/payments/src/refund.ts', 'docs/refund.md');
      return { base, head: clone.commit() };
    },
    services: ['payments'],
  },
  {
    what: 'a package that is gone',
    make(clone, base) {
      rmSync(join(clone.root, 'packages/release'), { recursive: true });
      return { base, head: clone.commit() };
    },
    services: ALL,
  },
  {
    what: 'a service that is gone',
    make(clone, base) {
      rmSync(join(clone.root, 'services/payments'), { recursive: true });
      return { base, head: clone.commit() };
    },
    services: [],
  },
  {
    what: 'a new service',
    make(clone, base) {
      clone.member('services/loans', ['money']);
      return { base, head: clone.commit() };
    },
    services: ['loans'],
  },
  {
    what: 'a merge of a branch, seen from before it',
    make(clone, base) {
      clone.git('checkout', '-q', '-b', 'branch');
      clone.commit('services/auth/src/a.ts');
      clone.git('checkout', '-q', 'main');
      clone.commit('docs/x.md');
      clone.git('merge', '-q', '--no-ff', '-m', 'merge', 'branch');
      return { base, head: clone.git('rev-parse', 'HEAD') };
    },
    services: ['auth'],
  },
  {
    what: 'a branch, when its target has moved on: only what the branch did',
    make(clone) {
      clone.git('checkout', '-q', '-b', 'branch');
      const head = clone.commit('services/auth/src/a.ts');
      clone.git('checkout', '-q', 'main');
      clone.commit('services/payments/src/b.ts');
      return { base: mergeBase(clone.root, 'main', head), head };
    },
    services: ['auth'],
  },
  {
    what: 'two pushes of which the first failed to deploy: both',
    make(clone, base) {
      clone.commit('services/auth/src/a.ts');
      return { base, head: clone.commit('services/payments/src/b.ts') };
    },
    services: ['auth', 'payments'],
  },
  { what: 'a first push', make: (_clone, head) => ({ base: ZERO, head }), services: ALL },
  { what: 'nothing was deployed yet', make: (_clone, head) => ({ base: undefined, head }), services: ALL },
  { what: 'an empty answer for the base', make: (_clone, head) => ({ base: '', head }), services: ALL },
  {
    what: 'a forced push that took the base away',
    make: (_clone, head) => ({ base: 'b'.repeat(40), head }),
    services: ALL,
  },
];

type Played = { readonly root: string; readonly base: string | undefined; readonly head: string };

/** Plays a case in a copy of a repository. */
const play = ({ clone, first }: ReturnType<typeof product>, root: string, one: Case): Played => {
  cpSync(clone.root, root, { recursive: true });
  return { root, ...one.make(cloneAt(root), first) };
};

const asIs = (graph: WorkspaceGraph): WorkspaceGraph => graph;

const select = ({ root, base, head }: Played, spoil = asIs): Selection => {
  const production = readWorkspaceGraph(root, 'production');
  const members = [...production.keys()].filter((folder) => folder.startsWith('services/'));
  const bases = Object.fromEntries(members.map((folder) => [folder.slice('services/'.length), base]));
  return changedServices({
    root,
    head,
    bases,
    graphs: { production: spoil(production), all: readWorkspaceGraph(root, 'all') },
  });
};

const without =
  (from: string, to: string) =>
  (graph: WorkspaceGraph): WorkspaceGraph =>
    new Map([...graph].map(([folder, needs]) => [folder, folder === from ? needs.filter((n) => n !== to) : needs]));

const spoiled: [what: string, spoil: (graph: WorkspaceGraph) => WorkspaceGraph][] = [
  ['payments does not need money', without('services/payments', 'packages/money')],
  ['money does not need language', without('packages/money', 'packages/language')],
  ['auth does not need db', without('services/auth', 'packages/db')],
  ['auth needs money', (graph) => new Map([...graph, ['services/auth', ['packages/db', 'packages/money']]])],
  ['nobody needs anybody', (graph) => new Map([...graph.keys()].map((folder) => [folder, []]))],
];

t.test('a change selects the services that it touches, and no other', async (t) => {
  const folder = t.testdir();
  const pattern = product(join(folder, 'pattern'));
  const shared: [Case, Played][] = [];
  for (const [i, one] of cases.entries()) {
    const played = play(pattern, join(folder, String(i)), one);
    const found = select(played);
    t.strictSame(found.services, one.services, one.what);
    if (one.tested) t.strictSame(found.tested, one.tested, `${one.what}: whose tests`);
    t.ok(
      one.services.every((name) => found.tested.includes(name)),
      `${one.what}: what is built is tested`,
    );
    if (one.shared === true) shared.push([one, played]);
  }
  t.comment(`${cases.length} cases`);

  // A graph that lacks an edge, or has one too many, is seen by the table.
  for (const [what, spoil] of spoiled) {
    const wrong = shared.filter(([one, played]) => select(played, spoil).services.join() !== one.services.join());
    t.ok(wrong.length > 0, `${what}: ${wrong.map(([one]) => one.what).join(', ')}`);
  }
});

t.test('an unknown head is an error, never an empty list', async (t) => {
  const { clone } = product(t.testdir());
  const head = 'a'.repeat(40);
  t.throws(() => changedServices({ root: clone.root, bases: {}, head }));
  t.throws(() => changedServices({ root: clone.root, bases: { auth: 'main' }, head }));
  t.equal(mergeBase(clone.root, 'main', 'a'.repeat(40)), undefined);
});

t.test('two members of one name are an error', async (t) => {
  const { clone } = product(t.testdir());
  clone.write('services/auth/package.json', JSON.stringify({ name: '@windsurf/db' }));
  t.throws(() => readWorkspaceGraph(clone.root, 'production'), /both called @windsurf\/db/);
  t.throws(() => reachedFrom(new Map(), 'services/none'), /no member/);
});
