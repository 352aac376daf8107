// Where one can go: at the foot of a phone, at the left of a wide screen; and a field that finds a payment, everywhere.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPlatformWords as platformWords } from '@windsurf/language/words-ops-platform';
import { opsTrustWords as trustWords } from '@windsurf/language/words-ops-trust';
import type { Phrase } from '@windsurf/language/phrases';
import { useLocation } from 'preact-iso';
import { Icon, type IconName, Mark } from '../parts/icons.tsx';
import { NoticeStrip } from '../parts/notice-strip.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { keysOn, switchKeys, useKeys } from './keys.ts';

type Place = { readonly href: string; readonly icon: IconName; readonly says: Phrase };
/** On a phone the last three stand behind “More”. */
const places: readonly (Place & { readonly wide?: boolean })[] = [
  { href: '/ops', icon: 'home', says: words.home },
  { href: '/ops/payments', icon: 'orders', says: words.payments },
  { href: '/ops/refunds', icon: 'undo', says: words.refunds },
  { href: '/ops/payouts', icon: 'out', says: words.payouts },
  { href: '/ops/accounts', icon: 'people', says: words.accounts, wide: true },
  { href: '/ops/risk', icon: 'warn', says: words.risk, wide: true },
  { href: '/ops/books', icon: 'file', says: words.books, wide: true },
  { href: '/ops/approvals', icon: 'store', says: trustWords.approvals, wide: true },
  { href: '/ops/creators', icon: 'people', says: trustWords.creators, wide: true },
  { href: '/ops/record', icon: 'file', says: trustWords.record, wide: true },
  { href: '/ops/flags', icon: 'percent', says: platformWords.flags, wide: true },
  { href: '/ops/notices', icon: 'chat', says: platformWords.notices, wide: true },
  { href: '/ops/more', icon: 'more', says: words.more },
];
const behindMore = places.filter(({ wide }) => wide === true).map(({ href }) => href);
const isAt = (path: string, href: string): boolean =>
  href === '/ops' ? path === '/ops' : path === href || path.startsWith(`${href}/`);

export function Frame({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const [help, setHelp] = useState(false);
  useKeys({ '?': () => setHelp(true), '/': () => document.getElementById('find')?.focus() });
  const hidden = behindMore.some((href) => isAt(path, href));
  return (
    <div class="shell desk">
      <a class="skip" href="#content">
        {tr(common.skipToContent)}
      </a>
      <nav class="places" aria-label={tr(words.places)}>
        <a class="brand" href="/ops">
          <Mark />
          <b>{tr(words.brand)}</b>
        </a>
        <ul>
          {places.map(({ href, icon, says, wide }) => (
            <li key={href} class={wide === true ? 'wide-only' : href === '/ops/more' && hidden ? 'more-here' : ''}>
              <a href={href} aria-current={isAt(path, href) ? 'page' : undefined}>
                <Icon name={icon} />
                <span>{tr(says)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="room">
        <NoticeStrip />
        <Find />
        {children}
      </div>
      {help && <KeysSheet close={() => setHelp(false)} />}
    </div>
  );
}

function Find() {
  const { route, query } = useLocation();
  const [number, setNumber] = useState(query.number ?? '');
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      class="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() === '') input.current?.focus();
        else route(`/ops/search?number=${encodeURIComponent(number.trim())}`);
      }}
    >
      <label class="vh" for="find">
        {tr(words.searchLabel)}
      </label>
      <input
        id="find"
        ref={input}
        type="text"
        dir="ltr"
        autoComplete="off"
        spellcheck={false}
        maxLength={100}
        placeholder={tr(words.searchLabel)}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <button type="submit" class="btn quiet">
        {tr(common.search)}
      </button>
    </form>
  );
}

const keyNames = [
  ['j', words.keyNext],
  ['k', words.keyPrevious],
  ['Enter', words.keyOpen],
  ['.', words.keyDecide],
  ['n', words.keyNew],
  ['/', words.keySearch],
  ['?', words.keyHelp],
] as const;

export const KeyTable = () => (
  <dl class="keys">
    {keyNames.map(([key, says]) => (
      <div key={key}>
        <dt>
          <kbd>{key}</kbd>
        </dt>
        <dd>{tr(says)}</dd>
      </div>
    ))}
  </dl>
);
export const KeySwitch = () => (
  <label class="tick">
    <input type="checkbox" checked={keysOn.value} onChange={(event) => switchKeys(event.currentTarget.checked)} />
    <span>{tr(words.keysOn)}</span>
    <small class="muted">{tr(words.keysSays)}</small>
  </label>
);

const KeysSheet = ({ close }: { close(): void }) => (
  <Sheet title={tr(words.keys)} close={close}>
    <KeyTable />
    <KeySwitch />
  </Sheet>
);
