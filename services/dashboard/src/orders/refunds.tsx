// What went back of an order, how far each refund is, and the way to give more back.
import { listOrderRefunds } from '@windsurf/contracts/payments-refunds';
import type { Answer } from '@windsurf/contracts/endpoint';
import { refundWords as words } from '@windsurf/language/words-dashboard-refunds';
import { useState } from 'preact/hooks';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { RefundSheet } from './refund-sheet.tsx';
import '../styles/refunds.css';

type Refund = Answer<typeof listOrderRefunds>['items'][number];
const badge = (state: Refund['state']): string => (state === 'sent' ? 'ok' : state === 'failed' ? 'bad' : 'warn');

export function Refunds({ orderId, rail, changed }: { orderId: string; rail: string; changed(): void }) {
  const refunds = useResource(listOrderRefunds, { params: { id: orderId } });
  const [open, setOpen] = useState(false);
  const { data, problem } = refunds;
  return (
    <section class="panel" id="refunds">
      <h2>{tr(words.title)}</h2>
      {problem !== undefined && <Failed problem={problem} retry={refunds.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={1} />}
      {data !== undefined && (
        <>
          {data.items.length === 0 && data.closed === null && <p class="muted">{tr(words.none)}</p>}
          {data.items.length > 0 && (
            <ul class="given">
              {data.items.map((refund) => (
                <RefundRow key={refund.id} refund={refund} />
              ))}
            </ul>
          )}
          {data.closed === null ? (
            <>
              <p class="muted">{tr(words.left, { left: birr(data.leftSantim, 'always') })}</p>
              <button type="button" class="btn quiet" onClick={() => setOpen(true)}>
                <Icon name="undo" />
                {tr(words.give)}
              </button>
            </>
          ) : (
            <p class="muted">{tr(words.closed[data.closed])}</p>
          )}
          {open && (
            <RefundSheet
              orderId={orderId}
              rail={rail}
              left={data.leftSantim}
              membership={data.membership}
              close={() => setOpen(false)}
              done={() => {
                refunds.reload();
                changed();
              }}
            />
          )}
        </>
      )}
    </section>
  );
}

const RefundRow = ({ refund }: { refund: Refund }) => (
  <li>
    <p class="sum">
      <span class={`badge ${badge(refund.state)}`}>{tr(words.states[refund.state])}</span>
      <b class="num">{birr(refund.amountSantim, 'always')}</b>
    </p>
    <p>{refund.says}</p>
    <p class="muted">
      {tr(words.reasons[refund.reason])}
      {refund.access === 'revoke' && ` · ${tr(words.accesses.revoke)}`} · {when(refund.askedAt)}
    </p>
    {refund.txnId !== null && <p class="muted">{tr(words.number, { number: refund.txnId })}</p>}
  </li>
);
