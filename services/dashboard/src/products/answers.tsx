// What a buyer wrote at checkout: answers to questions, a message.
import { readOrderAnswers } from '@windsurf/contracts/payments';
import { typeWords as words } from '@windsurf/language/words-dashboard-types';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/products.css';

/** `quiet`: nothing at all where nothing was written. */
export function Answers({ orderId, quiet = false }: { orderId: string; quiet?: boolean }) {
  const answers = useResource(readOrderAnswers, { params: { id: orderId } });
  const items = answers.data?.items;
  if (quiet && (items === undefined || items.length === 0)) return null;
  return (
    <section class="panel">
      <h2>{tr(words.answers)}</h2>
      {answers.problem !== undefined && <Failed problem={answers.problem} retry={answers.reload} />}
      {items === undefined && answers.problem === undefined && <Waiting rows={1} />}
      {items?.length === 0 && <p class="muted">{tr(words.noAnswers)}</p>}
      {items !== undefined && items.length > 0 && (
        <dl>
          {items.map(({ asks, says }) => (
            <div key={asks}>
              <dt class="muted">{asks}</dt>
              <dd class="written">{says}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
