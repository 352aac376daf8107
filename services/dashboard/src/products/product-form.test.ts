import t from 'tap';
import { nothingShown } from '@windsurf/contracts/product-types';
import { differs, emptyForm, sentForm } from './product-form.ts';

const form = { ...emptyForm, title: 'Tea', price: '20' };

t.test(
  'what the page of a product says is sent with it and is a change to save; what was only looked at is none',
  (t) => {
    t.same(sentForm(form)?.shown, nothingShown);
    t.notOk(differs(form, { ...form, shown: { ...nothingShown } }));
    for (const change of [
      { showBuyers: true },
      { sampleImageId: '0190a000-0000-7000-8000-000000000001' },
      { refundRule: 'ask-7' as const },
      { translation: { title: 'ሻይ', description: '' } },
      { translation: { title: '', description: 'ስለ ሻይ' } },
    ]) {
      const changed = { ...form, shown: { ...nothingShown, ...change } };
      t.ok(differs(changed, form), JSON.stringify(change));
      t.match(sentForm(changed)?.shown, change);
    }
    t.end();
  },
);
