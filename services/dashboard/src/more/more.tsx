import { signOut } from '@windsurf/contracts/auth';
import type { Phrase } from '@windsurf/language/phrases';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { affiliateScreenWords } from '@windsurf/language/words-dashboard-affiliates';
import { billingWords } from '@windsurf/language/words-dashboard-billing';
import { bookingScreenWords } from '@windsurf/language/words-dashboard-bookings';
import { homeWords } from '@windsurf/language/words-dashboard-home';
import { importWords } from '@windsurf/language/words-dashboard-import';
import { membershipWords } from '@windsurf/language/words-dashboard-memberships';
import { moneyWords } from '@windsurf/language/words-dashboard-money';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { typeWords } from '@windsurf/language/words-dashboard-types';
import { reviewWords } from '@windsurf/language/words-reviews';
import { offerWords } from '@windsurf/language/words-dashboard-offers';
import { sellingWords } from '@windsurf/language/words-dashboard-selling';
import { languageWords } from '@windsurf/language/words-dashboard-languages';
import { sharingWords } from '@windsurf/language/words-dashboard-sharing';
import { call, session } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { dismissed, recallSteps } from '../home/dismissed.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Failed } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { chooseScheme, scheme } from '../scheme.ts';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

type Row = { readonly href: string; readonly icon: IconName; readonly says: Phrase; readonly more: Phrase };
const rows: readonly Row[] = [
  { href: '/money', icon: 'wallet', says: moneyWords.title, more: moneyWords.titleSays },
  { href: '/posts', icon: 'people', says: words.space, more: words.spaceSays },
  { href: '/more/bookings', icon: 'clock', says: bookingScreenWords.title, more: bookingScreenWords.titleSays },
  { href: '/more/memberships', icon: 'clock', says: membershipWords.title, more: membershipWords.titleSays },
  { href: '/more/door', icon: 'people', says: typeWords.door, more: typeWords.doorSays },
  { href: '/more/requests', icon: 'edit', says: typeWords.requests, more: typeWords.requestsSays },
  { href: '/offers', icon: 'people', says: offerWords.title, more: offerWords.titleSays },
  { href: '/more/codes', icon: 'percent', says: sellingWords.codes, more: sellingWords.codesSays },
  {
    href: '/more/affiliates',
    icon: 'people',
    says: affiliateScreenWords.screen,
    more: affiliateScreenWords.screenSays,
  },
  { href: '/more/plan', icon: 'percent', says: billingWords.plan, more: billingWords.planSays },
  { href: '/more/tax', icon: 'file', says: billingWords.tax, more: billingWords.taxSays },
  { href: '/more/statements', icon: 'orders', says: billingWords.statements, more: billingWords.statementsSays },
  { href: '/more/sharing', icon: 'share', says: sharingWords.title, more: sharingWords.titleSays },
  { href: '/more/languages', icon: 'text', says: languageWords.title, more: languageWords.row },
  { href: '/more/address', icon: 'link', says: words.address, more: words.addressSays },
  { href: '/more/reviews', icon: 'people', says: reviewWords.mine, more: reviewWords.mineSays },
  { href: '/more/import', icon: 'file', says: importWords.title, more: importWords.titleSays },
  { href: '/more/versions', icon: 'clock', says: words.versions, more: words.versionsSays },
  { href: '/more/sessions', icon: 'phone', says: words.sessions, more: words.sessionsSays },
];
const schemes = { system: words.lookSystem, light: words.lookLight, dark: words.lookDark } as const;

export function More() {
  const [problem, setProblem] = useState<ApiProblem>();
  const leave = async (): Promise<void> => {
    setProblem(undefined);
    try {
      await call(signOut, {});
      session.value = null;
    } catch (error) {
      const found = asProblem(error);
      if (found.status === 401) session.value = null;
      else setProblem(found);
    }
  };
  return (
    <Screen title={tr(words.title)} lede={store.value?.displayName}>
      <ul class="stack">
        {rows.map(({ href, icon, says, more }) => (
          <li key={href}>
            <a class="row-link" href={href}>
              <Icon name={icon} />
              <span>
                <b>{tr(says)}</b>
                <small>{tr(more)}</small>
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
      {dismissed.value.length > 0 && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => {
            recallSteps();
            tell(tr(homeWords.stepsShown));
          }}
        >
          {tr(homeWords.stepsBack)}
        </button>
      )}
      <section class="panel">
        <h2>{tr(common.language)}</h2>
        <LanguageSwitch />
        <h2>{tr(words.look)}</h2>
        <div class="chips" role="group" aria-label={tr(words.look)}>
          {(['system', 'light', 'dark'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={scheme.value === each}
              onClick={() => chooseScheme(each)}
            >
              {tr(schemes[each])}
            </button>
          ))}
        </div>
      </section>
      <section class="panel">
        <p class="muted">{tr(words.phone, { phone: session.value?.phone ?? '' })}</p>
        {problem !== undefined && <Failed problem={problem} />}
        <button type="button" class="btn quiet" onClick={() => void leave()}>
          <Icon name="out" />
          {tr(words.signOut)}
        </button>
      </section>
    </Screen>
  );
}
