// Feature flags: for which creators and on which platforms a feature is on. Operators set them with a reason; services
// keep a copy (packages/flags) and follow within seconds.
import { flagChanged, flagDefaults, flagNames } from '@windsurf/contracts/auth-platform';
import type { FlagName, FlagRule, FlagView, Platform } from '@windsurf/contracts/auth-platform';
import { writeAudit } from '@windsurf/audit/audit';
import { flagsOf } from '@windsurf/flags/flags';
import { deedsAbout } from '../audit/audit.ts';
import type { DeedRow } from '../audit/audit.ts';
import type { Deps, Tx } from '../deps.ts';
import { allFlags, lockFlag, writeFlag } from './flags.queries.ts';
import type { FlagRow } from './flags.queries.ts';

const shownChanges = 5;
const aboutFlag = (name: FlagName): string => `flag:${name}`;

const ruleOf = ({ enabled, percent, creators, platforms }: FlagRow): FlagRule => ({
  enabled,
  percent,
  creators,
  platforms: platforms as FlagRule['platforms'],
});
const isKnown = (name: string): name is FlagName => (flagNames as readonly string[]).includes(name);

/** The rules that somebody has set. A row whose flag no code asks for any more is left out. */
export async function rulesSet(deps: Deps): Promise<Partial<Record<FlagName, FlagRule>>> {
  const rows = await deps.tenancy.inPlatform(async (tx) => await allFlags(tx));
  return Object.fromEntries(rows.filter(({ name }) => isKnown(name)).map((row) => [row.name, ruleOf(row)]));
}

/** Every flag as it is on for this creator. */
export async function flagsOfCreator(
  deps: Deps,
  creatorId: string,
  platform: Platform = 'web',
): Promise<Record<string, boolean>> {
  const flags = flagsOf(await rulesSet(deps));
  return Object.fromEntries(flagNames.map((name) => [name, flags.isOn(name, { creatorId, platform })]));
}

export async function listFlags(deps: Deps): Promise<FlagView[]> {
  return await deps.tenancy.inPlatform(async (tx) => {
    const rows = await allFlags(tx);
    const views: FlagView[] = [];
    for (const name of flagNames)
      views.push(
        await viewOf(
          tx,
          name,
          rows.find((row) => row.name === name),
        ),
      );
    return views;
  });
}

async function viewOf(tx: Tx, name: FlagName, row: FlagRow | undefined): Promise<FlagView> {
  const deeds = await deedsAbout(tx, aboutFlag(name), shownChanges);
  return {
    name,
    rule: row ? ruleOf(row) : flagDefaults[name],
    version: row?.version ?? 0,
    changedAt: row?.changedAt.toISOString() ?? null,
    changes: deeds.map(changeOf),
  };
}

const changeOf = ({ at, actorId, reason, after }: DeedRow): FlagView['changes'][number] => ({
  at: at.toISOString(),
  by: actorId,
  reason,
  rule: after as FlagRule,
});

const same = (a: FlagRule, b: FlagRule): boolean =>
  a.enabled === b.enabled &&
  a.percent === b.percent &&
  a.creators.toSorted().join() === b.creators.toSorted().join() &&
  a.platforms.toSorted().join() === b.platforms.toSorted().join();

/**
 * Sets a flag and writes down who did it and why. The same rule again changes nothing. Throws flagChanged when it is not
 * as the operator saw it.
 */
export async function setFlag(
  deps: Deps,
  operatorId: string,
  name: FlagName,
  change: { readonly rule: FlagRule; readonly reason: string; readonly seenVersion: number },
): Promise<FlagView> {
  const at = deps.clock.now();
  const { rule, reason, seenVersion } = change;
  return await deps.tenancy.inPlatform(async (tx) => {
    const row = await lockFlag(tx, name);
    const before = row ? ruleOf(row) : flagDefaults[name];
    if (row && same(before, rule)) return await viewOf(tx, name, row);
    const version = (row?.version ?? 0) + 1;
    if (seenVersion !== version - 1 || !(await writeFlag(tx, name, rule, version, at))) throw flagChanged();
    const actor = { kind: 'admin', id: operatorId } as const;
    const entity = aboutFlag(name);
    await writeAudit(tx, 'auth', { at, actor, action: 'flag.set', entity, reason, before, after: rule });
    return await viewOf(tx, name, { name, ...rule, version, changedAt: at });
  });
}
