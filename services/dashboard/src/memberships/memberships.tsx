// Members: how many, who came and who went and how, each of them with the next day, and another price.
import { listMemberships, readMembersTable, readMembershipNumbers } from '@windsurf/contracts/payments-memberships';
import type { MemberView } from '@windsurf/contracts/payments-memberships';
import type { Answer } from '@windsurf/contracts/endpoint';
import { useState } from 'preact/hooks';
import { membershipWords as words } from '@windsurf/language/words-dashboard-memberships';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { FileLink } from '../billing/file-link.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { staleResources, useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import '../styles/lists.css';
import { PriceSheet } from './price-sheet.tsx';

type Numbers = Answer<typeof readMembershipNumbers>;

/** Pages of 25 with their own addresses, so that Back goes to the page before. */
export function Memberships() {
  const { query } = useLocation();
  const cursor = query.after;
  const numbers = useResource(readMembershipNumbers, { query: { lang: lang.value } });
  const members = useResource(listMemberships, { query: { limit: 25, ...(cursor === undefined ? {} : { cursor }) } });
  const problem = numbers.problem ?? members.problem;
  const [counted, page] = [numbers.data, members.data];
  const retry = (): void => {
    numbers.reload();
    members.reload();
  };
  const nobody = page?.items.length === 0 && cursor === undefined;
  return (
    <Screen title={tr(words.title)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} retry={retry} />}
      {(counted === undefined || page === undefined) && problem === undefined && <Waiting rows={4} />}
      {counted !== undefined && nobody && counted.products.length === 0 && (
        <Empty icon="people" title={tr(words.empty)}>
          <p class="muted">{tr(words.emptySays)}</p>
          <a class="btn" href="/products">
            {tr(words.toProducts)}
          </a>
        </Empty>
      )}
      {counted !== undefined && !nobody && cursor === undefined && <Counted numbers={counted} />}
      {counted !== undefined && counted.products.length > 0 && cursor === undefined && (
        <Prices numbers={counted} changed={numbers.reload} />
      )}
      {page !== undefined && page.items.length > 0 && <List page={page} />}
    </Screen>
  );
}

function Counted({ numbers }: { numbers: Numbers }) {
  const { months } = numbers;
  return (
    <>
      <section class="panel">
        <h2>{tr(words.numbers)}</h2>
        <dl class="sums">
          {(['active', 'grace', 'paused', 'leaving'] as const).map((each) => (
            <div key={each}>
              <dt>{tr(words[each])}</dt>
              <dd class="num">{numbers[each]}</dd>
            </div>
          ))}
        </dl>
        <p class="muted">{tr(words.brings, { sum: birr(numbers.monthSantim) })}</p>
      </section>
      <section class="panel">
        <h2>{tr(words.going)}</h2>
        <ul class="rows">
          {months.map((month) => (
            <li key={month.month}>
              <div>
                <b>{month.label}</b>
                <small class="muted">{monthSays(month)}</small>
              </div>
            </li>
          ))}
        </ul>
        <p class="muted">{tr(words.goingSays)}</p>
      </section>
    </>
  );
}

function monthSays(month: Numbers['months'][number]): string {
  const all = ['joined', 'returned', 'left', 'forgot', 'givenBack'] as const;
  return all
    .filter((each) => month[each] > 0 || each === 'joined' || each === 'left' || each === 'forgot')
    .map((each) => `${tr(words[each])} ${month[each]}`)
    .join(' · ');
}

function Prices({ numbers, changed }: { numbers: Numbers; changed(): void }) {
  const [telling, setTelling] = useState<Numbers['products'][number]>();
  const told = (): void => {
    staleResources(readMembershipNumbers);
    changed();
  };
  return (
    <section class="panel">
      <h2>{tr(words.prices)}</h2>
      <ul class="rows">
        {numbers.products.map((product) => (
          <li key={product.productId}>
            <div>
              <b>{product.title}</b>
              <small class="muted">
                {tr(words.perMonth, { price: birr(product.monthSantim) })} ·{' '}
                {tr(words.countNow, { count: product.members })}
              </small>
              {product.notice !== null && (
                <small>
                  {tr(words.announced, {
                    price: birr(product.notice.monthSantim),
                    date: when(product.notice.fromAt, 'date'),
                  })}
                </small>
              )}
            </div>
            {product.members > 0 && (
              <button type="button" class="btn quiet" onClick={() => setTelling(product)}>
                {tr(words.tellPrice)}
                <span class="vh"> {product.title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {telling !== undefined && <PriceSheet product={telling} close={() => setTelling(undefined)} told={told} />}
    </section>
  );
}

const marks = { active: 'check', grace: 'clock', paused: 'pause', ended: 'hidden' } as const satisfies Record<
  MemberView['state'],
  IconName
>;
const hows = { left: words.howLeft, forgot: words.howForgot, 'given-back': words.howGivenBack } as const;

function List({ page }: { page: Answer<typeof listMemberships> }) {
  return (
    <section class="panel">
      <h2>{tr(words.members)}</h2>
      <ul class="rows">
        {page.items.map((member) => (
          <li key={member.id}>
            <div>
              <b>{tr(words.phoneEnds, { hint: member.buyerHint })}</b>
              <small class="muted">
                {member.title} · {tr(words.perMonth, { price: birr(member.monthSantim) })}
              </small>
              <small>{nextDay(member)}</small>
              <span class={`badge ${member.state === 'active' && !member.leaving ? 'ok' : 'warn'}`}>
                <Icon name={marks[member.state]} />
                {tr(member.leaving ? words.leaving : words[member.state])}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {page.nextCursor !== null && (
        <a class="btn quiet" href={`/more/memberships?after=${encodeURIComponent(page.nextCursor)}`}>
          {tr(words.older)}
        </a>
      )}
      <FileLink endpoint={readMembersTable} input={{}} label={tr(words.export)} />
    </section>
  );
}

/** The next thing that happens to it, or how it ended. */
function nextDay({ state, until, accessUntil, resumesAt, endedHow }: MemberView): string {
  const date = (moment: string): string => when(moment, 'date');
  if (state === 'active') return tr(words.untilDay, { date: date(until) });
  if (state === 'grace') return tr(words.openUntil, { date: date(accessUntil) });
  if (state === 'paused') return tr(words.pausedUntil, { date: date(resumesAt ?? until) });
  const how = endedHow === null ? '' : ` · ${tr(hows[endedHow])}`;
  return `${tr(words.endedOn, { date: date(until) })}${how}`;
}
