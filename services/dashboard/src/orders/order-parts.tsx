// The payment plan that an order belongs to: the same list of parts that its buyer sees.
import { readInstalmentsOfOrder } from '@windsurf/contracts/payments-instalments';
import type { InstalmentPlan } from '@windsurf/contracts/payments-instalments';
import { dashInstalmentWords as words } from '@windsurf/language/words-dashboard-instalments';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

/** Nothing for an order that is paid at once. */
export function OrderParts({ orderId }: { orderId: string }) {
  const { data, problem, reload } = useResource(readInstalmentsOfOrder, { params: { id: orderId } });
  if (problem !== undefined) return <Failed problem={problem} retry={reload} />;
  const plan = data?.plan ?? null;
  if (plan === null) return null;
  return (
    <section class="panel">
      <h2>{tr(words.list)}</h2>
      <p>{standing(plan)}</p>
      <ol class="timeline">
        {plan.parts.map(({ number, state, dueAt, paidAt, amountSantim, orderId: paidBy }) => {
          const good = state === 'paid';
          const name = `${tr(words.part, { number })} · ${birr(amountSantim, 'always')}`;
          return (
            <li key={number}>
              <b class="num">
                {paidBy === null || paidBy === orderId ? name : <a href={`/orders/${paidBy}`}>{name}</a>}
              </b>
              <span class={good ? 'badge ok' : state === 'due' ? 'badge' : 'badge warn'}>
                {state !== 'due' && <Icon name={good ? 'check' : 'undo'} />}
                {tr(words.states[state], { date: when(good ? (paidAt ?? dueAt) : dueAt) })}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function standing({ state, leftSantim, wholeSantim }: InstalmentPlan): string {
  if (state === 'done') return tr(words.allPaid);
  if (state === 'ended') return tr(words.over);
  const left = tr(words.left, { left: birr(leftSantim), whole: birr(wholeSantim) });
  return state === 'paused' ? `${tr(words.closed)} ${left}` : left;
}
