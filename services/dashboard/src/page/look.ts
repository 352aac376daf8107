// How the page looks with her colours. Every colour that is computed, and the contrast guard, are the server's: its page is
// asked and the canvas wears what it says.
import type { PageContent } from '@windsurf/contracts/store';
import { useEffect, useState } from 'preact/hooks';
import { coloursOf, lookStyle, themeLooks } from './theme-colours.ts';

type Theme = PageContent['theme'];
export type Accent = { readonly chosen: string; readonly shown: string; readonly moved: boolean };
export type Look = { readonly style: Readonly<Record<string, string>>; readonly accent: Accent | undefined };

const long = (hex: string): string => {
  const digits = hex.slice(1).toLowerCase();
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
};

const nameOf = (theme: Theme | undefined): string =>
  `${theme?.name ?? ''} ${theme?.accent ?? ''} ${theme?.ground ?? ''}`;
const hasOwn = (theme: Theme | undefined): boolean => theme?.accent !== undefined || theme?.ground !== undefined;

/**
 * The look of a theme; its guarded colours follow once the server has drawn the page with them.
 *
 * @param saved the theme that the server has, and the version of the draft that it is in
 */
export function useLook(theme: Theme | undefined, saved: Theme | undefined, version: number): Look {
  const [drawn, setDrawn] = useState<{ readonly of: string; readonly colours: Readonly<Record<string, string>> }>();
  const of = nameOf(saved);
  const own = hasOwn(saved);
  useEffect(() => {
    if (!own) return undefined;
    const stop = new AbortController();
    fetch('/v1/stores/mine/preview', { credentials: 'same-origin', signal: stop.signal })
      .then(async (response) => setDrawn({ of, colours: coloursOf(await response.text()) }))
      .catch(() => undefined);
    return () => stop.abort();
  }, [version, of]);
  if (theme === undefined) return { style: {}, accent: undefined };
  const known = hasOwn(theme) && drawn?.of === nameOf(theme) ? drawn.colours : {};
  const style = {
    ...lookStyle(theme),
    ...Object.fromEntries(Object.entries(known).map(([name, value]) => [`--t-${name}`, value])),
  };
  const chosen = theme.accent?.toLowerCase();
  if (chosen === undefined) return { style, accent: undefined };
  const shown = known.accent === undefined ? undefined : long(known.accent);
  return {
    style,
    accent: { chosen, shown: shown ?? themeLooks[theme.name].accent, moved: shown !== undefined && shown !== chosen },
  };
}
