import t from 'tap';
import type { Product, Store } from '@windsurf/contracts/store';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { kits } from './template-kits.ts';
import { templates } from './template-samples.ts';
import type { MakingName } from './template-samples.ts';

const s = await startTestStores(t);
const names = Object.keys(templates) as MakingName[];
const choose = async (of: TestCreator, making: MakingName): Promise<Store> => {
  const answer = await s.call(of, 'POST', '/v1/stores/mine/onboarding', { making, step: 'links' });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<Store>();
};
const products = async (of: TestCreator): Promise<Product[]> =>
  (await s.call(of, 'GET', '/v1/products')).json<{ items: Product[] }>().items;

/** Every text of a template's samples, in one language. */
const wordsOf = (store: Store): string[] => {
  const found: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === 'string' && /\s/.test(value)) found.push(value);
    else if (Array.isArray(value)) for (const entry of value) gather(entry);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) gather(part);
  };
  gather(store.draft.content.blocks);
  return found;
};

t.test('eight templates and one for all others', async (t) => {
  t.equal(names.length, 9);
  t.ok(names.every((name) => name === 'other' || templates[name].samples.length >= 7));
});

for (const lang of ['am', 'en'] as const) {
  await t.test(
    `TH-5 ${lang}: a template that nobody touched is public without a sample, without empty parts, in 5,000 bytes`,
    async (t) => {
      for (const making of names) {
        const of = await s.creator(lang === 'am' ? 'ሰላማዊት' : 'Selam', lang);
        const samples = wordsOf(await choose(of, making));
        t.ok(samples.length > 0, `${making}: ${samples.length} sample texts`);
        const published = await s.publish(of);
        t.equal(published.statusCode, 200, making);
        const { bytes } = published.json<{ bytes: number }>();
        t.comment(`${making}: ${bytes} bytes`);
        t.ok(bytes <= 5000, `${making}: ${bytes} bytes`);
        const { body } = await s.get(`/@${of.handle}?lang=${lang}`);
        t.same(
          samples.filter((text) => body.includes(text)),
          [],
        );
        t.notMatch(body, /<section><\/section>|<section><h2[^>]*>[^<]*<\/h2><\/section>|<ul[^>]*><\/ul>|example/);
      }
    },
  );
}

t.test('a template prepares drafts of its products once, and nothing beside products that are there', async (t) => {
  for (const making of names) {
    const of = await s.creator();
    await Promise.all([choose(of, making), choose(of, making)]);
    const made = await products(of);
    t.equal(made.length, kits[making].length, making);
    t.ok(made.every((product) => product.state === 'draft'));
  }
  const of = await s.creator();
  await s.product(of, { title: 'Mine' });
  await choose(of, 'teacher');
  t.equal((await products(of)).length, 1);
});

t.test('a draft of the kit appears on the page when it is offered, although nobody touched its block', async (t) => {
  const of = await s.creator('Selam', 'en');
  await choose(of, 'fitness');
  await s.publish(of);
  const membership = (await products(of)).find((product) => product.type === 'membership');
  t.ok(membership);
  t.equal((await s.call(of, 'POST', `/v1/products/${membership?.id}/publish`)).statusCode, 200);
  const { body } = await s.get(`/@${of.handle}?lang=en`);
  t.match(body, membership?.title);
});

t.test('another template chosen later loses nothing of hers: blocks, words, theme, products', async (t) => {
  const of = await s.creator('Selam', 'en');
  let store = await choose(of, 'teacher');
  const [first] = store.draft.content.blocks.filter((block) => block.kind === 'text');
  if (first?.kind !== 'text') throw new Error('the template has no text');
  // A sample that she made hers, and a block of her own.
  const mine = { id: first.id, visible: true, kind: 'text', text: 'my own words' } as const;
  const added = { id: 'own-1', visible: false, kind: 'heading', text: 'hidden', level: 2 } as const;
  const blocks = [...store.draft.content.blocks.map((block) => (block.id === first.id ? mine : block)), added];
  t.equal((await s.save(of, { blocks, theme: { name: 'addis', accent: '#aa0000', radius: 24 } })).statusCode, 200);
  const before = await products(of);
  for (const making of [...names, 'teacher'] as const) {
    store = await choose(of, making);
    const { content } = store.draft;
    t.ok(
      content.blocks.some((block) => block.kind === 'text' && block.text === 'my own words'),
      making,
    );
    t.ok(content.blocks.some((block) => block.id === 'own-1'));
    t.same(content.theme, { name: 'addis', accent: '#aa0000', radius: 24 });
    const ids = content.blocks.map((block) => block.id);
    t.equal(new Set(ids).size, ids.length, 'no block twice');
    t.ok(ids.every((id) => !id.startsWith('example-') || id.startsWith(`example-${making}-`) || id === first.id));
  }
  const after = (await products(of)).map(({ id }) => id);
  t.ok(before.every(({ id }) => after.includes(id)));
});
