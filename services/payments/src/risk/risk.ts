// Pauses of payouts: proposed by one operator, decided by another, ended by any; appealed against by the creator, with a
// clock. A pause stops payouts and nothing else.
import {
  alreadyDecided,
  appealOpen,
  caseOpen,
  nothingToAppeal,
  riskCaseChanged,
  secondPersonNeeded,
} from '@windsurf/contracts/payments-risk';
import type { CaseKind, CaseReason } from '@windsurf/contracts/payments-risk';
import { notFound } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { wakeHeld } from '../payouts/unsent.ts';
import { heldBy } from './held-by.ts';
import {
  appealById,
  appealOfCase,
  appealsOf,
  caseById,
  changeAppeal,
  changeCase,
  insertAppeal,
  insertCase,
  lockAppeal,
  lockCase,
  openHold,
} from './risk.queries.ts';
import type { AppealRow, CaseRow } from './risk.queries.ts';
import { creatorFor } from './whose.ts';

export type { AppealRow, CaseRow } from './risk.queries.ts';
export type CaseFacts = CaseRow & { readonly appealId: string | null };
export type AppealFacts = AppealRow & Pick<CaseRow, 'kind' | 'reason'>;

/** An appeal is answered within this. */
export const answerWithinMs = 72 * 3_600_000;

async function announce(tx: Tx, of: CaseRow, state: string, until: Date | null = null): Promise<void> {
  const payload = { caseId: of.id, kind: of.kind, state, until: until?.toISOString() ?? null };
  await emit(tx, riskCaseChanged, newId(), payload);
}

/** Proposes to hold a creator's payouts. Throws notFound for somebody without books, and caseOpen. */
export async function proposePause(
  deps: Deps,
  operatorId: string,
  creator: string,
  wish: { readonly kind: CaseKind; readonly reason: CaseReason; readonly note: string },
): Promise<CaseFacts> {
  const creatorId = await creatorFor(deps, operatorId, 'creator', creator);
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => {
      const proposed = { proposedBy: operatorId, proposedAt: deps.clock.now() };
      const row = await insertCase(tx, { ...wish, ...proposed, id: newId(), state: 'proposed' });
      return { ...row, appealId: null };
    });
  } catch (error) {
    if (isFault(error, 'duplicate', 'risk_cases_open')) throw caseOpen();
    throw error;
  }
}

/**
 * Agrees to what another operator proposed, or ends it. Nobody agrees to what they proposed; ending one's own is allowed.
 * The same decision again is no error. Throws notFound, secondPersonNeeded and alreadyDecided.
 */
export async function decideCase(
  deps: Deps,
  operatorId: string,
  caseId: string,
  decision: { readonly approve: boolean; readonly note: string },
): Promise<CaseFacts> {
  const creatorId = await creatorFor(deps, operatorId, 'risk-case', caseId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockCase(tx, creatorId, caseId);
    if (!row) throw notFound();
    const state = decision.approve ? 'approved' : 'refused';
    const appealId = await appealOfCase(tx, creatorId, caseId);
    if (row.state === state && row.decidedBy === operatorId) return { ...row, appealId };
    if (row.state !== 'proposed') throw alreadyDecided();
    if (decision.approve && row.proposedBy === operatorId) throw secondPersonNeeded();
    const decidedAt = deps.clock.now();
    const changed = await changeCase(tx, creatorId, caseId, {
      state,
      decidedBy: operatorId,
      decidedAt,
      decidedNote: decision.note,
    });
    if (decision.approve) {
      await announce(tx, changed, 'approved');
      await wakeHeld(deps, tx, creatorId);
    }
    return { ...changed, appealId };
  });
}

/** Ends a pause: what it held goes on. Twice is once. Throws notFound and alreadyDecided. */
export async function releaseCase(deps: Deps, operatorId: string, caseId: string, note: string): Promise<CaseFacts> {
  const creatorId = await creatorFor(deps, operatorId, 'risk-case', caseId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockCase(tx, creatorId, caseId);
    if (!row) throw notFound();
    const appealId = await appealOfCase(tx, creatorId, caseId);
    if (row.state === 'released') return { ...row, appealId };
    if (row.state !== 'approved') throw alreadyDecided();
    return { ...(await release(deps, tx, row, operatorId, note)), appealId };
  });
}

async function release(deps: Deps, tx: Tx, row: CaseRow, operatorId: string, note: string): Promise<CaseRow> {
  const creatorId = asCreatorId(row.creatorId);
  const change = {
    state: 'released',
    releasedBy: operatorId,
    releasedAt: deps.clock.now(),
    releasedNote: note,
  } as const;
  const released = await changeCase(tx, creatorId, row.id, change);
  await announce(tx, released, 'released');
  await wakeHeld(deps, tx, creatorId);
  return released;
}

export async function readCase(deps: Deps, creatorId: CreatorId, id: string): Promise<CaseFacts> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await caseById(tx, creatorId, id).executeTakeFirst();
    if (!row) throw notFound();
    return { ...row, appealId: await appealOfCase(tx, creatorId, id) };
  });
}

/** What holds this creator's money by our decision, and her appeals. */
export async function listAppeals(
  deps: Deps,
  creatorId: CreatorId,
): Promise<{ appeals: AppealFacts[]; holding: CaseRow | undefined }> {
  const { compile } = deps.tenancy;
  const [appeals, cases] = await deps.tenancy.batchInCreator(creatorId, [
    appealsOf(compile, creatorId).compile(),
    openHold(compile, creatorId).compile(),
  ]);
  return { appeals, holding: cases.find(({ state }) => state === 'approved') };
}

/** Asks a person to look again. Throws nothingToAppeal, appealOpen, and notFound for a case that is not hers. */
export async function openAppeal(
  deps: Deps,
  creatorId: CreatorId,
  wish: { readonly caseId?: string | undefined; readonly text: string },
): Promise<AppealFacts> {
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => {
      const held = await heldBy(tx, creatorId);
      if (wish.caseId !== undefined && wish.caseId !== held?.id) {
        if (!(await caseById(tx, creatorId, wish.caseId).executeTakeFirst())) throw notFound();
        throw nothingToAppeal();
      }
      if (!held) throw nothingToAppeal();
      const askedAt = deps.clock.now();
      const dueAt = new Date(askedAt.getTime() + answerWithinMs);
      const text = wish.text.trim();
      const row = await insertAppeal(tx, { id: newId(), caseId: held.id, text, state: 'open', askedAt, dueAt });
      await announce(tx, held, 'appealed', dueAt);
      return { ...row, kind: held.kind, reason: held.reason };
    });
  } catch (error) {
    if (isFault(error, 'duplicate', 'appeals_open')) throw appealOpen();
    throw error;
  }
}

/**
 * Answers an appeal; granting it ends the pause. Who proposed the pause does not judge the appeal. Throws notFound,
 * secondPersonNeeded and alreadyDecided.
 */
export async function answerAppeal(
  deps: Deps,
  operatorId: string,
  appealId: string,
  decision: { readonly grant: boolean; readonly answer: string },
): Promise<AppealFacts> {
  const creatorId = await creatorFor(deps, operatorId, 'appeal', appealId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const appeal = await lockAppeal(tx, creatorId, appealId);
    const about = appeal && (await lockCase(tx, creatorId, appeal.caseId));
    if (!appeal || !about) throw notFound();
    if (appeal.state !== 'open') throw alreadyDecided();
    if (about.proposedBy === operatorId) throw secondPersonNeeded();
    const state = decision.grant ? 'granted' : 'denied';
    const answeredAt = deps.clock.now();
    const change = { state, answeredAt, answeredBy: operatorId, answer: decision.answer } as const;
    const answered = await changeAppeal(tx, creatorId, appealId, change);
    await announce(tx, about, state);
    if (decision.grant && about.state === 'approved') await release(deps, tx, about, operatorId, decision.answer);
    return { ...answered, kind: about.kind, reason: about.reason };
  });
}

export async function readAppeal(deps: Deps, creatorId: CreatorId, id: string): Promise<AppealFacts> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const appeal = await appealById(tx, creatorId, id).executeTakeFirst();
    const about = appeal && (await caseById(tx, creatorId, appeal.caseId).executeTakeFirst());
    if (!appeal || !about) throw notFound();
    return { ...appeal, kind: about.kind, reason: about.reason };
  });
}
