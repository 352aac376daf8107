import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';

const keys = [
  [['Ctrl', 'Z'], words.keyUndo],
  [['Ctrl', 'Shift', 'Z'], words.keyRedo],
  [['Alt', '↑ ↓'], words.keyMove],
  [['Alt', 'Home', 'End'], words.keyEnds],
  [['Enter'], words.keyOpen],
  [['Esc'], words.keyEscape],
  [['?'], words.keyList],
] as const;

/** The editor's shortcuts. No letter alone does anything (SC 2.1.4). */
export const KeysSheet = ({ close }: { close(): void }) => (
  <Sheet title={tr(words.keysTitle)} close={close}>
    <dl class="keys">
      {keys.map(([names, says]) => (
        <div key={says.en}>
          <dt>{tr(says)}</dt>
          <dd dir="ltr">
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </Sheet>
);
