// The first minutes, ON-1 to ON-5. Each screen saves at once; coming back lands on the first unfinished one.
import { useEffect } from 'preact/hooks';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { session } from '../api.ts';
import { Icon, Mark } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { firstUnfinished, store } from '../store.ts';
import { tr } from '../words.ts';
import { CodeScreen } from './code-screen.tsx';
import { LinksScreen } from './links-screen.tsx';
import { MakingScreen } from './making-screen.tsx';
import { NameScreen } from './name-screen.tsx';
import { PhoneScreen } from './phone-screen.tsx';
import { asked } from './sign-in.ts';

const order = ['/start/name', '/start/making', '/start/links'];

/** Where this person belongs: no screen can be jumped to, but a finished one may be looked at again. */
function placeFor(path: string): string {
  const first = firstUnfinished() ?? '/start';
  if (session.value === null) return path === '/start/code' && asked.value !== undefined ? path : '/start';
  const at = order.indexOf(path);
  return at > 0 && at <= order.indexOf(first) ? path : first;
}

export function Start() {
  const { path, route } = useLocation();
  const place = placeFor(path);
  useEffect(() => {
    if (place !== path) route(place, true);
  }, [place, path]);
  const step = order.indexOf(place);
  return (
    <div class="start">
      <header>
        <span class="brand">
          <Mark />
          <b>{tr(words.brand)}</b>
        </span>
        <LanguageSwitch />
      </header>
      {step >= 0 && (
        <p class="step">
          <span class="vh">{tr(words.stepOf, { step: step + 1, steps: 4 })}</span>
          {[0, 1, 2, 3].map((at) => (
            <i key={at} class={at <= step ? 'on' : ''} />
          ))}
        </p>
      )}
      {step > 0 && store.value != null && (
        <p class="hers">
          <Icon name="check" />
          <span>
            <span class="vh">{tr(words.savedSoFar)} </span>
            <b>{store.value.displayName}</b> <bdi>/@{store.value.handle}</bdi>
          </span>
        </p>
      )}
      {place === '/start' && <PhoneScreen key={place} />}
      {place === '/start/code' && <CodeScreen key={place} />}
      {place === '/start/name' && <NameScreen key={place} />}
      {place === '/start/making' && <MakingScreen key={place} />}
      {place === '/start/links' && <LinksScreen key={place} />}
    </div>
  );
}
