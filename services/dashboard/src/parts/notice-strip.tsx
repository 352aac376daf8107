// What is wrong or will be worked on soon, above every screen; it says nothing while it does not know.
import { useEffect } from 'preact/hooks';
import { noticeHours, readStatus } from '@windsurf/contracts/auth-platform';
import { statusWords as words } from '@windsurf/language/words-status';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import { when } from './figures.ts';
import { Notice } from './states.tsx';

const everyMs = 60_000;

export function NoticeStrip() {
  const status = useResource(readStatus, {});
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') status.reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  const soon = Date.now() + noticeHours * 3_600_000;
  const shown = (status.data?.notices ?? []).filter(({ active, startsAt }) => active || Date.parse(startsAt) < soon);
  if (shown.length === 0) return null;
  return (
    <div class="strips" role="region" aria-label={tr(words.title)}>
      {shown.map((notice) => (
        <Notice key={notice.id} kind={notice.kind === 'trouble' ? 'warn' : 'info'}>
          <p>
            <b>
              {tr(notice.kind === 'trouble' ? words.trouble : notice.active ? words.maintenanceNow : words.maintenance)}
            </b>{' '}
            {notice[lang.value]}
          </p>
          <p class="muted small">
            {notice.active ? tr(words.until) : tr(words.from)}{' '}
            {notice.active ? (notice.endsAt === null ? tr(words.noEnd) : when(notice.endsAt)) : when(notice.startsAt)}
            {' · '}
            <a href={`/status?lang=${lang.value}`} target="_blank" rel="noreferrer">
              {tr(words.more)}
            </a>
          </p>
        </Notice>
      ))}
    </div>
  );
}
