/** A colour as #RRGGBB in capitals. */
export type Hex = `#${string}`;

/** Least contrast of words, by WCAG 2 (SC 1.4.3). */
export const WORDS = 4.5;
/** Least contrast of lines, edges, icons and focus (SC 1.4.11). */
export const MARKS = 3;

type Triple = readonly [number, number, number];

/** @returns the colour as #RRGGBB, or null when the text is none (#RGB and lower case are read) */
export function parseHex(text: string): Hex | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toUpperCase();
  if (digits === undefined) return null;
  return `#${digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits}`;
}

/** Contrast of two colours by the WCAG 2 formula, 1 to 21. */
export function contrast(a: Hex, b: Hex): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Relative luminance by WCAG 2, 0 (black) to 1 (white). */
export function luminance(colour: Hex): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The same colour with the lightness (OKLCH) that is nearest to its own and of which `fits` is true; hue is kept, chroma
 * is given up only as far as the screen cannot show it.
 * @returns the colour itself when it fits already; null when no lightness fits
 */
export function shiftLightness(colour: Hex, fits: (candidate: Hex) => boolean): Hex | null {
  if (fits(colour)) return colour;
  const [lightness, a, b] = toOklab(linear(colour));
  const steps = 400;
  for (let step = 1; step <= steps; step += 1) {
    for (const next of [lightness - step / steps, lightness + step / steps]) {
      if (next < 0 || next > 1) continue;
      const candidate = shown(next, a, b);
      if (fits(candidate)) return candidate;
    }
  }
  return null;
}

/** The colour, shifted until it reaches a contrast on every one of the grounds; black or white where none does. */
export function reach(colour: Hex, grounds: readonly Hex[], ratio: number): Hex {
  const fits = (candidate: Hex): boolean => grounds.every((ground) => contrast(candidate, ground) >= ratio);
  return shiftLightness(colour, fits) ?? best(['#000000', '#FFFFFF'], grounds);
}

/** Colour of words on an accent: the first choice where it can be read, else white, the page's own, near black. */
export function onAccent(accent: Hex, first: Hex, ground: Hex | undefined): Hex {
  if (contrast(accent, first) >= WORDS) return first;
  const second: Hex[] = ground === undefined ? ['#FFFFFF', '#111111'] : ['#FFFFFF', ground, '#111111'];
  return second.find((colour) => contrast(accent, colour) >= WORDS) ?? best(['#000000', '#FFFFFF'], [accent]);
}

/** Colour of cards and fields on a page of any colour. */
export function surfaceOn(ground: Hex, scheme: 'light' | 'dark'): Hex {
  if (scheme === 'light') return luminance(ground) > 0.6 ? '#FFFFFF' : ground;
  // A little lighter than the page, but not where white words could no longer be read on it.
  const lifts = (colour: Hex): boolean => contrast(colour, ground) >= 1.15 && luminance(colour) > luminance(ground);
  const lifted = shiftLightness(ground, lifts);
  return lifted !== null && contrast(lifted, '#FFFFFF') >= WORDS ? lifted : ground;
}

function best(candidates: readonly [Hex, Hex], grounds: readonly Hex[]): Hex {
  const least = (colour: Hex): number => Math.min(...grounds.map((ground) => contrast(colour, ground)));
  return least(candidates[0]) >= least(candidates[1]) ? candidates[0] : candidates[1];
}

/** The nearest colour of a lightness and hue that a screen can show, by giving up chroma. */
function shown(lightness: number, a: number, b: number): Hex {
  let low = 0;
  let high = 1;
  const at = (share: number): Triple => toLinear([lightness, a * share, b * share]);
  const within = (rgb: Triple): boolean => rgb.every((part) => part >= -0.0001 && part <= 1.0001);
  if (within(at(1))) return toHex(at(1));
  for (let turn = 0; turn < 16; turn += 1) {
    const middle = (low + high) / 2;
    if (within(at(middle))) low = middle;
    else high = middle;
  }
  return toHex(at(low));
}

function linear(colour: Hex): Triple {
  const part = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function toHex(rgb: Triple): Hex {
  const digits = rgb.map((part) => {
    const bounded = Math.min(1, Math.max(0, part));
    const value = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('').toUpperCase()}`;
}

// Matrices of Björn Ottosson, "A perceptual color space for image processing" (OKLab).
function toOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toLinear([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
