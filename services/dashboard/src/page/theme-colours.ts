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
};

const look = (colours: string, radius: number, align: 'center' | 'start'): ThemeLook => {
  const [ground = '', surface = '', text = '', muted = '', line = '', accent = '', on = ''] = colours.split(' ');
  return { ground, surface, text, muted, line, accent, on, radius: `${radius}px`, align };
};

export const themeLooks: Readonly<Record<ThemeName, ThemeLook>> = {
  buna: look('#fbf7f2 #ffffff #2a1b12 #6b5546 #8c7768 #7a3e12 #ffffff', 12, 'center'),
  adey: look('#fffdf2 #ffffff #1f2410 #575c3f #7f8468 #f2c200 #1f2410', 24, 'center'),
  tana: look('#f3f9fb #ffffff #0c2530 #43606c #6a8692 #0b6b86 #ffffff', 8, 'center'),
  simien: look('#f4f7f3 #ffffff #132018 #4a5c50 #728579 #1f6b3a #ffffff', 12, 'start'),
  lalibela: look('#1c1512 #2a201b #f6ede4 #c9b8a8 #8f7b6c #e8a15b #1c1512', 0, 'center'),
  addis: look('#ffffff #f4f4f5 #111111 #52525b #8a8a93 #111111 #ffffff', 8, 'start'),
};

/** Custom properties that dress the editing canvas in a theme. */
export const lookStyle = (name: ThemeName): Record<string, string> => {
  const { align, ...values } = themeLooks[name];
  const pairs = Object.entries(values).map(([key, value]) => [`--t-${key}`, value]);
  return { ...Object.fromEntries(pairs), '--t-align': align };
};

/** The accent as the server's own page shows it, after its contrast guard. */
export const accentOf = (html: string): string | undefined => /--accent:(#[0-9a-f]{3,6})/i.exec(html)?.[1];
