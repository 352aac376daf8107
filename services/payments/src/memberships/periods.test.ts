import t from 'tap';
import { day, maxPauseDays, standingAt, startOf } from './periods.ts';
import type { Fact, StartOf } from './periods.ts';

const hour = 3_600_000;
const east = 3 * hour;
const joined = new Date('2026-01-31T07:30:00Z');
const later = (from: Date, days: number): Date => new Date(from.getTime() + days * day);
const paid = (at: Date, months = 1, graceDays = 3, orderId = `order ${at.toISOString()} ${months}`): Fact => ({
  kind: 'paid',
  at,
  orderId,
  months,
  graceDays,
});

/** Numbers that look like chance and are the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Months after a day, counted on a calendar of its own. */
function onCalendar(from: number, months: number): number {
  const local = new Date(from + east);
  const month = local.getUTCFullYear() * 12 + local.getUTCMonth() + months;
  const [year, of] = [Math.floor(month / 12), month % 12];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][of] ?? 0;
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  return Date.UTC(year, of, Math.min(local.getUTCDate(), length)) + (local.getTime() - midnight) - east;
}

/** A meter that knows nothing of spans: so much is paid ahead, and it runs while it is not stopped. */
class Meter {
  ahead = 0;
  used = 0;
  paused: number | undefined;
  left = false;
  #at = 0;
  #end: number | undefined;
  #graceMs = 0;
  #anchor = { at: 0, months: 0 };
  to(now: number): void {
    if (this.paused !== undefined) {
      const over = this.paused + maxPauseDays * day;
      if (now < over) return;
      this.#go(over);
    }
    const run = Math.min(this.ahead, Math.max(0, now - this.#at));
    this.ahead -= run;
    this.used += run;
    this.#at = Math.max(this.#at, now);
  }
  #go(at: number): void {
    this.paused = undefined;
    this.#at = at;
    this.#end = at + this.ahead;
    this.#anchor = { at: this.#end, months: 0 };
  }
  pay(at: number, months: number, graceDays: number): void {
    if (this.paused !== undefined) this.#go(at);
    const grace = this.left ? 0 : this.#graceMs;
    const goesOn = this.#end !== undefined && at < this.#end + grace;
    const from = goesOn ? (this.#end ?? at) : at;
    if (!goesOn) this.#anchor = { at, months: 0 };
    this.#anchor.months += months;
    this.#end = onCalendar(this.#anchor.at, this.#anchor.months);
    const late = Math.max(0, at - from);
    this.ahead += this.#end - from - late;
    // What was open in the days of grace is paid for now.
    this.used += late;
    this.#at = at;
    this.#graceMs = graceDays * day;
    this.left = false;
  }
  pause(at: number): void {
    if (this.paused !== undefined || this.ahead === 0) return;
    this.paused = at;
    this.left = false;
  }
  resume(at: number): void {
    if (this.paused !== undefined) this.#go(at);
  }
  leave(at: number): void {
    this.resume(at);
    this.left = true;
  }
}

type History = { readonly facts: readonly Fact[]; readonly ends: Date };
/** Two to four years of somebody who pays early, late, twice and not at all, pauses and comes back. */
function history(seed: number): History {
  const random = seeded(seed);
  const facts: Fact[] = [];
  let at = joined.getTime();
  const graceDays = Math.floor(random() * 8);
  for (let n = 0; n < 40; n++) {
    const dice = random();
    const when = new Date(at);
    if (dice < 0.6) facts.push(paid(when, [1, 1, 1, 3, 6, 12][Math.floor(random() * 6)], graceDays, `order ${n}`));
    else if (dice < 0.75) facts.push({ kind: 'paused', at: when });
    else if (dice < 0.92) facts.push({ kind: 'resumed', at: when });
    else facts.push({ kind: 'left', at: when });
    at += Math.floor(random() ** 3 * 160 * 24) * hour + Math.floor(random() * 3) * 977;
  }
  return { facts, ends: new Date(at + 500 * day) };
}

/** Every difference between what is opened and what was paid, at every fact and between them. */
function faultsOf({ facts, ends }: History, start?: StartOf): string[] {
  const faults: string[] = [];
  const meter = new Meter();
  const check = (now: Date): void => {
    meter.to(now.getTime());
    const { spans, state, keptMs } = standingAt(facts, now, start);
    const clip = (until: number): number => Math.min(until, now.getTime());
    const used = spans.reduce(
      (sum, { from, until }) => sum + Math.max(0, clip(until) - Math.min(from, clip(until))),
      0,
    );
    const ahead =
      keptMs + spans.reduce((sum, { from, until }) => sum + Math.max(0, until - Math.max(from, now.getTime())), 0);
    const open = spans.some(({ from, until }) => from <= now.getTime() && now.getTime() < until);
    const what = now.toISOString();
    if (used !== meter.used) faults.push(`${what}: open for ${used} ms, paid for ${meter.used}`);
    if (ahead !== meter.ahead) faults.push(`${what}: ${ahead} ms ahead, ${meter.ahead} were paid`);
    if (open !== (state === 'active')) faults.push(`${what}: ${state}, and open: ${open}`);
    for (const [n, span] of spans.entries()) {
      if (span.until <= span.from || span.from < (spans[n - 1]?.until ?? 0)) faults.push(`${what}: spans overlap`);
    }
  };
  for (const [n, fact] of facts.entries()) {
    const at = fact.at.getTime();
    meter.to(at);
    if (fact.kind === 'paid') meter.pay(at, fact.months, fact.graceDays);
    else if (fact.kind === 'paused') meter.pause(at);
    else if (fact.kind === 'resumed') meter.resume(at);
    else if (fact.kind === 'left') meter.leave(at);
    const next = facts[n + 1]?.at ?? ends;
    // Facts of one moment count together.
    if (next > fact.at)
      for (const part of [0, 0.3, 0.9]) check(new Date(at + Math.floor((next.getTime() - at) * part)));
  }
  check(ends);
  return faults;
}

t.test('what is open is what was paid, to the millisecond, in 400 lives of a membership', async (t) => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const life = history(seed);
    for (const { kind } of life.facts) seen.add(kind);
    for (const { at } of life.facts) seen.add(standingAt(life.facts, at).state);
    const [fault] = faultsOf(life);
    if (fault !== undefined) t.fail(`life ${seed}: ${fault}`);
  }
  t.same([...seen].toSorted(), ['active', 'ended', 'grace', 'left', 'paid', 'paused', 'resumed'], 'all of it happened');
});

t.test('the law sees time that begins when it is paid, and days of grace that do not count', async (t) => {
  const fromNow: StartOf = (_end, _graceMs, at) => at;
  const noGrace: StartOf = (end, _graceMs, at) => startOf(end, 0, at);
  for (const [name, planted] of [
    ['end date from now instead of from the old end', fromNow],
    ['grace ignored', noGrace],
  ] as const) {
    const red = Array.from({ length: 60 }, (_, n) => faultsOf(history(n + 1), planted)).filter(
      (faults) => faults.length > 0,
    );
    t.ok(red.length > 0, name);
  }
});

t.test(
  'twelve renewals, early, late, double and after a pause: the time of thirteen months, no day more or less',
  async (t) => {
    const facts: Fact[] = [paid(joined)];
    const end = (now: Date): Date => standingAt(facts, now).until ?? now;
    let now = joined;
    const renew = (days: number, orderId: string): void => {
      now = later(end(now), days);
      facts.push(paid(now, 1, 3, orderId));
    };
    for (let n = 1; n <= 5; n++) renew(-n, `early ${n}`);
    renew(2, 'late');
    facts.push(paid(now, 1, 3, 'twice'));
    for (let n = 1; n <= 3; n++) renew(0, `on the day ${n}`);
    t.same(end(now), new Date('2026-12-31T07:30:00Z'), 'eleven months from the day of joining, and the 31st again');
    now = later(now, 4);
    facts.push({ kind: 'paused', at: now });
    t.match(standingAt(facts, later(now, 10)), { state: 'paused', accessUntil: now });
    now = later(now, 20);
    facts.push({ kind: 'resumed', at: now });
    t.same(end(now), later(new Date('2026-12-31T07:30:00Z'), 20), 'the rest was kept');
    renew(-5, 'eleventh');
    renew(2.9, 'twelfth');
    const { spans } = standingAt(facts, later(now, 400));
    t.equal(facts.filter(({ kind }) => kind === 'paid').length, 13);
    const total = spans.reduce((sum, { from, until }) => sum + until - from, 0);
    const bought = new Date('2026-12-31T07:30:00Z').getTime() - joined.getTime();
    const after = onCalendar(later(new Date('2026-12-31T07:30:00Z'), 20).getTime(), 2);
    t.equal(total, bought + after - later(new Date('2026-12-31T07:30:00Z'), 20).getTime());
  },
);

t.test('after the days of grace it begins anew; in them it is still open', async (t) => {
  const facts: Fact[] = [paid(joined, 1, 3)];
  const end = new Date('2026-02-28T07:30:00Z');
  t.match(standingAt(facts, later(end, 2.9)), { state: 'grace', until: end, accessUntil: later(end, 3) });
  t.equal(standingAt(facts, later(end, 3)).state, 'ended');
  facts.push(paid(later(end, 3), 1, 3, 'anew'));
  t.same(standingAt(facts, later(end, 4)).until, new Date('2026-04-03T07:30:00Z'), 'a month later, to the minute');
});

t.test('a pause keeps the rest, ends by itself, and nobody who pays is kept out by it', async (t) => {
  const facts: Fact[] = [paid(joined), { kind: 'paused', at: later(joined, 8) }];
  const kept = 20 * day;
  t.match(standingAt(facts, later(joined, 50)), { state: 'paused', keptMs: kept });
  t.match(standingAt(facts, later(joined, 8 + maxPauseDays)), {
    state: 'active',
    until: later(joined, 8 + maxPauseDays + 20),
  });
  const pays = [...facts, paid(later(joined, 30), 1, 3, 'in the pause')];
  const { state, until } = standingAt(pays, later(joined, 30));
  t.equal(state, 'active');
  t.same(until, new Date(onCalendar(later(joined, 50).getTime(), 1)), 'the kept days, and the month behind them');
  const leaves: Fact[] = [...facts, { kind: 'left', at: later(joined, 40) }];
  t.match(standingAt(leaves, later(joined, 41)), { state: 'active', until: later(joined, 60) });
  t.equal(standingAt(leaves, later(joined, 60)).state, 'ended', 'no days of grace for who does not come back');
});

t.test('who leaves keeps what is paid; who pays after all has not left', async (t) => {
  const facts: Fact[] = [paid(joined), { kind: 'left', at: later(joined, 3) }];
  t.match(standingAt(facts, later(joined, 27)), { state: 'active', leftAt: later(joined, 3) });
  t.equal(standingAt(facts, later(joined, 28)).state, 'ended');
  facts.push(paid(later(joined, 10), 1, 3, 'after all'));
  t.match(standingAt(facts, later(joined, 11)), {
    state: 'active',
    leftAt: null,
    until: new Date('2026-03-31T07:30:00Z'),
  });
});

t.test('money that goes back takes its own time, or all of it, as the creator chose', async (t) => {
  const facts: Fact[] = [paid(joined, 1, 3, 'first'), paid(later(joined, 1), 3, 3, 'second')];
  const end = new Date('2026-05-31T07:30:00Z');
  const at = later(joined, 10);
  const back = (orderId: string, how: 'shorten' | 'revoke' | 'keep'): Fact[] => [
    ...facts,
    { kind: 'given-back', at, orderId, how },
  ];
  const untilOf = (of: readonly Fact[], now = at): Date | null => standingAt(of, now).until;
  t.same(untilOf(back('first', 'keep')), end);
  t.same(untilOf(back('second', 'shorten')), new Date('2026-02-28T07:30:00Z'), 'the first month stays');
  t.same(untilOf(back('first', 'shorten')), new Date(end.getTime() - 18 * day), 'what was left of the first is gone');
  t.match(standingAt(back('first', 'revoke'), at), { state: 'ended', until: at, accessUntil: at });
  for (const how of ['shorten', 'revoke'] as const) {
    const undone: Fact[] = [...back('first', how), { kind: 'restored', at, orderId: 'first' }];
    t.same(untilOf(undone), end, `${how}: it did not go back`);
  }
  const twice = [...back('second', 'shorten'), { kind: 'given-back', at, orderId: 'second', how: 'shorten' } as const];
  t.same(untilOf(twice), new Date('2026-02-28T07:30:00Z'), 'twice is once');
  const paused: Fact[] = [...facts, { kind: 'paused', at: later(joined, 5) }, ...back('second', 'shorten').slice(2)];
  t.match(standingAt(paused, later(joined, 20)), { state: 'paused', keptMs: 23 * day });
  const used: Fact[] = [
    paid(joined, 1, 3, 'first'),
    { kind: 'given-back', at: later(joined, 29), orderId: 'first', how: 'shorten' },
  ];
  t.equal(standingAt(used, later(joined, 29)).state, 'ended', 'nobody is waited for whose last payment went back');
});
