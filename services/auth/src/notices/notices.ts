// Notices of planned maintenance and of present trouble: announced by an operator with a reason, shown on the status page
// and in the apps. Maintenance is announced a day before it begins (S4-88), unless it cannot wait.
import { noticeBackwards, noticeHours, noticeOver, noticeTooLate } from '@windsurf/contracts/auth-platform';
import type { Component, NoticeView, announceNotice } from '@windsurf/contracts/auth-platform';
import type { Input } from '@windsurf/contracts/endpoint';
import { writeAudit } from '@windsurf/audit/audit';
import { notFound, wrongFields } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { Deps } from '../deps.ts';
import { endNoticeAt, insertNotice, latestNotices, lockNotice, noticesAhead } from './notices.queries.ts';
import type { NoticeRow } from './notices.queries.ts';

const listed = 30;
const aboutNotice = (id: string): string => `notice:${id}`;

const viewOf = (row: NoticeRow): NoticeView => ({
  id: row.id,
  kind: row.kind,
  components: row.components as Component[],
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt?.toISOString() ?? null,
  am: row.saidAm,
  en: row.saidEn,
});

/** Announces. Throws noticeTooLate and noticeBackwards. */
export async function announce(
  deps: Deps,
  operatorId: string,
  said: Input<typeof announceNotice>['body'],
): Promise<NoticeView> {
  const at = deps.clock.now();
  const [startsAt, endsAt] = [new Date(said.startsAt), said.endsAt === null ? null : new Date(said.endsAt)];
  if (Number.isNaN(startsAt.getTime()) || (endsAt !== null && Number.isNaN(endsAt.getTime())))
    throw wrongFields({}, { pointer: '/startsAt' });
  if (said.kind === 'maintenance') {
    if (endsAt === null) throw noticeBackwards({}, { pointer: '/endsAt' });
    const soonest = at.getTime() + noticeHours * 3_600_000;
    if (said.urgent !== true && startsAt.getTime() < soonest)
      throw noticeTooLate({ hours: noticeHours }, { pointer: '/startsAt' });
  }
  if (endsAt !== null && (endsAt <= startsAt || endsAt <= at)) throw noticeBackwards({}, { pointer: '/endsAt' });
  const row: NoticeRow = {
    id: newId(),
    kind: said.kind,
    components: said.components,
    startsAt,
    endsAt,
    saidAm: said.am,
    saidEn: said.en,
    reason: said.reason,
    announcedAt: at,
    operatorId,
    endedAt: null,
  };
  await deps.tenancy.inPlatform(async (tx) => {
    await insertNotice(tx, row);
    await writeAudit(tx, 'auth', {
      at,
      actor: { kind: 'admin', id: operatorId },
      action: 'notice.announced',
      entity: aboutNotice(row.id),
      reason: said.reason,
      after: { ...viewOf(row), urgent: said.urgent ?? false },
    });
  });
  return viewOf(row);
}

/** Withdraws what has not begun, ends what has. Throws notFound and noticeOver. */
export async function end(deps: Deps, operatorId: string, id: string, reason: string): Promise<NoticeView> {
  const at = deps.clock.now();
  return await deps.tenancy.inPlatform(async (tx) => {
    const row = await lockNotice(tx, id);
    if (!row) throw notFound();
    if (row.endedAt !== null || (row.endsAt !== null && row.endsAt <= at)) throw noticeOver();
    await endNoticeAt(tx, id, at);
    const actor = { kind: 'admin', id: operatorId } as const;
    const entity = aboutNotice(id);
    await writeAudit(tx, 'auth', { at, actor, action: 'notice.ended', entity, reason, before: viewOf(row) });
    return viewOf(row);
  });
}

export async function list(deps: Deps) {
  const rows = await deps.tenancy.inPlatform(async (tx) => await latestNotices(tx, listed));
  return rows.map((row) => ({
    ...viewOf(row),
    announcedAt: row.announcedAt.toISOString(),
    announcedBy: row.operatorId,
    reason: row.reason,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

/** What goes on now or is to come, in the order of beginning. */
export async function ahead(deps: Deps): Promise<NoticeView[]> {
  const at = deps.clock.now();
  return (await deps.tenancy.inPlatform(async (tx) => await noticesAhead(tx, at))).map(viewOf);
}
