// The creator's colour and what her buttons make of it. The contrast guard is the server's; its page is asked.
import type { PageContent } from '@windsurf/contracts/store';
import { useEffect, useState } from 'preact/hooks';
import { accentOf, themeLooks } from './theme-colours.ts';

export type Accent = { readonly chosen: string; readonly shown: string; readonly moved: boolean };

const long = (hex: string): string => {
  const digits = hex.slice(1).toLowerCase();
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
};

/** Undefined while a theme has its own colour, or while the page with the new one is not known. */
export function useAccent(theme: PageContent['theme'] | undefined, version: number): Accent | undefined {
  const [shown, setShown] = useState<{ readonly of: string; readonly is: string }>();
  const chosen = theme?.accent?.toLowerCase();
  const of = `${theme?.name ?? ''} ${chosen ?? ''}`;
  useEffect(() => {
    if (chosen === undefined) return undefined;
    const stop = new AbortController();
    fetch('/v1/stores/mine/preview', { credentials: 'same-origin', signal: stop.signal })
      .then(async (response) => accentOf(await response.text()))
      .then((found) => found !== undefined && setShown({ of, is: long(found) }))
      .catch(() => undefined);
    return () => stop.abort();
  }, [version]);
  if (theme === undefined || chosen === undefined) return undefined;
  const is = shown?.of === of ? shown.is : themeLooks[theme.name].accent;
  return { chosen, shown: is, moved: shown?.of === of && shown.is !== chosen };
}
