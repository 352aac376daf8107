import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Test } from 'tap';
import { EXCLUDED, checkMigrations, readHistory } from './check-migrations.ts';
import { phaseFindings, takenAway } from './phase-rules.ts';
import { statementsOf } from './sql-statements.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const rulesOf = (text: string, before = 4): string[] =>
  phaseFindings({ schema: 'shop', name: '0005-x.sql', text, before }).map(({ rule }) => rule);

t.test('this repository: history is as it was applied, and every newer migration keeps the rules', async (t) => {
  const { files, findings, looked } = checkMigrations({ root });
  t.same(findings, []);
  t.ok(files >= 30, `${files} files, ${looked.length} newer than history`);
  for (const reason of [readHistory().reason, ...Object.values(EXCLUDED)]) t.ok(reason.length > 30, reason);
});

t.test('what would stop old code is refused in an expand file, and said by name', async (t) => {
  const planted: readonly (readonly [rule: string, sql: string])[] = [
    ['drop', 'drop table shop.orders;'],
    ['drop', 'drop trigger t on shop.orders;'],
    ['drop-function', 'drop function shop_doors.order_of(text);'],
    ['drop-column', 'alter table shop.orders drop column note;'],
    ['drop-column', 'alter table shop.orders alter a drop not null, drop note;'],
    ['drop-column', 'ALTER TABLE shop.orders\n  ADD COLUMN b int,\n  DROP IF EXISTS note;'],
    ['drop-constraint', 'alter table shop.orders drop constraint orders_number;'],
    ['drop-default', 'alter table shop.orders alter column state drop default;'],
    ['drop-policy', 'alter policy creator on shop.orders using (false);'],
    ['revoke', 'revoke select on shop.orders from shop_creator;'],
    ['rename', 'alter table shop.orders rename column note to remark;'],
    ['rename', 'alter table shop.orders rename to sales;'],
    ['set-schema', 'alter table shop.orders set schema other;'],
    ['change-type', 'alter table shop.orders alter column n type bigint;'],
    ['change-type', 'alter table shop.orders alter n set data type text;'],
    ['set-not-null', 'alter table shop.orders alter column note set not null;'],
    ['add-required', 'alter table shop.orders add column kind text not null;'],
    ['add-required', 'alter table shop.orders add a text default 1, add kind text not null check (kind in (1, 2));'],
    ['truncate', "delete from shop.orders where state = 'old';"],
    ['unsubscribe', "select messages.unsubscribe('order.paid');"],
    ['code-level', "call app.code_level('shop', 2);"],
    ['drop-column', "select 'a; drop'; /* ; */ alter table shop.orders drop column note -- gone\n;"],
  ];
  for (const [rule, sql] of planted) {
    t.same(rulesOf(`-- phase: expand\n${sql}\n`), [rule], sql);
    t.same(rulesOf(`-- phase: backfill\n${sql}\n`), [rule], `backfill: ${sql}`);
    const excepted = `-- phase: expand\n-- allow ${rule}: nobody has ever called it\n${sql}\n`;
    if (!sql.startsWith('select')) t.same(rulesOf(excepted), [], `with a reason: ${sql}`);
    t.same(rulesOf(`-- phase: expand\n-- allow ${rule}: short\n${sql}\n`), [rule], 'no reason is no exception');
  }
  t.same(rulesOf('alter table x add y int;'), ['phase']);
});

t.test('what old code does not notice is let through', async (t) => {
  for (const sql of [
    'create table shop.notes (creator_id uuid, id uuid not null, primary key (creator_id, id)); alter table shop.notes alter id set not null;',
    "alter table shop.orders add column kind text not null default 'plain';",
    'alter table shop.orders add column total bigint not null generated always as (a + b) stored;',
    "alter table shop.orders add column kind text default 'a'; alter table shop.orders alter column kind set not null;",
    'alter table shop.orders alter column note drop not null;',
    'drop function shop_doors.order_of; create function shop_doors.order_of(n text) returns uuid stable begin atomic select case when true then id end from shop.orders; end;',
    "comment on table shop.orders is 'drop table; rename column';",
    'do $$ begin perform 1; drop table x; end $$;',
    'drop index shop.orders_by_note;',
  ])
    t.same(rulesOf(`-- phase: expand\n${sql}\n`), [], sql);
});

t.test('a contract file says which builds still fit, and the one before it is among them', async (t) => {
  const contract = (level: string): string[] =>
    rulesOf(`-- phase: contract\nalter table shop.orders drop column note;\n${level}\n`);
  t.same(contract("call app.code_level('shop', 4);"), []);
  t.same(contract(''), ['level']);
  t.same(contract("call app.code_level('shop', 5);"), ['level'], 'a roll-back would find a schema it does not fit');
  t.same(contract("call app.code_level('other', 4);"), ['level']);
  t.same(
    takenAway('alter table shop.orders drop column note, drop column "kind"; drop function shop_doors.peek(text);'),
    [
      { owner: 'shop.orders', name: 'note' },
      { owner: 'shop.orders', name: '"kind"' },
      { owner: 'shop_doors', name: 'peek' },
    ],
  );
});

t.test('statements are cut where SQL cuts them', async (t) => {
  const cut = statementsOf(
    "-- a\nselect ';' ; -- b\n\nselect $x$ ; $x$;\ncreate function f() begin atomic select 1; select case when a then b end; end;\nselect 2",
  );
  t.same(
    cut.map(({ line, comments }) => [line, comments]),
    [
      [2, ['a']],
      [4, ['b']],
      [5, []],
      [6, []],
    ],
  );
});

/** A repository with one service; each commit of it is a release. */
const repository = (t: Test) => {
  const dir = mkdtempSync(join(tmpdir(), 'migrations-'));
  t.teardown(() => rmSync(dir, { recursive: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  const git = (...args: string[]): string => {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
    const ran = spawnSync('git', [...who, ...args], { cwd: dir, encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return ran.stdout.trim();
  };
  const commit = (): string => {
    git('add', '-A');
    git('commit', '-qm', 'x');
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q');
  write('services/shop/package.json', JSON.stringify({ service: { schema: 'shop' } }));
  write(
    'services/shop/migrations/0001-orders.sql',
    '-- phase: expand\ncreate table shop.orders (id uuid primary key, old_note text);\n',
  );
  write('services/shop/src/db.gen.ts', 'oldNote: string | null;\n');
  write('services/shop/src/orders.ts', "tx.selectFrom('shop.orders').select('oldNote');\n");
  const check = (base?: string): string[] => [
    ...checkMigrations({ root: dir, history: { reason: 'none', files: {} }, ...(base ? { base } : {}) }).findings,
  ];
  return { write, commit, check };
};

t.test('a column goes one release after the last code that reads it, and not with it', async (t) => {
  const { write, commit, check } = repository(t);
  const first = commit();
  write(
    'services/shop/migrations/0002-no-note.sql',
    "-- phase: contract\nalter table shop.orders drop column old_note;\ncall app.code_level('shop', 1);\n",
  );
  t.match(
    check(first).join('\n'),
    /read: services\/shop\/src\/db\.gen\.ts still names old_note[\s\S]*orders\.ts still names old_note/,
  );
  write('services/shop/src/db.gen.ts', '\n');
  write('services/shop/src/orders.ts', "tx.selectFrom('shop.orders');\n");
  t.match(check(first), [
    /orders\.ts of the build before names old_note of shop\.orders: take it away one release later/,
  ]);
  const second = commit();
  t.same(check(second), []);
  write('services/shop/src/report.ts', 'sql`select old_note from shop.orders`;\n');
  t.match(check(second), [/report\.ts still names old_note/]);
});

t.test('squawk looks at every new file, and an exception from it has a reason', async (t) => {
  const { write, commit, check } = repository(t);
  commit();
  const file = 'services/shop/migrations/0002-more.sql';
  const expand = (sql: string): void => write(file, `-- phase: expand\n${sql}\n`);
  expand('create index orders_by_note on shop.orders (old_note);');
  t.match(check(), [/0002-more\.sql:2: require-concurrent-index-creation/]);
  expand('alter table shop.orders add constraint short check (length(old_note) < 9);');
  t.match(check(), [/0002-more\.sql:2: constraint-missing-not-valid/]);
  expand('alter table shop.orders add column kind char(3);');
  t.match(check(), [/ban-char-field/]);
  expand('-- squawk-ignore require-concurrent-index-creation\ncreate index orders_by_note on shop.orders (old_note);');
  t.match(check(), [/without a reason/]);
  expand(
    '-- allow require-concurrent-index-creation: the table has some hundred rows\n-- squawk-ignore require-concurrent-index-creation\ncreate index orders_by_note on shop.orders (old_note);',
  );
  t.same(check(), []);
  expand('create table shop.broken (');
  t.match(check(), [/syntax-error/]);
});

t.test('a file that was applied never changes and never goes', async (t) => {
  const { write, commit, check } = repository(t);
  const base = commit();
  t.same(check(base), []);
  write(
    'services/shop/migrations/0001-orders.sql',
    '-- phase: expand\ncreate table shop.orders (id uuid primary key);\n',
  );
  t.match(check(base), [/0001-orders\.sql: stands in [0-9a-f]+ and has changed/]);
  const history = readHistory();
  const [file = '', checksum = ''] = Object.entries(history.files)[0] ?? [];
  const changed = checkMigrations({
    root,
    history: {
      ...history,
      files: { ...history.files, [file]: `${checksum}x`, 'services/auth/migrations/0000-gone.sql': 'x' },
    },
  });
  t.match(changed.findings, [/was applied and has changed/, /was applied and is gone/]);
  t.throws(() => checkMigrations({ root: mkdtempSync(join(tmpdir(), 'empty-')), history }));
});
