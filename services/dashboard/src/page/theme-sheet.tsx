import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { themeTokenWords as tokens } from '@windsurf/language/words-dashboard-theme';
import { themeWords } from '@windsurf/language/words-html';
import type { Phrase } from '@windsurf/language/phrases';
import { blockWords } from '@windsurf/language/words-dashboard-fields';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { change } from './editor-model.ts';
import { FieldOf } from './fields.tsx';
import type { Accent } from './look.ts';
import { lookStyle, type ThemeName, themeLooks } from './theme-colours.ts';

type Theme = PageContent['theme'];
type ThemeProps = { readonly page: PageContent; readonly accent: Accent | undefined; close(): void };

const names = Object.keys(themeLooks) as ThemeName[];
/** What the theme itself says is the first choice of each. */
const shapes = [
  ['face', ['sans', 'serif', 'round', 'mono']],
  ['scale', ['compact', 'normal', 'large']],
  ['button', ['filled', 'outlined']],
  ['radius', [0, 8, 12, 24]],
  ['border', [1, 2]],
  ['gap', [12, 16]],
  ['photo', ['round', 'square', 'cover']],
  ['align', ['center', 'start']],
] as const satisfies readonly (readonly [keyof Theme, readonly (string | number)[]])[];

const without = (theme: Theme, key: keyof Theme): Theme =>
  Object.fromEntries(Object.entries(theme).filter(([name]) => name !== key)) as Theme;
const wordOf = (key: string): string => tr((tokens as Readonly<Record<string, Phrase>>)[key] ?? tokens.own);

/** Six looks, two colours and the shape; where words would not be readable on her colour, both are shown (TH-1). */
export function ThemeSheet({ page, accent, close }: ThemeProps) {
  const { theme } = page;
  const set = (next: Theme): void => change({ kind: 'head', patch: { theme: next } });
  const colour = (key: 'accent' | 'ground', label: string) => (
    <div class="field">
      <label for={key}>{label}</label>
      <div class="with">
        <input
          id={key}
          type="color"
          value={theme[key] ?? themeLooks[theme.name][key]}
          onInput={(event) => set({ ...theme, [key]: event.currentTarget.value.toUpperCase() })}
        />
        {theme[key] !== undefined && (
          <button type="button" class="btn quiet" onClick={() => set(without(theme, key))}>
            {tr(words.accentOwn)}
          </button>
        )}
      </div>
    </div>
  );
  return (
    <Sheet title={tr(words.themeTitle)} close={close}>
      <fieldset class="looks">
        <legend class="vh">{tr(words.theme)}</legend>
        {names.map((name) => (
          <label key={name} style={lookStyle({ name })}>
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
      {colour('accent', tr(words.accent))}
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
      {colour('ground', tr(tokens.ground))}
      <FieldOf
        kind="link"
        id="theme"
        field={{ key: 'coverImageId', type: 'picture', shape: 'wide', optional: true }}
        of={page}
        products={undefined}
        write={(patch) => change({ kind: 'head', patch })}
        leave={() => undefined}
      />
      <details class="more">
        <summary>{tr(blockWords.more)}</summary>
        <div class="fields plain-fields">
          {shapes.map(([key, options]) => (
            <div class="field" key={key}>
              <label for={`theme-${key}`}>{wordOf(key)}</label>
              <select
                id={`theme-${key}`}
                value={theme[key] === undefined ? '' : String(theme[key])}
                onChange={(event) => {
                  const chosen = options.find((option) => String(option) === event.currentTarget.value);
                  set(chosen === undefined ? without(theme, key) : { ...theme, [key]: chosen });
                }}
              >
                <option value="">{tr(tokens.own)}</option>
                {options.map((option) => (
                  <option key={String(option)} value={String(option)}>
                    {wordOf(`${key}.${option}`)}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </div>
      </details>
    </Sheet>
  );
}
