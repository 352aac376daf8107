// Keys for people who work through a queue: j and k, Enter, a dot. Never while something is typed, and they can be
// switched off (WCAG 2.1.4).
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const KEY = 'ws-desk-keys';
const read = (): boolean => {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
};

export const keysOn = signal(read());

export function switchKeys(on: boolean): void {
  keysOn.value = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // It holds until the page is closed.
  }
}

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isChoice(target)));
/** A radio button takes arrows and blanks, but no letters. */
const isChoice = (element: HTMLElement): boolean =>
  element instanceof HTMLInputElement && (element.type === 'radio' || element.type === 'checkbox');

export type Keys = Readonly<Record<string, () => void>>;

/** Listens while the component is there; the newest actions are called. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!keysOn.peek() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (types(event.target) || document.querySelector('dialog[open]') !== null) return;
      const act = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

/** Moves the focus among rows: from nothing to the first one, and never past an end. */
export function moveFocus(rows: readonly HTMLElement[], by: 1 | -1): void {
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[to]?.focus();
  rows[to]?.scrollIntoView({ block: 'nearest' });
}
