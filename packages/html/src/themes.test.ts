import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { contrast, type Hex, parseHex, shiftLightness } from './colour.ts';
import { appSheet, plainSheet, storeSheet, tableSheet } from './sheet.ts';
import { appDark, appLight, type Colours, computeTheme, guardAccent, themeCss, themes } from './themes.ts';

const ids = Object.values(themes).map((theme) => theme.id);
const extremes = ['#808080', '#FFFF00', '#000000', '#FFFFFF'];
const grounds = ['#FFFFFF', '#000000', '#777777', '#707070', '#FFE0B2', '#3B2F2F', '#00FF00', '#0000FF', '#FF0000'];

/** Pairs of TH-1 that fail, in words; empty when all hold. */
function failures(c: Colours): string[] {
  const found: string[] = [];
  const need = (name: string, front: Hex, back: Hex, ratio: number): void => {
    if (contrast(front, back) < ratio) found.push(`${name} ${front} on ${back} is ${contrast(front, back).toFixed(2)}`);
  };
  for (const back of [c.ground, c.surface]) {
    for (const name of ['text', 'muted', 'link', 'ok', 'warn', 'bad', 'info'] as const) need(name, c[name], back, 4.5);
    for (const name of ['line', 'focus'] as const) need(name, c[name], back, 3);
  }
  need('onAccent', c.onAccent, c.accent, 4.5);
  return found;
}

t.test('the WCAG formula gives the known ratios', (t) => {
  t.equal(contrast('#000000', '#FFFFFF'), 21);
  t.equal(contrast('#777777', '#FFFFFF').toFixed(2), '4.48');
  t.equal(contrast('#6B5546', '#FBF7F2').toFixed(1), '6.5');
  t.equal(parseHex('#abc'), '#AABBCC');
  t.equal(parseHex('red'), null);
  t.end();
});

t.test('a shift of lightness is the smallest step and keeps the hue', (t) => {
  const shifted = shiftLightness('#FFFF00', (colour) => contrast(colour, '#FFFFFF') >= 3);
  t.ok(shifted);
  t.ok(contrast(shifted ?? '#FFFFFF', '#FFFFFF') < 3.1, 'no darker than needed');
  t.match(shifted, /^#(..)(..)00$/, 'still a yellow');
  t.equal(
    shiftLightness('#123456', () => true),
    '#123456',
  );
  t.equal(
    shiftLightness('#123456', () => false),
    null,
  );
  t.end();
});

t.test('the starter themes are drawn exactly as designed, and every pair of every theme can be read', (t) => {
  t.equal(ids.length, 6);
  for (const id of ids) {
    const theme = computeTheme(id);
    t.same(theme.colours, themes[id].colours, id);
    t.same(failures(theme.colours), [], id);
    t.same(theme.accentGuard.shifted, false, id);
  }
  t.same(failures(appLight), []);
  t.same(failures(appDark), []);
  t.end();
});

t.test('any accent and any ground leave every pair readable', (t) => {
  let seen = 0;
  const steps = ['00', '55', 'AA', 'FF'];
  const many = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));
  for (const id of ids) {
    for (const accent of [...extremes, ...many]) {
      for (const ground of accent === '#808080'
        ? [undefined, ...grounds, ...many]
        : [undefined, '#777777', '#101010']) {
        seen += 1;
        const theme = computeTheme(id, { accent, ground });
        const wrong = failures(theme.colours);
        if (wrong.length > 0) t.same(wrong, [], `${id} ${accent} ${ground}`);
        if (theme.edge === 'accent' && theme.button === 'filled') {
          const least = Math.min(
            ...[theme.colours.ground, theme.colours.surface].map((g) => contrast(theme.colours.accent, g)),
          );
          if (least < 3) t.fail(`${id} ${accent} ${ground}: the button does not stand out`);
        }
      }
    }
  }
  t.ok(seen > 1500, `${seen} themes looked at`);
  t.end();
});

t.test('a creator sees both her colour and the one on buttons, and why', (t) => {
  const yellow = computeTheme('buna', { accent: '#FFFF00' }).accentGuard;
  t.match(yellow, { chosen: '#FFFF00', shifted: true, reason: 'edge' });
  t.not(yellow.shown, '#FFFF00');
  t.match(computeTheme('adey', { accent: '#FFFF00' }).accentGuard, { shifted: false, shown: '#FFFF00', reason: null });
  t.match(computeTheme('buna', { accent: '#000000' }).accentGuard, { shifted: false });
  t.match(computeTheme('buna', { accent: 'no colour' }).accentGuard, { chosen: '#7A3E12', shifted: false });
  t.end();
});

t.test('the guard finds a planted bad pair', (t) => {
  t.same(failures({ ...appLight, muted: '#BBBBBB' }).length, 2);
  t.same(failures({ ...appLight, onAccent: '#7A3E13' }).length, 1);
  t.match(guardAccent('#FBF7F1', { grounds: ['#FBF7F2'], text: '#2A1B12', free: false }), { shifted: true });
  t.end();
});

t.test('a theme is at most 400 bytes and cannot carry anything but colours and shapes', (t) => {
  let longest = 0;
  for (const id of ids) {
    for (const accent of [undefined, ...extremes, '#123457', '"}</style><script>']) {
      const css = themeCss(id, { accent, ground: accent, face: 'serif', scale: 'large', button: 'outlined' });
      longest = Math.max(longest, Buffer.byteLength(css), Buffer.byteLength(themeCss(id, { accent })));
      t.notMatch(css, /[<>]/);
    }
  }
  t.ok(longest <= 400, `longest is ${longest} bytes`);
  t.end();
});

t.test('every choice of the whole token set fits into 400 bytes', (t) => {
  let [longest, looked] = [0, 0];
  for (const id of ids)
    for (const face of ['sans', 'serif', 'round', 'mono'] as const)
      for (const scale of ['compact', 'normal', 'large'] as const)
        for (const button of ['filled', 'outlined'] as const)
          for (const ground of [undefined, '#123456', '#FEDCBA'])
            for (const radius of [0, 24] as const) {
              const css = themeCss(id, { face, scale, button, ground, radius, border: 2, gap: 12, accent: '#7A3E13' });
              longest = Math.max(longest, Buffer.byteLength(css));
              looked += 1;
            }
  t.equal(looked, 864);
  t.ok(longest <= 400, `longest is ${longest} bytes`);
  t.end();
});

// 2,000 bytes with a theme is what the first visit of a store can spare; pages of ours may take a little more.
t.test('sheets stay small on the line', (t) => {
  const size = (css: string): number => brotliCompressSync(css).length;
  const largest = Math.max(...ids.map((id) => size(themeCss(id) + storeSheet)));
  t.ok(largest <= 2000, `theme and store sheet: ${largest}`);
  t.ok(size(appSheet) <= 2250, `app sheet: ${size(appSheet)}`);
  t.ok(size(tableSheet) <= 2400, `with tables: ${size(tableSheet)}`);
  t.ok(size(plainSheet) <= 1150, `plain sheet: ${size(plainSheet)}`);
  for (const sheet of [plainSheet, storeSheet, appSheet, tableSheet]) t.notMatch(sheet, /[<]|url\(|@import|undefined/);
  t.end();
});
