// The address of a store: who may have which, and what else is free.
import { handleRefused, handleReserved, handleTaken } from '@windsurf/contracts/store-problems';
import type { Problem } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { handleCandidates, isHandle } from '@windsurf/language/slug';
import type { Deps } from '../deps.ts';
import { handlesOf } from './handles.queries.ts';
import { isReserved } from './reserved.ts';

/** What was typed, as a handle is written: `@Selam-Books ` is selam-books. It may still be none. */
export const normalizeHandle = (typed: string): string =>
  typed.normalize('NFKC').trim().replace(/^@/, '').toLowerCase();

/** The first `count` handles for a name that nobody has and nobody else may not have. */
export async function freeHandles(deps: Deps, name: string, count: number): Promise<string[]> {
  const candidates = handleCandidates(name, 40).filter((handle) => !isReserved(handle));
  const rows = await deps.tenancy.door<{ takenHandles: string }>('taken_handles', candidates);
  const taken = new Set(rows.map((row) => row.takenHandles));
  return candidates.filter((handle) => !taken.has(handle)).slice(0, count);
}

/** Why a creator may not have this handle, with three proposals; undefined when she may. Own old ones come back. */
export async function handleProblem(
  deps: Deps,
  creatorId: CreatorId,
  handle: string,
  name: string,
): Promise<Problem | undefined> {
  const proposed = async (): Promise<string[]> => await freeHandles(deps, name === '' ? handle : name, 3);
  if (!isHandle(handle)) {
    return handleRefused({}, { pointer: '/handle', extra: { proposals: await proposed() } });
  }
  if (isReserved(handle)) return refusal(handleReserved, handle, await proposed());
  const [owner] = await deps.tenancy.door<{ creatorOfHandle: string | null }>('creator_of_handle', handle);
  const taken = owner?.creatorOfHandle ?? null;
  return taken === null || taken === creatorId ? undefined : refusal(handleTaken, handle, await proposed());
}

const refusal = (type: typeof handleTaken, handle: string, proposals: string[]): Problem =>
  type({ handle, proposals: proposals.join(', ') }, { pointer: '/handle', extra: { proposals } });

/** For a transaction that lost the race for a name. */
export const lostHandle = async (deps: Deps, handle: string, name: string): Promise<Problem> =>
  refusal(handleTaken, handle, await freeHandles(deps, name, 3));

export type HandleAnswer = { handle: string; available: boolean; detail: string; proposals: string[] };

/** Answers while she types. Without a handle one is proposed for the name. Nothing is taken by asking. */
export async function checkHandle(
  deps: Deps,
  creatorId: CreatorId,
  input: { handle?: string; name?: string; lang: Language },
): Promise<HandleAnswer> {
  const name = input.name ?? '';
  if (input.handle === undefined || input.handle.trim() === '') {
    const [handle = '', ...proposals] = await freeHandles(deps, name, 4);
    return { handle, available: true, detail: '', proposals };
  }
  const handle = normalizeHandle(input.handle);
  const problem = await handleProblem(deps, creatorId, handle, name);
  if (problem === undefined) {
    const own = await deps.tenancy.inCreator(creatorId, async (tx) => await handlesOf(tx, creatorId));
    const proposals = own.some((row) => row.handle === handle) ? [] : await freeHandles(deps, name || handle, 3);
    return { handle, available: true, detail: '', proposals: proposals.filter((other) => other !== handle) };
  }
  const detail = say(problem.says, input.lang, problem.params);
  return { handle, available: false, detail, proposals: problem.extra.proposals as string[] };
}
