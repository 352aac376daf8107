// Where a creator's money goes. One account is in use. To say another one takes a fresh code, waits a day, and is told to
// whoever could be robbed by it: the number that she signs in with, and the wallet that got the money so far.
import { phoneOfPerson, stepUpNeeded, useStepUp } from '@windsurf/contracts/auth';
import { payoutAccountChanged } from '@windsurf/contracts/payments-payouts';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { moveUnsent, wakeHeld } from '../payouts/unsent.ts';
import { creatorFor } from '../risk/whose.ts';
import { readAccount } from './account-input.ts';
import type { AccountInput, ReadAccount } from './account-input.ts';
import { accountById, accountsOf, changeAccount, insertAccount, legalNameOf } from './accounts.queries.ts';
import type { AccountRow } from './accounts.queries.ts';
import { compareNames } from './same-name.ts';

export { accountById, accountInUse } from './accounts.queries.ts';
export type { AccountRow } from './accounts.queries.ts';

/** A new account waits this long, unless it is the first one and the wallet of the number that she signs in with. */
export const waitMs = 24 * 3_600_000;
type NameState = AccountRow['nameState'];

export async function listAccounts(deps: Deps, creatorId: CreatorId): Promise<AccountRow[]> {
  const query = accountsOf(deps.tenancy.compile, creatorId).compile();
  return (await deps.tenancy.batchInCreator(creatorId, [query]))[0];
}

/**
 * Money goes to this account from now on. The one that is in use already, typed again, changes nothing but its holder.
 * Throws 422 for what is no account and 403 stepUpNeeded without the proof of a fresh code.
 */
export async function addAccount(
  deps: Deps,
  who: { readonly creatorId: CreatorId; readonly personId: string },
  input: AccountInput & { readonly proof: string },
): Promise<AccountRow> {
  const account = readAccount(input);
  const { creatorId, personId } = who;
  await burnProof(deps, personId, input.proof);
  // No call inside of the transaction: what others know is asked for before.
  const ownNumber = account.kind !== 'bank' && (await deps.auth(phoneOfPerson, { params: { id: personId } })).phone;
  const isOwn = ownNumber === account.number;
  const railName = await nameAtRail(deps, account);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const at = deps.clock.now();
    const before = await accountsOf(tx, creatorId).execute();
    const old = before.find(({ removedAt }) => removedAt === null);
    const nameState = isOwn ? 'own-number' : await nameStateOf(tx, creatorId, account, railName);
    const same =
      old?.kind === account.kind && old.bank === account.bank && deps.cipher.open(old.numberSealed) === account.number;
    if (same) {
      const known = old.holder === account.holder ? old.nameState : nameState;
      const changed = await changeAccount(tx, creatorId, old.id, { holder: account.holder, nameState: known });
      await moveUnsent(deps, tx, creatorId, snapshot(changed));
      return changed;
    }
    const id = newId();
    if (old) await changeAccount(tx, creatorId, old.id, { removedAt: at, replacedBy: id });
    const first = before.length === 0;
    const row = await insertAccount(tx, {
      id,
      kind: account.kind,
      bank: account.bank,
      numberSealed: deps.cipher.seal(account.number),
      numberHint: account.number.slice(-3),
      holder: account.holder,
      nameState,
      readyAt: first && isOwn ? at : new Date(at.getTime() + waitMs),
      addedAt: at,
      addedBy: personId,
    });
    await moveUnsent(deps, tx, creatorId, snapshot(row));
    await emit(tx, payoutAccountChanged, newId(), {
      accountId: id,
      // Also one that was removed before: money went there last.
      oldAccountId: old?.id ?? before[0]?.id ?? null,
      change: first ? 'added' : 'replaced',
      readyAt: row.readyAt.toISOString(),
      nameMatches: matches(nameState),
    });
    return row;
  });
}

/** Nothing more is sent to this account; what was not sent waits for another. Twice is once. Throws notFound. */
export async function removeAccount(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const account = await accountById(tx, creatorId, id).executeTakeFirst();
    if (!account) throw notFound();
    if (account.removedAt !== null) return;
    await changeAccount(tx, creatorId, id, { removedAt: deps.clock.now() });
    await moveUnsent(deps, tx, creatorId, undefined);
    const payload = { accountId: null, oldAccountId: id, change: 'removed', readyAt: null };
    await emit(tx, payoutAccountChanged, newId(), payload);
  });
}

/** Known to be in the creator's own name; a wallet of the number that she signs in with is hers. */
const matches = (state: NameState): boolean => state !== 'waiting' && state !== 'differs';

const snapshot = ({ id, kind, bank, numberHint, holder }: AccountRow) => ({
  accountId: id,
  kind,
  bank,
  numberHint,
  holder,
});

async function burnProof(deps: Deps, personId: string, proof: string): Promise<void> {
  try {
    await deps.auth(useStepUp, { body: { purpose: 'payout-account', personId, proof } });
  } catch (error) {
    if (error instanceof CallFailed && error.status === 403) throw stepUpNeeded({}, { pointer: '/proof' });
    throw error;
  }
}

/** The holder as the wallet or bank knows it; undefined where no rail of ours can be asked, or none answers. */
async function nameAtRail(deps: Deps, { kind, number, bank }: ReadAccount): Promise<string | undefined> {
  for (const rail of deps.rails.values()) {
    if (!rail.capabilities.nameCheck || !rail.nameOf || !rail.capabilities.payout.includes(kind)) continue;
    const name = await rail.nameOf({ kind, number, ...(bank === null ? {} : { bank }) });
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The rail's word first, then the tax profile's; else a person looks. */
async function nameStateOf(
  tx: Tx,
  creatorId: CreatorId,
  account: ReadAccount,
  railName: string | undefined,
): Promise<NameState> {
  if (railName !== undefined) return stateBy(compareNames(account.holder, railName), 'rail-says');
  const profile = await legalNameOf(tx, creatorId).executeTakeFirst();
  return profile ? stateBy(compareNames(account.holder, profile.legalName), 'tax-name') : 'waiting';
}
const stateBy = (compared: ReturnType<typeof compareNames>, good: NameState): NameState =>
  compared === 'same' ? good : compared === 'differs' ? 'differs' : 'waiting';

/** An operator has looked whose account it is; what waited for that goes on. Throws notFound. */
export async function decideName(
  deps: Deps,
  operatorId: string,
  id: string,
  decision: { readonly same: boolean; readonly note: string },
): Promise<AccountRow> {
  const creatorId = await creatorFor(deps, operatorId, 'payout-account', id);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (!(await accountById(tx, creatorId, id).executeTakeFirst())) throw notFound();
    const decided = await changeAccount(tx, creatorId, id, {
      nameState: decision.same ? 'person-said' : 'differs',
      decidedBy: operatorId,
      decidedAt: deps.clock.now(),
      decidedNote: decision.note,
    });
    await wakeHeld(deps, tx, creatorId);
    await emit(tx, payoutAccountChanged, newId(), {
      accountId: id,
      oldAccountId: null,
      change: 'name-checked',
      readyAt: null,
      nameMatches: decision.same,
    });
    return decided;
  });
}

/** An account with the name in its creator's tax profile, for whoever compares them. */
export async function readAccountToConfirm(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ account: AccountRow; legalName: string | null } | undefined> {
  const { compile } = deps.tenancy;
  const [accounts, profiles] = await deps.tenancy.batchInCreator(creatorId, [
    accountById(compile, creatorId, id).compile(),
    legalNameOf(compile, creatorId).compile(),
  ]);
  return accounts[0] && { account: accounts[0], legalName: profiles[0]?.legalName ?? null };
}

/** The number itself: for the rail, for a person who sends by hand, and for telling a wallet's owner. */
export async function numberOf(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ kind: AccountRow['kind']; number: string; bank: string | null } | undefined> {
  const query = accountById(deps.tenancy.compile, creatorId, id).compile();
  const [row] = (await deps.tenancy.batchInCreator(creatorId, [query]))[0];
  return row && { kind: row.kind, number: deps.cipher.open(row.numberSealed), bank: row.bank };
}
