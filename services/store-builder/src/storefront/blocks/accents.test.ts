// TH-4: the colours that creators choose and designers fear, over a photo as cover, in a light and a dark theme that show
// one: every text keeps its contrast (axe measures it), nothing is wider than the screen. TH-3's widest screen is here too.
import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import t from 'tap';
import { launchBrowser } from '@windsurf/testbed/browser';
import { startTestStores } from '../../testing.ts';
import { publishEveryBlock } from './testing.ts';

process.env.FONTCONFIG_PATH ??= '/etc/fonts';
t.setTimeout(120_000);
const s = await startTestStores(t);
const origin = await s.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await launchBrowser();
t.teardown(async () => await browser.close());
/** Where pictures of the pages are put, for people to look at. */
const pictures = process.env.LOOK_PICTURES;
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

const accents = ['#808080', '#FFFF00', '#000000', '#FFFFFF'] as const;
const names = ['tana', 'lalibela'] as const;
const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const coverShown = `(() => {
  const cover = document.querySelector('img.band');
  return cover !== null && cover.getBoundingClientRect().height > 40;
})()`;
/** Filled buttons differ in their ground, outlined ones in their words. */
const buttonColours = `(() => {
  const { backgroundColor, color } = getComputedStyle(document.querySelector('main .btn:not(.quiet)'));
  return backgroundColor + ' ' + color;
})()`;
/** No word stands on the cover itself (TH-1). */
const wordsOnCover = `(() => {
  const band = document.querySelector('img.band').getBoundingClientRect();
  return [...document.querySelectorAll('.hero h1, .hero p')].filter((e) => e.getBoundingClientRect().top < band.bottom - 1).length;
})()`;

for (const lang of ['am', 'en'] as const) {
  await t.test(
    `TH-4 ${lang}: four hard accents over a photo cover stay readable and inside the screen`,
    { timeout: 60_000 },
    async (t) => {
      const { creator, content, needed } = await publishEveryBlock(s, lang);
      const context = await browser.newContext({ viewport: { width: 320, height: 740 } });
      const page = await context.newPage();
      const buttons = new Set<unknown>();
      // One language in each theme: what differs between them is the theme's, and that is looked at in look.test.
      const name = names[lang === 'am' ? 0 : 1];
      for (const accent of accents) {
        await s.save(creator, { ...content, coverImageId: needed.picture, theme: { ...content.theme, name, accent } });
        t.equal((await s.publish(creator)).statusCode, 200, accent);
        await page.setViewportSize({ width: 320, height: 740 });
        await page.goto(`${origin}/@${creator.handle}?lang=${lang}&look=${accent.slice(1)}`);
        t.equal(await page.evaluate(coverShown), true, `${accent}: the cover is there`);
        t.equal(await page.evaluate(wordsOnCover), 0, `${accent}: nothing is written on it`);
        buttons.add(await page.evaluate(buttonColours));
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        t.same(
          violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
          [],
          `${accent} on ${name}`,
        );
        const measured = passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0;
        t.ok(measured > 40, `${accent}: the contrast of ${String(measured)} texts was measured`);
        for (const width of [320, 1024]) {
          await page.setViewportSize({ width, height: 740 });
          t.equal(await page.evaluate(sideways), 0, `${accent} at ${String(width)} px`);
        }
        if (pictures === undefined) continue;
        await page.setViewportSize({ width: 360, height: 740 });
        await page.screenshot({ path: `${pictures}/${name}-${accent.slice(1)}.png` });
      }
      t.ok(buttons.size >= 3, 'each accent made another page');
      await context.close();
    },
  );
}
