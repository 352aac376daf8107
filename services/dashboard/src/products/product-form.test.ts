import t from 'tap';
import { differs, emptyForm, sentForm, tagsIn } from './product-form.ts';
import { detailsOf, typeFormOf } from './type-form.ts';

t.test('tags are cut at commas of either script, trimmed, each once and in small letters', async (t) => {
  t.same(tagsIn(' Physics, ፊዚክስ፣  12ኛ   ክፍል ,physics,, #Grade 12 '), ['physics', 'ፊዚክስ', '12ኛ ክፍል', 'grade 12']);
  t.same(tagsIn(' , '), []);
  const form = { ...emptyForm, price: '10' };
  t.same(sentForm({ ...form, tags: 'a, b' })?.tags, ['a', 'b']);
  t.notOk(differs({ ...form, tags: 'A ,b' }, { ...form, tags: 'a, b' }), 'another way to type the same');
  t.ok(differs({ ...form, tags: 'a' }, { ...form, tags: 'a, b' }));
  t.ok(differs({ ...form, category: 'cook' }, form));
  t.same([sentForm(form)?.category, sentForm({ ...form, category: 'cook' })?.category], [null, 'cook']);
});

t.test(
  'the day of a pre-order is kept and sent where a type may have one, and left out where it is empty',
  async (t) => {
    const releaseAt = '2026-12-30T06:00:00.000Z';
    for (const details of [
      { type: 'course' as const, releaseAt },
      { type: 'bundle' as const, productIds: ['a', 'b'], releaseAt },
    ])
      t.same(detailsOf(details.type, typeFormOf(details)), details);
    t.same(detailsOf('course', { releaseAt: '' }), { type: 'course' });
    t.notOk('releaseAt' in detailsOf('tip', { releaseAt }));
  },
);
