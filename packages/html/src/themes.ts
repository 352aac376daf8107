import type { themeWords } from '@windsurf/language/words-html';
import { contrast, type Hex, MARKS, onAccent, parseHex, reach, shiftLightness, surfaceOn, WORDS } from './colour.ts';

/** Every colour of a page. A theme is these and the shape below, nothing else. */
export type Colours = {
  readonly ground: Hex;
  readonly surface: Hex;
  readonly text: Hex;
  readonly muted: Hex;
  readonly line: Hex;
  readonly accent: Hex;
  readonly onAccent: Hex;
  readonly link: Hex;
  readonly focus: Hex;
  readonly ok: Hex;
  readonly warn: Hex;
  readonly bad: Hex;
  readonly info: Hex;
};

export type Face = 'sans' | 'serif' | 'round' | 'mono';
export type Scale = 'compact' | 'normal' | 'large';

export type Shape = {
  readonly face: Face;
  readonly scale: Scale;
  /** Corners in px. */
  readonly radius: 0 | 8 | 12 | 24;
  /** Lines around fields and buttons in px. */
  readonly border: 1 | 2;
  readonly button: 'filled' | 'outlined';
  /** A filled button keeps a line in the text colour, for accents that do not stand out from the ground. */
  readonly edge: 'accent' | 'text';
  /** Space between blocks in px. */
  readonly gap: 12 | 16;
  readonly photo: 'round' | 'square' | 'cover';
  readonly align: 'center' | 'start';
};

export type ThemeId = keyof typeof themeWords;
export type Theme = { readonly id: ThemeId; readonly scheme: 'light' | 'dark'; readonly colours: Colours } & Shape;

/** What a creator may change. Colours are #RRGGBB; a text that is no colour changes nothing. */
export type ThemeOverrides = { readonly [Key in keyof Shape]?: Shape[Key] | undefined } & {
  readonly accent?: string | undefined;
  readonly ground?: string | undefined;
};

/** The accent as the creator chose it and as buttons show it. */
export type AccentGuard = {
  readonly chosen: Hex;
  readonly shown: Hex;
  readonly shifted: boolean;
  /** What the chosen colour could not do: carry readable words, or stand out from the page. */
  readonly reason: 'words' | 'edge' | null;
};

export type ComputedTheme = Theme & { readonly accentGuard: AccentGuard };

const lightStates = { ok: '#146C2E', warn: '#8A4B00', bad: '#B3261E', info: '#0B57A4' } as const;
const darkStates = { ok: '#7BD88F', warn: '#F5B861', bad: '#FFB4AB', info: '#9CC7FF' } as const;

type Nine = readonly [Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex];

/** Ground, surface, text, muted, line, accent, on accent, link, focus. */
function named([ground, surface, text, muted, line, accent, onAccent, link, focus]: Nine) {
  return { ground, surface, text, muted, line, accent, onAccent, link, focus };
}

function light(...nine: Nine): Colours {
  return { ...named(nine), ...lightStates };
}

function dark(...nine: Nine): Colours {
  return { ...named(nine), ...darkStates };
}

const calm = { face: 'sans', scale: 'normal', radius: 12, border: 1, button: 'filled', edge: 'accent' } as const;

/** The starter themes: coffee, the yellow daisy, the lake, the highland, the night, the plain one. */
export const themes: Readonly<Record<ThemeId, Theme>> = {
  buna: {
    id: 'buna',
    scheme: 'light',
    colours: light('#FBF7F2', '#FFFFFF', '#2A1B12', '#6B5546', '#8C7768', '#7A3E12', '#FFFFFF', '#7A3E12', '#1D4ED8'),
    ...calm,
    gap: 16,
    photo: 'round',
    align: 'center',
  },
  adey: {
    id: 'adey',
    scheme: 'light',
    colours: light('#FFFDF2', '#FFFFFF', '#1F2410', '#575C3F', '#7F8468', '#F2C200', '#1F2410', '#6A5300', '#1D4ED8'),
    ...calm,
    scale: 'large',
    radius: 24,
    border: 2,
    edge: 'text',
    gap: 16,
    photo: 'round',
    align: 'center',
  },
  tana: {
    id: 'tana',
    scheme: 'light',
    colours: light('#F3F9FB', '#FFFFFF', '#0C2530', '#43606C', '#6A8692', '#0B6B86', '#FFFFFF', '#0B5C73', '#B45309'),
    ...calm,
    radius: 8,
    gap: 12,
    photo: 'cover',
    align: 'center',
  },
  simien: {
    id: 'simien',
    scheme: 'light',
    colours: light('#F4F7F3', '#FFFFFF', '#132018', '#4A5C50', '#728579', '#1F6B3A', '#FFFFFF', '#1B5E33', '#1D4ED8'),
    ...calm,
    gap: 16,
    photo: 'square',
    align: 'start',
  },
  lalibela: {
    id: 'lalibela',
    scheme: 'dark',
    colours: dark('#1C1512', '#2A201B', '#F6EDE4', '#C9B8A8', '#8F7B6C', '#E8A15B', '#1C1512', '#F0B67C', '#8AB4FF'),
    ...calm,
    face: 'serif',
    scale: 'large',
    radius: 0,
    button: 'outlined',
    gap: 16,
    photo: 'cover',
    align: 'center',
  },
  addis: {
    id: 'addis',
    scheme: 'light',
    colours: light('#FFFFFF', '#F4F4F5', '#111111', '#52525B', '#8A8A93', '#111111', '#FFFFFF', '#111111', '#1D4ED8'),
    ...calm,
    scale: 'compact',
    radius: 8,
    border: 2,
    button: 'outlined',
    gap: 12,
    photo: 'square',
    align: 'start',
  },
};

/** The theme of a store that has not chosen one. */
export const defaultTheme: ThemeId = 'buna';

/** Pages of ours (checkout, library, dashboard) by day: the coffee. */
export const appLight: Colours = themes.buna.colours;

/** The same pages by night. */
export const appDark: Colours = dark(
  '#121212',
  '#1E1E1E',
  '#F2F2F2',
  '#B5B5B5',
  '#7A7A7A',
  '#E8A15B',
  '#1C1512',
  '#F0B67C',
  '#8AB4FF',
);

/** @returns true when a text names a starter theme */
export function isThemeId(text: string): text is ThemeId {
  return Object.hasOwn(themes, text);
}

/**
 * A theme with the creator's changes, every colour computed so that words reach 4.5:1 and lines, edges and focus 3:1 on
 * both the page and its surfaces (TH-1). What the creator chose is never changed in `accentGuard.chosen`.
 */
export function computeTheme(id: ThemeId, overrides: ThemeOverrides = {}): ComputedTheme {
  const base = { ...themes[id], ...defined(overrides) };
  const ground = parseHex(overrides.ground ?? '') ?? base.colours.ground;
  const chosen = parseHex(overrides.accent ?? '') ?? base.colours.accent;
  const own = ground === base.colours.ground;
  const scheme = own ? base.scheme : contrast(ground, '#FFFFFF') > contrast(ground, '#000000') ? 'dark' : 'light';
  const stock = scheme === base.scheme ? base.colours : scheme === 'dark' ? themes.lalibela.colours : appLight;
  const surface = own ? stock.surface : surfaceOn(ground, scheme);
  const both = [ground, surface];
  const words = (colour: Hex): Hex => reach(colour, both, WORDS);
  const marks = (colour: Hex): Hex => reach(colour, both, MARKS);
  const text = words(stock.text);
  const accentGuard = guardAccent(chosen, { grounds: both, text, free: base.edge === 'text' });
  const accent = accentGuard.shown;
  const colours: Colours = {
    ground,
    surface,
    text,
    muted: words(stock.muted),
    line: marks(stock.line),
    accent,
    onAccent: onAccent(accent, accent === stock.accent ? stock.onAccent : text, ground),
    link: words(chosen === base.colours.accent ? stock.link : chosen),
    focus: marks(stock.focus),
    ok: words(stock.ok),
    warn: words(stock.warn),
    bad: words(stock.bad),
    info: words(stock.info),
  };
  return { ...base, scheme, colours, accentGuard };
}

/**
 * The accent as buttons show it: moved by the smallest step of lightness in OKLCH until words on it reach 4.5:1 and, where
 * no line surrounds the button (`free` false), its edge stands 3:1 from the page.
 */
export function guardAccent(
  chosen: Hex,
  on: { readonly grounds: readonly Hex[]; readonly text: Hex; readonly free: boolean },
): AccentGuard {
  const carries = (colour: Hex): boolean => contrast(colour, onAccent(colour, on.text, on.grounds[0])) >= WORDS;
  const stands = (colour: Hex): boolean => on.free || on.grounds.every((ground) => contrast(colour, ground) >= MARKS);
  const shown = shiftLightness(chosen, (colour) => carries(colour) && stands(colour)) ?? on.text;
  const reason = shown === chosen ? null : carries(chosen) ? 'edge' : 'words';
  return { chosen, shown, shifted: reason !== null, reason };
}

/** Custom properties of a store's page, at most 400 bytes; they stand in front of the shared sheet. */
export function themeCss(id: ThemeId, overrides: ThemeOverrides = {}): string {
  const theme = computeTheme(id, overrides);
  const c = theme.colours;
  return `:root{${colourCss(c, theme.scheme)}${shapeCss(theme, c)}}`;
}

/** Custom properties of a set of colours alone; the states are written only where they differ from the sheet's own. */
export function colourCss(c: Colours, scheme: 'light' | 'dark'): string {
  const pairs: [string, string][] = [
    ['ground', c.ground],
    ['surface', c.surface],
    ['text', c.text],
    ['muted', c.muted],
    ['line', c.line],
    ['accent', c.accent],
    ['on', c.onAccent],
    ['link', c.link],
    ['focus', c.focus],
  ];
  for (const state of ['ok', 'warn', 'bad', 'info'] as const) {
    if (c[state] !== lightStates[state]) pairs.push([state, c[state]]);
  }
  const properties = pairs.map(([name, value]) => `--${name}:${brief(value)};`).join('');
  return scheme === 'dark' ? `color-scheme:dark;${properties}` : properties;
}

/** The colours of states that the shared sheet starts from. */
export const stateColours = lightStates;

const STEPS: Readonly<Record<Scale, number>> = { compact: 1.15, normal: 1.2, large: 1.25 };

// The sans stack stands in the sheet. No web font: Ethiopic falls to the phone's own.
const FACES: Readonly<Record<Exclude<Face, 'sans'>, string>> = {
  serif: '"Noto Serif","Noto Serif Ethiopic",Kefa,Nyala,serif',
  round: 'system-ui,"Noto Sans Ethiopic",sans-serif',
  mono: 'ui-monospace,monospace',
};

function shapeCss(shape: Shape, c: Colours): string {
  const step = STEPS[shape.scale];
  const size = (power: number): string => `${Number((step ** power).toFixed(2))}rem`;
  let css = `--r:${shape.radius}px;--b:${shape.border}px;--gap:${shape.gap}px`;
  if (shape.scale !== 'normal') css += `;--h1:${size(3)};--h2:${size(2)};--h3:${size(1)}`;
  if (shape.face !== 'sans') css += `;--face:${FACES[shape.face]}`;
  if (shape.button === 'outlined') css += `;--fill:none;--in:${brief(c.link)};--edge:${brief(c.link)}`;
  else if (shape.edge === 'text') css += `;--edge:${brief(c.text)}`;
  return css;
}

function brief(colour: string): string {
  return colour.toLowerCase().replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3');
}

function defined(overrides: ThemeOverrides): Partial<Shape> {
  const { accent: _accent, ground: _ground, ...shape } = overrides;
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
