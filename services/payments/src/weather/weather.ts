// How the ways to pay do at the moment, from our own newest attempts: what answers well is offered first, and what is slow
// or silent says so. Looked at every half minute at most, by all processes together where Redis is there.
import type { RailState } from '@windsurf/contracts/payments-follow';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { weatherWords as words } from '@windsurf/language/words-where';
import type { Deps } from '../deps.ts';
import { isPatient } from '../settle/settle.ts';
import type { Rail, RailName } from '../rails/rails.ts';
import { asSentence, railTeller } from '../rails/registry.ts';

/** What the newest attempts of one rail say; times in seconds. */
export type Counts = {
  readonly answered15: number;
  readonly silent15: number;
  readonly seconds15: number | null;
  readonly confirmed15: number;
  readonly answered60: number;
  readonly silent60: number;
  readonly seconds60: number | null;
  readonly confirmed60: number;
  /** Answers since the last time that it said nothing. */
  readonly answeredSince: number;
};
export type RailWeather = { readonly rail: Rail; readonly state: RailState; readonly counts: Counts };

/** So long one look is good, for all processes. */
const freshMs = 30_000;
/** Fewer attempts than this say nothing about a rail. */
const enough = 3;
/** So many answers in a row, and what was silent before is over. */
const wellAgain = 2;
const slowSeconds = 120;
/** Below this share of answers a rail is not steady. */
const steady = 0.8;

const nothing: Counts = {
  answered15: 0,
  silent15: 0,
  seconds15: null,
  confirmed15: 0,
  answered60: 0,
  silent60: 0,
  seconds60: null,
  confirmed60: 0,
  answeredSince: 0,
};

/** Seconds to a confirmation, of the last quarter of an hour where there are enough of them. */
const secondsOf = (counts: Counts): number | null =>
  counts.confirmed15 >= enough ? counts.seconds15 : counts.confirmed60 >= enough ? counts.seconds60 : null;

/** Pure: the same counts give the same state. What buyers pay at their leisure is never slow by that. */
export function stateOf(counts: Counts, patient: boolean): RailState {
  const { answered15, silent15, answered60, silent60, answeredSince } = counts;
  const over = answeredSince >= wellAgain;
  if (!over && silent15 >= enough && silent15 > answered15) return 'down';
  const tries = answered15 + silent15;
  if (!over && tries >= enough && answered15 / tries < steady) return 'unsteady';
  const seconds = secondsOf(counts);
  if (!patient && seconds !== null && seconds >= slowSeconds) return 'slow';
  return answered60 + silent60 === 0 ? 'quiet' : 'good';
}

const rank: Readonly<Record<RailState, number>> = { good: 0, quiet: 0, slow: 1, unsteady: 1, down: 2 };

type Look = { readonly at: number; readonly rails: Readonly<Record<RailName, Counts>> };
const looks = new WeakMap<object, Look>();
const running = new WeakMap<object, Promise<Look>>();
const key = 'weather:1';

/**
 * Every rail that there is with its weather, the best choice first: in the order of the registry, but what is slow comes
 * after what is not, and what is silent last. Nothing is left out: it may be the only one that a buyer has.
 */
export async function railsByWeather(deps: Deps): Promise<readonly RailWeather[]> {
  const { rails } = await lookAt(deps);
  const all = [...deps.rails.values()].map((rail) => {
    const counts = Object.hasOwn(rails, rail.name) ? (rails[rail.name] ?? nothing) : nothing;
    return { rail, counts, state: stateOf(counts, isPatient(rail.capabilities.pay)) };
  });
  return all.toSorted((a, b) => rank[a.state] - rank[b.state]);
}

const isFresh = (look: Look | undefined, now: number): look is Look =>
  look !== undefined && now >= look.at && now - look.at < freshMs;

async function lookAt(deps: Deps): Promise<Look> {
  const now = deps.clock.now().getTime();
  const own = looks.get(deps.tenancy);
  if (isFresh(own, now)) return own;
  // Whoever comes meanwhile waits for the same look: else all checkouts of a busy moment count at once.
  const look = running.get(deps.tenancy) ?? lookAnew(deps, now).finally(() => running.delete(deps.tenancy));
  running.set(deps.tenancy, look);
  return await look;
}

/** Sales never wait for it: what cannot be read now is as if nobody had paid lately. */
async function lookAnew(deps: Deps, now: number): Promise<Look> {
  const shared = readLook(await readShared(deps));
  const look = isFresh(shared, now) ? shared : await count(deps, now);
  looks.set(deps.tenancy, look);
  return look;
}

async function readShared({ redis, log }: Deps): Promise<string | undefined> {
  try {
    return (await redis.get(key)) ?? undefined;
  } catch (error) {
    log.warn({ reason: (error as Error).message }, 'no shared weather');
    return undefined;
  }
}

function readLook(text: string | undefined): Look | undefined {
  if (text === undefined) return undefined;
  try {
    const look = JSON.parse(text) as Look;
    return typeof look.at === 'number' && typeof look.rails === 'object' && look.rails !== null ? look : undefined;
  } catch {
    return undefined;
  }
}

async function count(deps: Deps, at: number): Promise<Look> {
  let rows: readonly (Counts & { readonly rail: RailName })[];
  try {
    rows = await deps.tenancy.door<Counts & { rail: RailName }>('rail_weather', new Date(at));
  } catch (error) {
    deps.log.warn({ err: error }, 'no weather of the rails');
    return { at, rails: {} };
  }
  const look = { at, rails: Object.fromEntries(rows.map(({ rail, ...counts }) => [rail, counts])) };
  try {
    await deps.redis.set(key, JSON.stringify(look), 'PX', freshMs);
  } catch (error) {
    deps.log.warn({ reason: (error as Error).message }, 'the weather is not shared');
  }
  return look;
}

/** What a buyer should know before she chooses; undefined when all is well. */
export function weatherSays({ rail, state, counts }: RailWeather, lang: Language): string | undefined {
  const name = say(railTeller(rail.name), lang);
  const tries = counts.answered15 + counts.silent15;
  if (state === 'down') return asSentence(say(words.down, lang, { rail: name }));
  if (state === 'slow')
    return say(words.slow, lang, { rail: name, minutes: Math.round((secondsOf(counts) ?? slowSeconds) / 60) });
  if (state === 'unsteady')
    return say(words.unsteady, lang, { rail: name, percent: Math.round((100 * counts.answered15) / tries) });
  return undefined;
}
