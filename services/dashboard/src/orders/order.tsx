import { readOrder } from '@windsurf/contracts/payments';
import { readReceiptFile } from '@windsurf/contracts/payments-billing';
import { billingWords } from '@windsurf/language/words-dashboard-billing';
import { refundWords } from '@windsurf/language/words-dashboard-refunds';
import { giftOrderSays } from '@windsurf/language/words-gifts';
import { railNames } from '@windsurf/language/words-ops';
import type { Phrase } from '@windsurf/language/phrases';
import { orderStates, orderWords as words } from '@windsurf/language/words-dashboard-orders';
import { useRoute } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { FileLink } from '../billing/file-link.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { Answers } from '../products/answers.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { OrderParts } from './order-parts.tsx';
import { Refunds } from './refunds.tsx';
import '../styles/lists.css';

/** A word of the wire in the reader's language; one that is not known yet stays as it is. */
const said = (words: Readonly<Record<string, Phrase>>, key: string): string => {
  const phrase = Object.hasOwn(words, key) ? words[key] : undefined;
  return phrase === undefined ? key : tr(phrase);
};

/** One order: what it brought, and what happened to the money, in order. */
export function Order() {
  const { params } = useRoute();
  const order = useResource(readOrder, { params: { id: params.id ?? '' } });
  const { data, problem } = order;
  return (
    <Screen
      title={data === undefined ? tr(words.title) : tr(words.order, { number: data.number })}
      up="/orders"
      upLabel={tr(words.title)}
    >
      {problem !== undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: order.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data !== undefined && (
        <>
          <section class="panel">
            <h2>{data.title}</h2>
            <p class={data.state === 'paid' ? 'badge ok' : 'badge warn'}>
              <Icon name={data.state === 'paid' ? 'check' : 'undo'} />
              {tr(orderStates[data.state])}
            </p>
            <p class="muted">
              {tr(words.when)} · {when(data.paidAt, 'full')}
            </p>
            <dl class="sums">
              <div>
                <dt>{tr(words.paid)}</dt>
                <dd class="num">{birr(data.amountSantim, 'always')}</dd>
              </div>
              <div>
                <dt>{tr(words.fee)}</dt>
                <dd class="num">−{birr(data.feeSantim, 'always')}</dd>
              </div>
              {data.providerFeeSantim > 0 && (
                <div>
                  <dt>{tr(words.railFee, { rail: said(railNames, data.rail) })}</dt>
                  <dd class="num">−{birr(data.providerFeeSantim, 'always')}</dd>
                </div>
              )}
              {data.sharesSantim > 0 && (
                <div>
                  <dt>{tr(words.shares)}</dt>
                  <dd class="num">−{birr(data.sharesSantim, 'always')}</dd>
                </div>
              )}
              <div class="total">
                <dt>{tr(words.forYou)}</dt>
                <dd class="num">{birr(data.netSantim, 'always')}</dd>
              </div>
              {data.refundedSantim > 0 && (
                <div>
                  <dt>{tr(refundWords.title)}</dt>
                  <dd class="num">−{birr(data.refundedSantim, 'always')}</dd>
                </div>
              )}
            </dl>
            <p class="muted">
              {data.amountSantim > 0 && `${tr(words.rail, { rail: said(railNames, data.rail) })} `}
              {tr(words.buyerEnds, { digits: data.buyerHint })}
            </p>
            {data.gift && <p>{tr(giftOrderSays)}</p>}
            {data.amountSantim > 0 && (
              <FileLink
                endpoint={readReceiptFile}
                input={{ params: { id: data.id }, query: {} }}
                label={tr(billingWords.receipt)}
              />
            )}
          </section>
          <Answers orderId={data.id} quiet />
          {data.amountSantim > 0 && <OrderParts orderId={data.id} />}
          {data.amountSantim > 0 && <Refunds orderId={data.id} rail={data.rail} changed={order.reload} />}
          <section class="panel">
            <h2>{tr(words.timeline)}</h2>
            <ol class="timeline">
              {data.timeline.map((entry) => (
                <li key={entry.at + entry.what}>
                  <b>{entry.word}</b>
                  <span>{entry.says}</span>
                  <span class="muted">
                    {entry.by} · {when(entry.at, 'full')}
                  </span>
                </li>
              ))}
            </ol>
            {data.next !== null && <p>{data.next.says}</p>}
            {data.payout !== null && (
              <a class="btn quiet" href={`/money/payouts/${data.payout.id}`}>
                {tr(words.payout, { sum: birr(data.payout.amountSantim, 'always') })}
              </a>
            )}
          </section>
        </>
      )}
    </Screen>
  );
}
