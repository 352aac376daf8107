import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import type { Step } from './stage.ts';

const rows = {
  publish: { says: words.stepPublish, why: words.stepPublishSays, href: '/page', minutes: 1 },
  product: { says: words.stepProduct, why: words.stepProductSays, href: '/products/new', minutes: 5 },
  share: { says: words.stepShare, why: words.stepShareSays, href: undefined, minutes: 2 },
  money: { says: words.stepMoney, why: words.stepMoneySays, href: '/money/account', minutes: 2 },
  sale: { says: words.stepSale, why: words.stepSaleSays, href: undefined, minutes: 0 },
} as const;

/** Ticks come from facts; exactly one row is the next step. */
export function Checklist({ steps }: { steps: readonly Step[] }) {
  const next = steps.find(({ done }) => !done)?.id;
  if (next === undefined) return null;
  return (
    <section class="panel">
      <h2>{tr(words.steps)}</h2>
      <ol class="steps">
        {steps.map(({ id, done }) => {
          const row = rows[id];
          const current = id === next;
          return (
            <li key={id} class={done ? 'done' : current ? 'now' : ''} aria-current={current ? 'step' : undefined}>
              <Icon name={done ? 'check' : 'circle'} />
              <div>
                {current && <small class="tag">{tr(words.nextStep)}</small>}
                <b>{tr(row.says)}</b>
                {done && <span class="vh">{tr(words.done)}</span>}
                {current && <p class="muted">{tr(row.why)}</p>}
                {current && row.href !== undefined && (
                  <a class="btn" href={row.href}>
                    {tr(row.says)}
                  </a>
                )}
              </div>
              {!done && row.minutes > 0 && <small class="muted">{tr(words.minutes, { count: row.minutes })}</small>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
