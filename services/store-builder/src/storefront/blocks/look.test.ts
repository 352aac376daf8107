// A page with every kind of block on small phones, in Chromium: nothing is wider than the screen, axe finds nothing.
import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import t from 'tap';
import { launchBrowser } from '@windsurf/testbed/browser';
import { cutLetters, outOfReach } from '@windsurf/testbed/legible';
import { startTestStores } from '../../testing.ts';
import { publishEveryBlock } from './testing.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

process.env.FONTCONFIG_PATH ??= '/etc/fonts';
t.setTimeout(120_000);
const s = await startTestStores(t);
const origin = await s.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await launchBrowser();
t.teardown(async () => await browser.close());
const themes = ['buna', 'adey', 'tana', 'simien', 'lalibela', 'addis'] as const;
/** Where pictures of the pages are put, for people to look at. */
const pictures = process.env.LOOK_PICTURES;
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

/** What stands over the edge of the screen. */
const tooWide = `(() => {
  const width = document.documentElement.clientWidth;
  const over = [...document.querySelectorAll('main *, footer *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 1 || box.left < -1) && !e.closest('.band, .tall, .buy');
  });
  const sideways = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
  return [...sideways, ...over.map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40))];
})()`;
/** Text zoom as Android does it: every size of words doubles, the screen does not. */
const zoom = async (page: Page, percent: number): Promise<void> => {
  await page.evaluate(`document.documentElement.style.fontSize = '${106.25 * (percent / 100)}%'`);
};
const small = `[...document.querySelectorAll('main a, main button, main summary, footer a')].filter((e) => {
  const box = e.getBoundingClientRect();
  // Links inside of a sentence are as high as its lines.
  return box.height > 0 && box.height < 24 && !e.closest('p, li, h1, h2, h3');
}).map((e) => e.outerHTML.slice(0, 90))`;

for (const lang of ['am', 'en'] as const) {
  await t.test(
    `UC-13 ${lang}: all 26 blocks fit on 320, 360 and 412 px, at 100 and 200 % of text, in six themes, and axe is silent`,
    { timeout: 60_000 },
    async (t) => {
      const { creator, content } = await publishEveryBlock(s, lang);
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      let looked = 0;
      const grounds = new Set<unknown>();
      for (const name of lang === 'am' ? themes : themes.slice(0, 1)) {
        await s.save(creator, { theme: { ...content.theme, name } });
        await s.publish(creator);
        // Another address each time: the browser keeps a page for a minute, as it may.
        await page.goto(`${origin}/@${creator.handle}?lang=${lang}&look=${name}`);
        grounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
        const { violations } = await new AxeBuilder({ page }).analyze();
        t.same(
          violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
          [],
          `axe on ${name}`,
        );
        // The narrowest screen in every theme; the others where nothing but their width is different.
        for (const width of name === 'buna' ? [412, 360, 320] : [320]) {
          await page.setViewportSize({ width, height: 740 });
          for (const percent of [100, 200]) {
            await zoom(page, percent);
            t.same(await page.evaluate(tooWide), [], `${name} at ${width} px, ${percent} %`);
            looked += 1;
          }
          if (width === 320) {
            // The sizes of words are still doubled.
            t.same(await page.evaluate(cutLetters), [], `${name}: no letter is cut`);
            t.same(await page.evaluate(outOfReach), [], `${name}: everything to press can be reached`);
          }
          await zoom(page, 100);
        }
        t.same(await page.evaluate(small), [], 'nothing to tap is smaller than 24 px');
        if (pictures === undefined) continue;
        await page.setViewportSize({ width: 360, height: 1600 });
        for (const at of [0, 1, 2, 3, 4]) {
          await page.evaluate(`scrollTo(0, ${at * 1600})`);
          await page.screenshot({ path: `${pictures}/${name}-${lang}-${at}.png` });
        }
      }
      t.equal(grounds.size, lang === 'am' ? themes.length : 1, 'each theme was there');
      t.equal(looked, lang === 'am' ? 16 : 6);
      await context.close();
    },
  );
}
