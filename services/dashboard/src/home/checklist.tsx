import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { useRef } from 'preact/hooks';
import { Icon } from '../parts/icons.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';
import { dismissed, dismissStep } from './dismissed.ts';
import { nextOf, type Step } from './stage.ts';

const rows = {
  publish: { says: words.stepPublish, why: words.stepPublishSays, href: '/page', minutes: 1 },
  product: { says: words.stepProduct, why: words.stepProductSays, href: '/products/new', minutes: 5 },
  share: { says: words.stepShare, why: words.stepShareSays, href: undefined, minutes: 2 },
  money: { says: words.stepMoney, why: words.stepMoneySays, href: '/money/account', minutes: 2 },
  try: { says: words.stepTry, why: words.stepTrySays, href: undefined, minutes: 1 },
  sale: { says: words.stepSale, why: words.stepSaleSays, href: undefined, minutes: 0 },
  payout: { says: words.stepPayout, why: words.stepPayoutSays, href: '/money', minutes: 0 },
  answer: { says: words.stepAnswer, why: words.stepAnswerSays, href: '/posts', minutes: 2 },
} as const;

/**
 * Ticks come from facts; exactly one row is the next step, and any row that is not done can be put aside.
 *
 * @param ownProduct address of something that she can buy from herself
 */
export function Checklist({ steps, ownProduct }: { steps: readonly Step[]; ownProduct?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const aside = dismissed.value;
  const next = nextOf(steps, aside);
  if (next === undefined) return null;
  const shown = steps.filter(({ id, done }) => done || !aside.includes(id));
  return (
    <section class="panel">
      <h2 tabIndex={-1} ref={heading}>
        {tr(words.steps)}
      </h2>
      <ol class="steps">
        {shown.map(({ id, done }) => {
          const row = rows[id];
          const current = id === next;
          const href = id === 'try' ? ownProduct : row.href;
          return (
            <li key={id} class={done ? 'done' : current ? 'now' : ''} aria-current={current ? 'step' : undefined}>
              <Icon name={done ? 'check' : 'circle'} />
              <div>
                {current && <small class="tag">{tr(words.nextStep)}</small>}
                <b>{tr(row.says)}</b>
                {done && <span class="vh">{tr(words.done)}</span>}
                {current && <p class="muted">{tr(row.why)}</p>}
                {current && (
                  <div class="acts">
                    {href !== undefined && (
                      <a class="btn" href={href}>
                        {tr(row.says)}
                      </a>
                    )}
                    <button
                      type="button"
                      class="plain"
                      onClick={() => {
                        dismissStep(id);
                        tell(tr(words.stepGone));
                        heading.current?.focus();
                      }}
                    >
                      {tr(words.notNow)}
                      <span class="vh">: {tr(row.says)}</span>
                    </button>
                  </div>
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
