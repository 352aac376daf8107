// The frame of every screen: one heading that gets the focus after navigation, and a title that says where one is.
import { signal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { common } from '@windsurf/language/words-common';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';

/** True while a form on the screen shows errors: the title then begins with the word. */
export const titleError = signal(false);
const title = signal('');
let navigated = false;

export function useTitle(): void {
  useSignalEffect(() => {
    const start = titleError.value ? `${tr(common.errorPrefix)} ` : '';
    document.title = `${start}${title.value} · ${tr(words.brand)}`;
  });
}

type ScreenProps = {
  readonly title: string;
  /** Address of the screen above this one. */
  readonly up?: string;
  readonly upLabel?: string;
  readonly lede?: ComponentChildren;
  /** Stands beside the heading. */
  readonly aside?: ComponentChildren;
  readonly class?: string;
  readonly children?: ComponentChildren;
};

export function Screen(props: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    titleError.value = false;
    if (navigated) heading.current?.focus({ preventScroll: true });
    navigated = true;
  }, []);
  useLayoutEffect(() => {
    title.value = props.title;
  }, [props.title]);
  return (
    <main id="content" class={`screen ${props.class ?? ''}`}>
      {props.up !== undefined && (
        <a class="up" href={props.up}>
          <Icon name="back" />
          {props.upLabel ?? tr(common.back)}
        </a>
      )}
      <div class="head">
        <h1 tabIndex={-1} ref={heading}>
          {props.title}
        </h1>
        {props.aside}
      </div>
      {props.lede !== undefined && <p class="lede">{props.lede}</p>}
      {props.children}
    </main>
  );
}
