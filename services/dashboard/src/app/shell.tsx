// Where one can go: five places, at the foot of a phone and at the left of a wide screen.
import type { ComponentChildren } from 'preact';
import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { waiting } from '../home/waiting.ts';
import { Icon, type IconName, Mark } from '../parts/icons.tsx';
import { NoticeStrip } from '../parts/notice-strip.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';

const places = [
  { href: '/', icon: 'home', says: common.home },
  { href: '/page', icon: 'store', says: words.store },
  { href: '/products', icon: 'products', says: words.products },
  { href: '/orders', icon: 'orders', says: words.orders },
  { href: '/more', icon: 'more', says: words.more },
] as const satisfies readonly { href: string; icon: IconName; says: { en: string; am: string } }[];

const isAt = (path: string, href: string): boolean => (href === '/' ? path === '/' : path.startsWith(href));

export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const editing = path === '/page';
  // Orders cannot exist before a page is public: an entry with nothing behind it is noise.
  const shown = places.filter(({ href }) => href !== '/orders' || store.value?.published != null);
  const at = path.startsWith('/posts') || path.startsWith('/money') ? '/more' : path;
  return (
    <div class={editing ? 'shell editing' : 'shell'}>
      <a class="skip" href="#content">
        {tr(common.skipToContent)}
      </a>
      <nav class="places" aria-label={tr(words.places)}>
        <span class="brand">
          <Mark />
          <b>{tr(words.brand)}</b>
        </span>
        <ul>
          {shown.map(({ href, icon, says }) => (
            <li key={href}>
              <a href={href} aria-current={isAt(at, href) ? 'page' : undefined}>
                <Icon name={icon} />
                <span>{tr(says)}</span>
                {href === '/' && waiting.value > 0 && (
                  <span class="count">
                    <span class="vh">{tr(words.waiting)} </span>
                    {waiting.value}
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <NoticeStrip />
      {children}
    </div>
  );
}
