// "I paid, where is it?" A buyer tells what her wallet or bank wrote. It is never believed: it says which rail to ask about
// which attempt, now; and where the rail cannot say, a person gets it as evidence. One reference counts once, for ever.
import { hash } from 'node:crypto';
import { findPerson } from '@windsurf/contracts/auth';
import { amountDiffers, noReference, paymentNotFound, toldBefore } from '@windsurf/contracts/payments-follow';
import type { FoundOutcome } from '@windsurf/contracts/payments-follow';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { formatBirr, santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import { writeAudit } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import { intentById, isOpen, isPaid, writeHappening } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { orBusy } from '../or-busy.ts';
import { ask, doubtSeconds, leaveSeconds, park, railOf } from '../settle/settle.ts';
import { amountFits, isNamed, matchesOf, mayCome } from './match.ts';
import type { Candidate } from './match.ts';
import { readPasted } from './pasted.ts';
import type { Pasted } from './pasted.ts';
import { insertTold, toldOf } from './where.queries.ts';
import type { ToldRow } from './where.queries.ts';

export { toldOf };
export type { ToldRow };

export type Telling = {
  /** As it was pasted or typed. */
  readonly text: string;
  /** Whose attempts: of one number, or the one whose address the teller holds. */
  readonly about: { readonly phone: E164 } | { readonly creatorId: CreatorId; readonly intentId: string };
  /** The form's own number: pressing twice is telling once. */
  readonly attempt: string;
  readonly source: ToldRow['source'];
  readonly lang: Language;
  readonly address: string;
};
export type Found = {
  readonly outcome: FoundOutcome;
  readonly creatorId: CreatorId;
  readonly intent: IntentRow;
  /** As it was understood; undefined when only our own number was named. */
  readonly reference: string | undefined;
  /** The teller holds its address, or knows a number of it: she may be led to it. */
  readonly hers: boolean;
};

const perAddress = { name: 'where', max: 30, windowSeconds: 600 } as const;
const perAttempt = { name: 'where-one', max: 10, windowSeconds: 3600 } as const;
/** Older attempts are found by their own numbers at the rail's desk, not here. */
const lookBackMs = 60 * 86_400_000;

/**
 * Finds the attempt that a text is about, has its rail asked now, and keeps the text as evidence. Throws noReference,
 * toldBefore, amountDiffers, paymentNotFound (the same for what is unknown and what is somebody else's) and 429.
 */
export async function lookFor(deps: Deps, telling: Telling): Promise<Found> {
  await deps.limits.take(perAddress, telling.address);
  const { about } = telling;
  await deps.limits.take(perAttempt, 'phone' in about ? deps.digest(about.phone) : about.intentId);
  const pasted = readPasted(telling.text);
  if (pasted.references.length === 0 && pasted.codes.length === 0 && pasted.ours.length === 0)
    throw noReference({}, { pointer: '/text' });
  const candidates = await candidatesOf(deps, telling);
  const chosen = await choose(deps, telling, pasted, candidates);
  return await follow(deps, telling, pasted, chosen);
}

async function candidatesOf(deps: Deps, { about }: Telling): Promise<Candidate[]> {
  if ('phone' in about) {
    const buyerId = await personOf(deps, about.phone);
    if (buyerId === null) return [];
    const since = new Date(deps.clock.now().getTime() - lookBackMs);
    return await deps.tenancy.door<Candidate>('attempts_of_buyer', buyerId, since, 50);
  }
  const intent = await read(deps, about.creatorId, about.intentId);
  return intent ? [intent] : [];
}

async function personOf(deps: Deps, phone: E164): Promise<string | null> {
  return (await orBusy(deps.auth(findPerson, { body: { phone } }))).personId;
}

async function read(deps: Deps, creatorId: CreatorId, id: string): Promise<IntentRow | undefined> {
  const query = intentById(deps.tenancy.compile, creatorId, id).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  return rows[0];
}

type Chosen = {
  readonly attempts: readonly Candidate[];
  /** See `Matches`. */
  readonly sure: boolean;
  /** This same text was told about this same attempt before. */
  readonly again: boolean;
};

async function choose(deps: Deps, telling: Telling, pasted: Pasted, candidates: readonly Candidate[]): Promise<Chosen> {
  const known = 'phone' in telling.about ? undefined : candidates[0];
  const uses = await usesOf(deps, pasted);
  const own = new Set(candidates.map((one) => one.id));
  const foreign = uses.find((use) => !own.has(use.intentId));
  if (foreign) {
    await note(deps, 'reference.foreign', `intent:${foreign.intentId}`);
    // Whoever holds the address of an attempt has a name to us; who only types a number is told nothing.
    if (known) throw toldBefore({}, { pointer: '/text' });
    throw paymentNotFound();
  }
  const told = uses.find((use) => use.usedAs === 'told');
  if (told) return await repeated(deps, telling, candidates, told.intentId);
  if (known) {
    // A person compares the sum of a transfer by hand; elsewhere a text about another sum is about another payment.
    if (!byHand(deps, known) && !amountFits(known, pasted)) {
      await note(deps, 'reference.amount', `intent:${known.id}`);
      const price = formatBirr(santim(known.amountSantim), telling.lang, { decimals: 'always' });
      throw amountDiffers({ price }, { pointer: '/text' });
    }
    return { attempts: [known], sure: true, again: false };
  }
  const matches = matchesOf(candidates, pasted, deps.clock.now());
  if (matches.attempts.length === 0) {
    const near = candidates.find((one) => isNamed(one, pasted)) ?? candidates.find((one) => mayCome(one.state));
    await note(deps, near ? 'reference.amount' : 'reference.unknown', near ? `intent:${near.id}` : 'number');
    throw paymentNotFound();
  }
  return { ...matches, again: false };
}

/** Told before about an attempt of hers: while that still waits it is asked again; what has its end counts once. */
async function repeated(
  deps: Deps,
  telling: Telling,
  candidates: readonly Candidate[],
  intentId: string,
): Promise<Chosen> {
  const attempt = candidates.find((one) => one.id === intentId);
  if (!attempt) throw toldBefore({}, { pointer: '/text' });
  const creatorId = asCreatorId(attempt.creatorId);
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    toldOf(deps.tenancy.compile, creatorId, intentId).compile(),
  ]);
  const twice = rows.some((row) => row.attemptHash === hash('sha256', telling.attempt));
  if (twice || isOpen(attempt.state)) return { attempts: [attempt], sure: true, again: true };
  await note(deps, 'reference.again', `intent:${intentId}`);
  throw toldBefore({}, { pointer: '/text' });
}

type Use = { readonly creatorId: string; readonly intentId: string; readonly usedAs: 'paid' | 'told' };
async function usesOf(deps: Deps, { references }: Pasted): Promise<Use[]> {
  if (references.length === 0) return [];
  return await deps.tenancy.door<Use>('uses_of_references', [...deps.rails.keys()], [...references]);
}

/** Evidence of who tried what; never the text, never a number. */
async function note(deps: Deps, what: string, about: string): Promise<void> {
  const at = deps.clock.now();
  await deps.tenancy.inPlatform(async (tx) => await writeAudit(tx, { who: 'buyer', what, about, at }));
  deps.log.warn({ what, about }, 'a told reference was refused');
}

const byHand = (deps: Deps, intent: { readonly rail: string }): boolean =>
  railOf(deps, intent)?.capabilities.pay === 'instructions';

/** Asks about each until one is paid; the evidence goes to that one, or to the most likely. */
async function follow(deps: Deps, telling: Telling, pasted: Pasted, { attempts, sure, again }: Chosen): Promise<Found> {
  let chosen: { creatorId: CreatorId; intent: IntentRow } | undefined;
  for (const attempt of attempts) {
    const creatorId = asCreatorId(attempt.creatorId);
    if (!byHand(deps, attempt)) await ask(deps, creatorId, attempt.id, 'buyer');
    const intent = await read(deps, creatorId, attempt.id);
    if (!intent) continue;
    const paid = isPaid(intent.state) || intent.state === 'surplus';
    const proven = paid && (sure || (intent.providerTxnId !== null && isNamed(intent, pasted)));
    if (proven || (sure && !chosen)) chosen = { creatorId, intent };
    if (proven) break;
  }
  if (!chosen) {
    await note(deps, 'reference.unknown', 'number');
    throw paymentNotFound();
  }
  const { creatorId, intent } = chosen;
  const reference = referenceFor(intent, pasted);
  if (!again) await keep(deps, telling, pasted, creatorId, intent, reference ?? null);
  const outcome = await outcomeOf(deps, creatorId, intent, reference !== undefined);
  const hers = !('phone' in telling.about) || isNamed(intent, pasted);
  return { outcome, creatorId, intent, reference, hers };
}

/** What counts once: the rail's own number where it has confirmed one of these; else the likeliest, for a person. */
function referenceFor(intent: IntentRow, { references }: Pasted): string | undefined {
  const { providerTxnId } = intent;
  if (providerTxnId === null) return references[0];
  return references.find((number) => number === providerTxnId.toUpperCase());
}

async function keep(
  deps: Deps,
  telling: Telling,
  pasted: Pasted,
  creatorId: CreatorId,
  intent: IntentRow,
  reference: string | null,
): Promise<void> {
  const at = deps.clock.now();
  const amount = pasted.amounts.find((one) => one === intent.amountSantim) ?? pasted.amounts[0] ?? null;
  try {
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await insertTold(tx, {
        id: newId(),
        intentId: intent.id,
        rail: intent.rail,
        reference,
        amountSantim: amount,
        source: telling.source,
        textSealed: deps.cipher.seal(telling.text.slice(0, 2000)),
        attemptHash: hash('sha256', telling.attempt),
        toldAt: at,
      });
      await writeHappening(tx, intent.id, at, 'told-reference', 'buyer');
    });
  } catch (error) {
    if (!isFault(error, 'duplicate', 'told_references_once')) throw error;
    // Somebody told it in the same moment; for this attempt that is no matter.
    const uses = await usesOf(deps, { ...pasted, references: reference === null ? [] : [reference] });
    if (uses.some((use) => use.intentId === intent.id)) return;
    await note(deps, 'reference.foreign', `intent:${intent.id}`);
    throw toldBefore({}, { pointer: '/text' });
  }
}

async function outcomeOf(
  deps: Deps,
  creatorId: CreatorId,
  intent: IntentRow,
  evidence: boolean,
): Promise<FoundOutcome> {
  const { state } = intent;
  if (isPaid(state)) return 'granted';
  if (state === 'surplus') return 'returning';
  if (state === 'parked') return 'queued';
  if (state === 'reversed') return 'ended';
  // A person has asked the rail's desk about it; what is pasted again is no news.
  if (intent.reason === 'not-paid' && !isOpen(state)) return 'ended';
  if (!evidence) return isOpen(state) ? 'asking' : 'ended';
  // People read it where they confirm all payments; what is held for her stays held.
  if (isOpen(state) && byHand(deps, intent)) return 'queued';
  const age = (deps.clock.now().getTime() - intent.startedAt.getTime()) / 1000;
  const patience = railOf(deps, intent)?.capabilities.query === true ? doubtSeconds : leaveSeconds;
  if (isOpen(state) && age < patience) return 'asking';
  await park(deps, creatorId, intent.id, 'told', deps.clock.now());
  return 'queued';
}
