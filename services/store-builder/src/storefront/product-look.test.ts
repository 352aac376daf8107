// A product's page that says all it can, and a cart above a store, on a small phone in Chromium: nothing is wider than the
// screen, axe finds nothing, and the first visit stays within its budget.
import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { nothingShown } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { launchBrowser } from '@windsurf/testbed/browser';
import { hearOfPurchase } from '../reviews/reviews.ts';
import { keepSale, leastSales } from '../sales/sales.ts';
import { startTestStores } from '../testing.ts';
import { readyPicture } from './blocks/testing.ts';

process.env.FONTCONFIG_PATH ??= '/etc/fonts';
t.setTimeout(90_000);
const s = await startTestStores(t);
const origin = await s.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await launchBrowser();
t.teardown(async () => await browser.close());
/** Where pictures of the pages are put, for people to look at. */
const pictures = process.env.LOOK_PICTURES;
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

async function fullShop(lang: 'am' | 'en') {
  const creator = await s.creator(lang === 'am' ? 'ሃና ተስፋዬ' : 'Hanna Tesfaye', lang);
  const creatorId = asCreatorId(creator.creatorId);
  const shown = {
    ...nothingShown,
    showBuyers: true,
    sampleImageId: await readyPicture(s, creator),
    refundRule: 'ask-7',
    translation: { title: 'በሁለቱም ቋንቋ የተጻፈ ረጅም የምርት ስም', description: 'ሁሉም ነገር እዚህ ተጽፏል።' },
  };
  const full = await s.published(creator, { title: 'A product whose name is long enough to need two lines', shown });
  const other = await s.published(creator, { title: 'Another thing' });
  const card = (id: string, productId: string, look = 'card'): object => ({
    id,
    kind: 'product',
    visible: true,
    productId,
    look,
  });
  await s.save(creator, { blocks: [card('a', full.id), card('b', other.id), card('c', full.id, 'large')] as never });
  await s.publish(creator);
  await s.deps.tenancy.inCreator(creatorId, async (tx) => {
    for (let at = 0; at < leastSales; at += 1) {
      const buyerId = newId();
      const bought = {
        entitlementId: newId(),
        productId: full.id,
        buyerId,
        access: 'active',
        changedAt: null,
      } as const;
      await hearOfPurchase(tx, creatorId, bought);
      const sums = { amountSantim: 10_000, feeSantim: 500, netSantim: 9500, currency: 'ETB', lang: 'en' } as const;
      const paidAt = s.clock.now().toISOString();
      await keepSale(tx, creatorId, {
        orderId: newId(),
        intentId: newId(),
        productId: full.id,
        buyerId,
        paidAt,
        ...sums,
      });
    }
  });
  s.prices.set(full.id, { listSantim: 19_950, nextChange: null, left: 2 });
  return { creator, full, other };
}

for (const lang of ['en', 'am'] as const) {
  await t.test(
    `${lang}: a full page of a product, and a store with a cart, fit a small phone and their budget`,
    async (t) => {
      const { creator, full, other } = await fullShop(lang);
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      const places = {
        product: `/@${creator.handle}/${full.slug}?lang=${lang}`,
        cart: `/@${creator.handle}?lang=${lang}&with=${full.id},${other.id}`,
      };
      for (const [name, place] of Object.entries(places)) {
        const response = await page.goto(origin + place);
        const body = (await response?.body()) ?? Buffer.alloc(0);
        const bytes = brotliCompressSync(body).length;
        t.ok(bytes > 1000 && bytes <= 14_000, `${name}: ${String(bytes)} bytes`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        t.same(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
          [],
          name,
        );
        for (const width of [320, 360, 412]) {
          await page.setViewportSize({ width, height: 740 });
          t.equal(await page.evaluate(sideways), 0, `${name} at ${String(width)} px`);
        }
        await page.setViewportSize({ width: 360, height: 740 });
        if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}-${lang}.png`, fullPage: true });
      }
      const words = await page.textContent('main');
      t.match(words, lang === 'en' ? 'Things in your cart: 2' : 'ቅርጫትዎ ውስጥ ያሉት፦ 2');
      await context.close();
    },
  );
}
