import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { themeWords } from '@windsurf/language/words-html';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import type { Accent } from './accent.ts';
import { change } from './editor-model.ts';
import { lookStyle, type ThemeName, themeLooks } from './theme-colours.ts';

type Theme = PageContent['theme'];
type ThemeProps = { readonly theme: Theme; readonly accent: Accent | undefined; close(): void };

const names = Object.keys(themeLooks) as ThemeName[];

/** Six looks and one colour of her own; where words would not be readable on it, both colours are shown (TH-1). */
export function ThemeSheet({ theme, accent, close }: ThemeProps) {
  const set = (next: Theme): void => change({ kind: 'head', patch: { theme: next } });
  return (
    <Sheet title={tr(words.themeTitle)} close={close}>
      <fieldset class="looks">
        <legend class="vh">{tr(words.theme)}</legend>
        {names.map((name) => (
          <label key={name} style={lookStyle(name)}>
            <input type="radio" name="theme" checked={theme.name === name} onChange={() => set({ ...theme, name })} />
            <span class="sample-look" aria-hidden="true">
              <i class="dot" />
              <i class="words" />
              <i class="pill" />
              <i class="box" />
            </span>
            {tr(themeWords[name])}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="accent">{tr(words.accent)}</label>
        <div class="with">
          <input
            id="accent"
            type="color"
            value={theme.accent ?? themeLooks[theme.name].accent}
            onInput={(event) => set({ name: theme.name, accent: event.currentTarget.value.toUpperCase() })}
          />
          {theme.accent !== undefined && (
            <button type="button" class="btn quiet" onClick={() => set({ name: theme.name })}>
              {tr(words.accentOwn)}
            </button>
          )}
        </div>
      </div>
      {accent?.moved === true && (
        <div class="both" role="status">
          <p>
            <i style={{ background: accent.chosen }} />
            {tr(words.accentChosen)}
          </p>
          <p>
            <i style={{ background: accent.shown }} />
            {tr(words.accentShown)}
          </p>
          <p class="muted">{tr(words.accentWhy)}</p>
        </div>
      )}
    </Sheet>
  );
}
