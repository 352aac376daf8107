// A sheet over the screen: `showModal()` holds the focus, the heading gets it, and Back closes the sheet, not the page.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { tr } from '../words.ts';
import { Icon } from './icons.tsx';

type SheetProps = {
  readonly title: string;
  close(): void;
  readonly children: ComponentChildren;
  /** Stands at the foot and stays in reach. */
  readonly foot?: ComponentChildren;
  /** False: a field inside takes the focus itself. */
  readonly focusHeading?: boolean;
};

export function Sheet({ title, close, children, foot, focusHeading = true }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const closing = useRef(close);
  closing.current = close;

  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    let byBack = false;
    element?.showModal();
    if (focusHeading) heading.current?.focus();
    history.pushState({ sheet: id }, '');
    const back = (event: PopStateEvent): void => {
      // The app's router must not take it for a change of screens.
      event.stopImmediatePropagation();
      byBack = true;
      closing.current();
    };
    addEventListener('popstate', back, { capture: true, once: true });
    return () => {
      removeEventListener('popstate', back, { capture: true });
      if (!byBack && (history.state as { sheet?: string } | null)?.sheet === id) {
        addEventListener('popstate', (event) => event.stopImmediatePropagation(), { capture: true, once: true });
        history.back();
      }
      // Unless something new took the focus meanwhile, it goes back to where it came from.
      const now = document.activeElement;
      const free = now === null || now === document.body || element?.contains(now) === true;
      if (free && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="sheet-in">
        <header>
          <h2 id={id} tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <button type="button" class="icon" aria-label={tr(common.close)} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div class="sheet-body">{children}</div>
        {foot !== undefined && <footer>{foot}</footer>}
      </div>
    </dialog>
  );
}
