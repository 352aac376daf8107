// The proof that no edit is lost or silently overwritten when one page is open in two tabs: the editor's own code, as the
// browser runs it but without its view, works in another process on the real API. In each round both change one page with
// seeded edits, save in the same instant, lose requests and answers, are killed and opened again.
// `node services/store-builder/src/stores/two-tabs.test.ts 1000` takes the number of rounds (12 unless told) and prints its
// figures as one line of JSON.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { startTestStores } from '../testing.ts';

const tabs = join(import.meta.dirname, '../../../dashboard/src/page/two-tabs.ts');
/** A token lives ten minutes; so many rounds are far from it. */
const ROUNDS_AT_ONCE = 50;
/** `base-ignored` is planted in the service, the others in the tabs. */
type Defect = 'base-ignored' | 'merge-takes-mine' | 'tabs-share-what-is-kept';
const names = ['rounds', 'edits', 'saves', 'conflicts', 'killed', 'dropped', 'lost', 'disordered'] as const;
type Figures = Record<(typeof names)[number], number>;

async function tabsOnce(seed: number, rounds: number, defect?: Defect): Promise<Figures> {
  const creators: Record<string, string>[] = [];
  for (let round = 0; round < rounds; round += 1) creators.push((await s.creator('Selam', 'en')).headers);
  const inTabs = defect === 'base-ignored' ? undefined : defect;
  const child = spawn(process.execPath, [tabs, JSON.stringify({ origin, creators, seed, defect: inTabs })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  for await (const chunk of child.stdout) out += String(chunk);
  return JSON.parse(out) as Figures;
}

const s = await startTestStores(t);
let ignoresBase = false;
// The planted service believes that whatever it is sent grew from what it has.
s.app.addHook('preHandler', async (request) => {
  const body = request.body as { baseVersion?: number } | undefined;
  if (!ignoresBase || request.method !== 'PUT' || body?.baseVersion === undefined) return;
  const { draft } = (
    await s.app.inject({ url: '/v1/stores/mine', headers: { authorization: request.headers.authorization ?? '' } })
  ).json<{ draft: { version: number } }>();
  body.baseVersion = draft.version;
});
const origin = await s.app.listen({ port: 0, host: '127.0.0.1' });

async function run(rounds: number, defect?: Defect): Promise<Figures> {
  const sum = Object.fromEntries(names.map((name) => [name, 0])) as Figures;
  ignoresBase = defect === 'base-ignored';
  for (let done = 0; done < rounds; done += ROUNDS_AT_ONCE) {
    const part = await tabsOnce(1000 + done, Math.min(ROUNDS_AT_ONCE, rounds - done), defect);
    for (const name of names) sum[name] += part[name];
  }
  return sum;
}

const rounds = Number(process.argv[2] ?? 12);
t.setTimeout(3_600_000);
t.test('two tabs, one page: no edit is lost or silently overwritten', { timeout: 3_600_000 }, async (t) => {
  const figures = await run(rounds);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  t.match(figures, { rounds, lost: 0, disordered: 0 });
  t.ok(figures.conflicts >= rounds, 'there is a conflict in each round, or as many');
  t.ok(figures.edits > rounds * 5 && figures.killed > 0 && figures.dropped > 0, JSON.stringify(figures));
});

for (const defect of ['base-ignored', 'merge-takes-mine', 'tabs-share-what-is-kept'] as const) {
  await t.test(`a planted defect is found by the same figures: ${defect}`, async (t) => {
    const figures = await run(12, defect);
    t.equal(figures.rounds, 12);
    t.ok(figures.lost > 0, JSON.stringify(figures));
  });
}
