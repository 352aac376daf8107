// Who is woken at night opens a runbook; it must be there, whole, and say whether anybody has walked it before.
import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';

const docs = new URL('../../../docs/', import.meta.url);
const alarms = new URL('../../../infra/observability/alarms.json', import.meta.url);
const parts = [
  /^# .+/m,
  /^\*\*When\.\*\* .+/m,
  /^\*\*You need\.\*\* .+/m,
  /^## Steps$/m,
  /^## How to know that it worked$/m,
  /^## How to go back$/m,
  /^_[\s\S]*?(?:\b20\d\d-\d\d-\d\d\b|[Nn]ot yet practised)[\s\S]*_$/m,
];

/** What is wrong with a runbook, in words. */
const defectsOf = (name: string, text: string, there: ReadonlySet<string>): string[] => {
  const found: string[] = [];
  let from = 0;
  for (const part of parts) {
    const at = text.slice(from).search(part);
    if (at < 0) found.push(`${name}: lacks, or has in another order, ${String(part)}`);
    else from += at;
  }
  for (const [, other = ''] of text.matchAll(/`(?:\.\.\/runbooks\/)?([a-z0-9-]+\.md)`/g))
    if (!there.has(other)) found.push(`${name}: points to ${other}, which is not there`);
  return found;
};

const names = readdirSync(new URL('runbooks/', docs)).filter((name) => name.endsWith('.md'));
const read = (name: string): string => readFileSync(new URL(`runbooks/${name}`, docs), 'utf8');
/** A list of people, and no steps. */
const runbooks = names.filter((name) => name !== 'contacts.md' && name !== 'README.md');

t.test(
  'every runbook says when, what for, the steps, how to know, how to go back, and whether it was practised',
  async (t) => {
    t.ok(runbooks.length >= 20, `${runbooks.length} runbooks`);
    for (const name of runbooks) t.same(defectsOf(name, read(name), new Set(names)), []);
    const whole = read('dead-letters.md');
    const planted: [text: string, says: RegExp][] = [
      [whole.replace('## How to go back', '## Going back'), /How to go back/],
      [whole.replace(/_Walked .*/s, ''), /lacks/],
      [whole.replace('**You need.**', 'You need'), /You need/],
      [`${whole}\nSee \`nowhere.md\`.`, /nowhere\.md, which is not there/],
    ];
    for (const [text, says] of planted) t.match(defectsOf('planted', text, new Set(names)).join('\n'), says);
  },
);

t.test('every alarm names a runbook that is there', async (t) => {
  const list = JSON.parse(readFileSync(alarms, 'utf8')) as { name: string; runbook: string }[];
  t.ok(list.length >= 15, `${list.length} alarms`);
  const without = (all: typeof list) =>
    all.filter(({ runbook }) => !names.includes(`${runbook}.md`)).map((a) => a.name);
  t.same(without(list), []);
  t.same(without([...list, { name: 'planted', runbook: 'nowhere' }]), ['planted']);
});

t.test('the list of runbooks has all of them', async (t) => {
  const index = read('README.md');
  for (const name of names.filter((one) => one !== 'README.md')) t.ok(index.includes(`(${name})`), name);
});
