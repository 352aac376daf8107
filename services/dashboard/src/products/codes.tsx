// Discount codes: what they give, how often they were used, and how to end one.
import { changeCode, listCodes } from '@windsurf/contracts/payments-sellable';
import type { CodeView } from '@windsurf/contracts/payments-sellable';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { useLocation } from 'preact-iso';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { CodeSheet } from './code-sheet.tsx';
import { Reminders } from './reminders.tsx';

const marks = {
  active: 'check',
  'not-yet': 'clock',
  expired: 'clock',
  'used-up': 'hidden',
  ended: 'hidden',
} as const satisfies Record<CodeView['state'], IconName>;

/** Pages of 25 with their own addresses, so that Back goes to the page before. */
export function Codes() {
  const { query } = useLocation();
  const cursor = query.after;
  const codes = useResource(listCodes, { query: { limit: 25, ...(cursor === undefined ? {} : { cursor }) } });
  const [making, setMaking] = useState(false);
  const items = codes.data?.items;
  const next = codes.data?.nextCursor;
  const changed = (): void => {
    staleResources(listCodes);
    codes.reload();
  };
  const make = (
    <button type="button" class="btn" onClick={() => setMaking(true)}>
      <Icon name="add" />
      {tr(words.make)}
    </button>
  );
  return (
    <Screen
      title={tr(words.codes)}
      up="/more"
      upLabel={tr(moreWords.title)}
      aside={items !== undefined && items.length > 0 ? make : undefined}
    >
      {codes.problem !== undefined && <Failed problem={codes.problem} retry={codes.reload} />}
      {items === undefined && codes.problem === undefined && <Waiting />}
      {items?.length === 0 && (
        <Empty icon="products" title={tr(words.codesEmpty)}>
          <p class="muted">{tr(words.codesEmptySays)}</p>
          {make}
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="stack">
          {items.map((code) => (
            <CodeRow key={code.id} code={code} changed={changed} />
          ))}
        </ul>
      )}
      {typeof next === 'string' && (
        <a class="btn quiet" href={`/more/codes?after=${encodeURIComponent(next)}`}>
          {tr(words.older)}
        </a>
      )}
      <Reminders />
      {making && <CodeSheet close={() => setMaking(false)} made={changed} />}
    </Screen>
  );
}

function CodeRow({ code, changed }: { code: CodeView; changed(): void }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const end = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await call(changeCode, { params: { id: code.id }, body: { end: true } });
      tell(tr(words.endedNow, { code: code.code }));
      changed();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const { percent, santim, maxUses, taken, held, toAt, fromAt, productIds, state } = code;
  const facts = [
    maxUses === null ? tr(words.used, { taken }) : tr(words.usedOf, { taken, max: maxUses }),
    ...(held > 0 ? [tr(words.heldNow, { held })] : []),
    ...(state === 'not-yet' ? [tr(words.fromWhen, { time: when(fromAt) })] : []),
    ...(toAt === null ? [] : [tr(words.untilWhen, { time: when(toAt) })]),
    ...(productIds === null ? [] : [tr(words.someProducts, { count: productIds.length })]),
    ...(code.perBuyer === 1 ? [tr(words.once)] : []),
  ];
  return (
    <li class="panel">
      <p class="sum">
        <b class="address" dir="ltr">
          {code.code}
        </b>
        <b class="num">
          {percent === null ? tr(words.sumOff, { sum: birr(santim ?? 0) }) : tr(words.percentOff, { percent })}
        </b>
      </p>
      <p class={`badge ${state === 'active' ? 'ok' : ''}`}>
        <Icon name={marks[state]} />
        {tr(words[state])}
      </p>
      <p class="muted">{facts.join(' · ')}</p>
      {problem !== undefined && <Failed problem={problem} />}
      {state !== 'ended' &&
        (asking ? (
          <Notice kind="warn">
            <p>{tr(words.endSays, { code: code.code })}</p>
            <div class="acts">
              <button type="button" class="btn danger" aria-disabled={busy || undefined} onClick={() => void end()}>
                {tr(words.end)}
              </button>
              <button type="button" class="btn quiet" onClick={() => setAsking(false)}>
                {tr(common.cancel)}
              </button>
            </div>
          </Notice>
        ) : (
          <button type="button" class="plain" onClick={() => setAsking(true)}>
            {tr(words.end)}
          </button>
        ))}
    </li>
  );
}
