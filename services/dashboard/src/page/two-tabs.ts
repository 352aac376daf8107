// Two tabs on one page, over the real API: the tabs of the editor without their view. A test of the service that keeps
// drafts runs it as a process of its own (`two-tabs.test.ts` there). Arguments as one JSON on the command line; the figures
// are the last line.
import type { Draft, PageContent } from '@windsurf/contracts/store';
import { asProblem, problemFrom, ApiProblem } from '../api-problem.ts';
import type { History } from './blocks.ts';
import { differences, type Side } from './compare.ts';
import { blankBlock } from './kinds.ts';
import { type Kept, openSession, type Session } from './page-session.ts';

export type Defect = 'merge-takes-mine' | 'tabs-share-what-is-kept';
export type Work = {
  readonly origin: string;
  /** Headers of one creator for each round; her draft is that of a store just opened. */
  readonly creators: readonly Readonly<Record<string, string>>[];
  readonly seed: number;
  readonly defect?: Defect;
};
export type Figures = {
  rounds: number;
  edits: number;
  saves: number;
  conflicts: number;
  /** Tabs that were killed with something unsaved, and opened again. */
  killed: number;
  /** Requests, or their answers, that the network lost. */
  dropped: number;
  /** Edits that are neither on the page nor replaced by somebody who had seen them. */
  lost: number;
  /** Orders of parts that are not the one that was chosen. */
  disordered: number;
};

/** A value that somebody wrote, and what it was knowingly replaced by. */
type Lineage = Map<string, Set<string>>;
const nothing = 'nothing';

/** mulberry32: the same numbers for the same seed, from 0 to below 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What each part of a page says, by its key. */
function partsOf(content: PageContent): Map<string, string> {
  const parts = new Map([
    ['line', content.line],
    ['bio', content.bio],
    ['theme', JSON.stringify(content.theme)],
  ]);
  for (const block of content.blocks) {
    const pairs = Object.entries(block).sort(([a], [b]) => (a < b ? -1 : 1));
    parts.set(block.id, JSON.stringify(pairs));
  }
  return parts;
}
const at = (parts: Map<string, string>, key: string): string => `${key} ${parts.get(key) ?? nothing}`;
const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];
const orderOf = (content: PageContent, among: ReadonlySet<string>): string =>
  content.blocks.flatMap(({ id }) => (among.has(id) ? [id] : [])).join();

class Round {
  readonly #random: () => number;
  readonly #work: Work;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #figures: Figures;
  readonly lineage: Lineage = new Map();
  readonly written = new Set<string>();
  readonly seed: number;
  #tokens = 0;
  /** Both requests leave when both are ready to. */
  #gate: { arrived: number; readonly open: PromiseWithResolvers<undefined> } | undefined;
  calm = false;

  constructor(work: Work, headers: Readonly<Record<string, string>>, seed: number, figures: Figures) {
    this.#work = work;
    this.#headers = headers;
    this.seed = seed;
    this.#random = numbersFrom(seed);
    this.#figures = figures;
  }

  get random(): () => number {
    return this.#random;
  }
  get figures(): Figures {
    return this.#figures;
  }
  get defect(): Defect | undefined {
    return this.#work.defect;
  }
  word(): string {
    this.#tokens += 1;
    return `w${this.#tokens}`;
  }

  async #send(method: 'GET' | 'PUT', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#work.origin}${path}`, {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await problemFrom(response);
    return await response.json();
  }
  async read(): Promise<Draft> {
    return ((await this.#send('GET', '/v1/stores/mine')) as { draft: Draft }).draft;
  }
  async save(baseVersion: number, content: PageContent): Promise<Draft> {
    const gate = this.#gate;
    if (gate !== undefined) {
      gate.arrived += 1;
      if (gate.arrived === 2) gate.open.resolve(undefined);
      await gate.open.promise;
    }
    const fate = this.calm ? 1 : this.#random();
    if (fate < 0.1) return this.#dropped();
    this.#figures.saves += 1;
    const draft = (await this.#send('PUT', '/v1/stores/mine/draft', { baseVersion, content })) as Draft;
    return fate < 0.2 ? this.#dropped() : draft;
  }
  #dropped(): never {
    this.#figures.dropped += 1;
    throw new ApiProblem({ status: 0, title: 'no-network' });
  }
  async together(work: () => Promise<unknown>): Promise<void> {
    this.#gate = { arrived: 0, open: Promise.withResolvers<undefined>() };
    await work();
    this.#gate = undefined;
  }
  /** Notes what a person changed with the old words before her eyes. */
  note(before: PageContent, after: PageContent): void {
    const [old, now] = [partsOf(before), partsOf(after)];
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(key) === now.get(key)) continue;
      this.#figures.edits += 1;
      this.replaced(at(old, key), at(now, key));
      this.written.add(at(now, key));
    }
  }
  replaced(value: string, by: string): void {
    const known = this.lineage.get(value) ?? new Set<string>();
    this.lineage.set(value, known.add(by));
  }
  /** Values that were written and are neither on the page nor replaced, step by step, by one that is. */
  lostFrom(final: PageContent): string[] {
    const there = partsOf(final);
    const reaches = (value: string, seen: Set<string>): boolean => {
      const key = value.slice(0, value.indexOf(' '));
      if (at(there, key) === value) return true;
      seen.add(value);
      return [...(this.lineage.get(value) ?? [])].some((next) => !seen.has(next) && reaches(next, seen));
    };
    return [...this.written].filter((value) => !reaches(value, new Set()));
  }
}

/** One tab: a session that can be killed, and what it keeps on the phone. */
class Tab {
  readonly #round: Round;
  readonly #phone: Map<string, Kept>;
  readonly #name: string;
  #timers: (() => void)[] = [];
  #life = 0;
  session: Session;

  private constructor(round: Round, phone: Map<string, Kept>, name: string, draft: Draft) {
    this.#round = round;
    this.#phone = phone;
    this.#name = round.defect === 'tabs-share-what-is-kept' ? 'one' : name;
    this.session = this.#open(draft);
  }
  static async open(round: Round, phone: Map<string, Kept>, name: string): Promise<Tab> {
    return new Tab(round, phone, name, await round.read());
  }
  #open(draft: Draft): Session {
    this.#life += 1;
    const life = this.#life;
    const alive = (): boolean => life === this.#life;
    return openSession(
      {
        save: async (baseVersion, content) => await this.#round.save(baseVersion, content),
        keep: (kept) => alive() && this.#phone.set(this.#name, structuredClone(kept)),
        forget: () => alive() && this.#phone.delete(this.#name),
        later: (work) => {
          this.#timers.push(work);
          return () => {
            this.#timers = this.#timers.filter((each) => each !== work);
          };
        },
        now: () => performance.now(),
        told: () => undefined,
        saved: () => undefined,
        shown: (_history: History) => undefined,
      },
      draft,
      structuredClone(this.#phone.get(this.#name)),
    );
  }
  /** The browser is killed, in the middle of whatever it did, and opened again. */
  async kill(): Promise<void> {
    if (this.session.dirty) this.#round.figures.killed += 1;
    const asked = this.#round.random() < 0.5 ? this.session.flush() : undefined;
    this.#life += 1;
    this.#timers = [];
    await asked;
    this.session = this.#open(await this.#round.read());
  }
  pass(): void {
    for (const work of this.#timers.splice(0)) work();
  }
  edit(): void {
    const { random } = this.#round;
    const { session } = this;
    const before = session.content;
    const block = pick(before.blocks, random);
    const text = this.#round.word();
    const kind = random();
    if (kind < 0.2) session.change({ kind: 'head', patch: { line: text } });
    else if (kind < 0.3) session.change({ kind: 'head', patch: { bio: text } });
    else if (kind < 0.35)
      session.change({ kind: 'head', patch: { theme: { name: pick(['tana', 'adey'] as const, random) ?? 'tana' } } });
    else if (kind < 0.5 || block === undefined)
      session.change({
        kind: 'insert',
        block: blankBlock('text', `n-${text}-${this.#name}`, { text }),
        after: block?.id,
      });
    else if (kind < 0.78) session.change({ kind: 'edit', id: block.id, patch: { text } });
    else if (kind < 0.86) session.change({ kind: 'remove', id: block.id });
    else if (kind < 0.94)
      session.change({ kind: 'move', id: block.id, to: Math.floor(random() * before.blocks.length) });
    else session.undo();
    this.#round.note(before, session.content);
  }
  /** Both versions are looked at and one is chosen for each part. */
  async settle(): Promise<void> {
    const { state } = this.session;
    if (state.kind !== 'conflict') return;
    this.#round.figures.conflicts += 1;
    const mine = this.session.content;
    const theirs = state.theirs;
    const found = differences(mine, theirs.content);
    const proposed = this.session.proposals(theirs.content);
    const choices: Record<string, Side> = {};
    const [ours, others] = [partsOf(mine), partsOf(theirs.content)];
    for (const { key } of found) {
      // Mostly what is proposed, sometimes the other one.
      const side = proposed[key] ?? 'mine';
      const chosen = this.#round.random() < 0.7 ? side : side === 'mine' ? 'theirs' : 'mine';
      choices[key] = chosen;
      if (key === 'order') continue;
      const [won, gave] = chosen === 'mine' ? [ours, others] : [others, ours];
      this.#round.replaced(at(gave, key), at(won, key));
    }
    const kept =
      this.#round.defect === 'merge-takes-mine'
        ? Object.fromEntries(found.map(({ key }) => [key, 'mine' as const]))
        : choices;
    const done = this.session.settle(theirs, kept);
    const common = new Set(mine.blocks.map(({ id }) => id));
    const both = new Set(theirs.content.blocks.flatMap(({ id }) => (common.has(id) ? [id] : [])));
    const now = this.session.content;
    const left = new Set(now.blocks.flatMap(({ id }) => (both.has(id) ? [id] : [])));
    const lead = choices.order === 'theirs' ? theirs.content : mine;
    if (choices.order !== undefined && orderOf(now, left) !== orderOf(lead, left)) this.#round.figures.disordered += 1;
    await done;
  }
}

async function playRound(round: Round): Promise<void> {
  const { random, figures } = round;
  const phone = new Map<string, Kept>();
  const first = await Tab.open(round, phone, 'one');
  round.calm = true;
  for (let blocks = 0; blocks < 5; blocks += 1) first.edit();
  await first.session.flush();
  round.calm = false;
  const tabs = [first, await Tab.open(round, phone, 'two')] as const;
  // Both have seen the same page, both change it, and both save in the same instant: one of them is told.
  for (const tab of tabs) while (!tab.session.dirty) tab.edit();
  await round.together(async () => await Promise.all(tabs.map(async ({ session }) => await session.flush())));

  for (let step = 0; step < 24; step += 1) {
    const tab = tabs[random() < 0.5 ? 0 : 1];
    const what = random();
    if (what < 0.5) tab.edit();
    else if (what < 0.65) await tab.session.flush();
    else if (what < 0.7) tab.pass();
    else if (what < 0.78) await tab.kill();
    else if (what < 0.84) tab.session.newer(await round.read());
    else if (what < 0.92) await tab.settle();
    else await Promise.all(tabs.map(async ({ session }) => await session.flush()));
  }
  // The network is back, and both tabs are worked on until nothing waits.
  round.calm = true;
  for (
    let tries = 0;
    tries < 40 && tabs.some(({ session }) => session.dirty || session.state.kind === 'conflict');
    tries += 1
  ) {
    for (const tab of tabs) {
      tab.session.online();
      await tab.session.flush();
      await tab.settle();
    }
  }
  const stuck = tabs.find(({ session }) => session.dirty);
  if (stuck !== undefined) throw new Error(`a tab never got rid of its edits: ${stuck.session.state.kind}`);
  const lost = round.lostFrom((await round.read()).content);
  if (lost.length > 0 && round.defect === undefined)
    process.stderr.write(`seed ${round.seed} lost ${lost.join('; ')}\n`);
  figures.lost += lost.length;
  figures.rounds += 1;
}

const work = JSON.parse(process.argv[2] ?? '{}') as Work;
const figures: Figures = {
  rounds: 0,
  edits: 0,
  saves: 0,
  conflicts: 0,
  killed: 0,
  dropped: 0,
  lost: 0,
  disordered: 0,
};
for (const [at, headers] of work.creators.entries()) {
  const seed = work.seed + at;
  await playRound(new Round(work, headers, seed, figures)).catch((error: unknown) => {
    throw new Error(`round with seed ${seed}: ${asProblem(error).message}`, { cause: error });
  });
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
