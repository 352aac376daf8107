// One sentence at the foot of the screen: what was done, with a way back for ten seconds. Errors never stand here.
import { signal } from '@preact/signals';
import { common } from '@windsurf/language/words-common';
import { tr } from '../words.ts';

type Toast = { readonly says: string; undo?(): void };

const toast = signal<Toast | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence for 6 s, or for 10 s with a way back. */
export function tell(says: string, undo?: () => void): void {
  clearTimeout(timer);
  toast.value = { says, ...(undo === undefined ? {} : { undo }) };
  timer = setTimeout(hush, undo === undefined ? 6000 : 10_000);
}

export function hush(): void {
  clearTimeout(timer);
  toast.value = undefined;
}

export function Toasts() {
  const shown = toast.value;
  return (
    <div class="toasts" role="status">
      {shown !== undefined && (
        <div class="toast">
          <p>{shown.says}</p>
          {shown.undo !== undefined && (
            <button
              type="button"
              onClick={() => {
                shown.undo?.();
                hush();
              }}
            >
              {tr(common.undo)}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
