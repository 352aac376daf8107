import { useState } from 'preact/hooks';
import { signOut } from '@windsurf/contracts/auth';
import { common } from '@windsurf/language/words-common';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPlatformWords as platformWords } from '@windsurf/language/words-ops-platform';
import { opsTrustWords as trustWords } from '@windsurf/language/words-ops-trust';
import { call, session } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { Icon } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Failed } from '../parts/states.tsx';
import { chooseScheme, scheme } from '../scheme.ts';
import { tr } from '../words.ts';
import { KeySwitch, KeyTable } from './frame.tsx';

const rows = [
  { href: '/ops/accounts', icon: 'people', says: words.accounts },
  { href: '/ops/risk', icon: 'warn', says: words.risk },
  { href: '/ops/books', icon: 'file', says: words.books },
  { href: '/ops/approvals', icon: 'store', says: trustWords.approvals },
  { href: '/ops/creators', icon: 'people', says: trustWords.creators },
  { href: '/ops/record', icon: 'file', says: trustWords.record },
  { href: '/ops/flags', icon: 'percent', says: platformWords.flags },
  { href: '/ops/notices', icon: 'chat', says: platformWords.notices },
  { href: '/', icon: 'store', says: words.toStore },
] as const;
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
    <Screen title={tr(words.more)}>
      <ul class="stack">
        {rows.map(({ href, icon, says }) => (
          <li key={href}>
            <a class="row-link" href={href}>
              <Icon name={icon} />
              <span>
                <b>{tr(says)}</b>
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
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
        <h2>{tr(words.keys)}</h2>
        <KeyTable />
        <KeySwitch />
      </section>
      <section class="panel">
        <p class="muted">{tr(words.signedIn, { phone: session.value?.phone ?? '' })}</p>
        {problem !== undefined && <Failed problem={problem} />}
        <button type="button" class="btn quiet" onClick={() => void leave()}>
          <Icon name="out" />
          {tr(common.signOut)}
        </button>
      </section>
    </Screen>
  );
}
