// How the six themes look while editing. The page itself, and every colour that is computed, is the server's.
import type { PageContent } from '@windsurf/contracts/store';

export type ThemeName = PageContent['theme']['name'];
export type ThemeLook = {
  readonly ground: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly on: string;
  readonly radius: string;
  readonly align: 'center' | 'start';
  readonly photo: 'round' | 'square' | 'cover';
};

const look = (colours: string, radius: number, align: 'center' | 'start', photo: ThemeLook['photo']): ThemeLook => {
  const [ground = '', surface = '', text = '', muted = '', line = '', accent = '', on = ''] = colours.split(' ');
  return { ground, surface, text, muted, line, accent, on, radius: `${radius}px`, align, photo };
};

export const themeLooks: Readonly<Record<ThemeName, ThemeLook>> = {
  buna: look('#fbf7f2 #ffffff #2a1b12 #6b5546 #8c7768 #7a3e12 #ffffff', 12, 'center', 'round'),
  adey: look('#fffdf2 #ffffff #1f2410 #575c3f #7f8468 #f2c200 #1f2410', 24, 'center', 'round'),
  tana: look('#f3f9fb #ffffff #0c2530 #43606c #6a8692 #0b6b86 #ffffff', 8, 'center', 'cover'),
  simien: look('#f4f7f3 #ffffff #132018 #4a5c50 #728579 #1f6b3a #ffffff', 12, 'start', 'square'),
  lalibela: look('#1c1512 #2a201b #f6ede4 #c9b8a8 #8f7b6c #e8a15b #1c1512', 0, 'center', 'cover'),
  addis: look('#ffffff #f4f4f5 #111111 #52525b #8a8a93 #111111 #ffffff', 8, 'start', 'square'),
};

/** Custom properties that dress the editing canvas in a theme, with what she changed of its shape. */
export const lookStyle = (theme: PageContent['theme']): Record<string, string> => {
  const look = themeLooks[theme.name];
  const { align, radius, ...colours } = look;
  const pairs = Object.entries(colours).map(([key, value]) => [`--t-${key}`, value]);
  return {
    ...Object.fromEntries(pairs),
    ...(theme.ground === undefined ? {} : { '--t-ground': theme.ground }),
    '--t-radius': theme.radius === undefined ? radius : `${theme.radius}px`,
    '--t-align': theme.align ?? align,
    '--t-gap': `${(theme.gap ?? 16) - 12}px`,
    '--t-photo': (theme.photo ?? look.photo) === 'round' ? '50%' : '12px',
  };
};

/** The colours of the server's own page, after its contrast guard, by their names there. */
export function coloursOf(html: string): Record<string, string> {
  const root = /:root\{([^}]*)\}/.exec(html)?.[1] ?? '';
  const found = root.matchAll(/--(ground|surface|text|muted|line|accent|on):(#[0-9a-f]{3,6})/gi);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}
