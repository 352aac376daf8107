import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { type RootRules, walkRoot } from './root-walk.ts';

const rules: RootRules = {
  developmentPackages: new Set(['tap', '@biomejs/biome']),
  members: new Set(['services/auth', 'packages/db']),
  budget: 1000,
  product: 'app',
  // Not the one that writes the files of these tests.
  account: (process.getuid?.() ?? 0) + 1,
};

const write = (root: string, path: string, text = 'x', mode = 0o644): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
};

/** A root file system that breaks no rule. */
const right = (root: string): void => {
  write(root, 'usr/local/bin/node', 'node', 0o755);
  write(root, 'app/services/auth/src/main.ts');
  write(root, 'app/packages/db/src/pool.ts');
  write(root, 'app/node_modules/.pnpm/fastify@5.0.0/node_modules/fastify/package.json', '{}');
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
};

t.test('a root file system that holds what runs, and nothing else, has no finding', async (t) => {
  const root = t.testdir();
  right(root);
  const seen = walkRoot(root, rules);
  t.strictSame(seen.findings, []);
  t.equal(seen.files, 4);
});

const plants: [what: string, plant: (root: string) => void, says: RegExp][] = [
  ['setuid', (root) => write(root, 'usr/bin/su', 'x', 0o4755), /usr\/bin\/su: setuid/],
  ['a file that all may write', (root) => write(root, 'app/services/auth/x', 'x', 0o666), /everybody may write/],
  ['a folder that all may write', (root) => chmodSync(join(root, 'app'), 0o777), /app: everybody may write/],
  ['.env', (root) => write(root, 'app/services/auth/.env'), /\.env: a file of secrets/],
  [
    'a private key',
    (root) => write(root, 'app/services/auth/key.txt', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(40)}`),
    /holds a secret/,
  ],
  ['a tool of development', (root) => mkdirSync(join(root, 'app/node_modules/.pnpm/tap@21.8.0')), /tap: only dev/],
  [
    'a tool of a scope',
    (root) => mkdirSync(join(root, 'app/node_modules/.pnpm/@biomejs+biome@2.0.0')),
    /@biomejs\/biome: only dev/,
  ],
  ['the sandbox', (root) => write(root, 'app/packages/sandbox/package.json'), /packages\/sandbox: a member/],
  ['another service', (root) => write(root, 'app/services/payments/package.json'), /services\/payments: a member/],
  ['a test', (root) => write(root, 'app/packages/db/src/pool.test.ts'), /a test/],
  ['a package manager', (root) => write(root, 'usr/local/bin/npm', 'x', 0o755), /a package manager/],
  ['too much', (root) => write(root, 'app/packages/db/big', 'x'.repeat(2000)), /its budget is 1000/],
];

t.test('each planted defect is found', async (t) => {
  for (const [what, plant, says] of plants) {
    const root = t.testdir({});
    const folder = join(root, what.replaceAll(/\W/g, '-'));
    mkdirSync(folder);
    right(folder);
    plant(folder);
    t.match(walkRoot(folder, rules).findings.join('\n'), says, what);
  }
  t.match(walkRoot(t.testdir(), rules).findings.join('\n'), /nothing lies in/, 'an empty folder proves nothing');
});

t.test('a file of the account that runs is found', async (t) => {
  const root = t.testdir();
  right(root);
  const findings = walkRoot(root, { ...rules, account: process.getuid?.() ?? 0 }).findings;
  t.match(findings.join('\n'), /pool\.ts: belongs to the account that runs/);
});
