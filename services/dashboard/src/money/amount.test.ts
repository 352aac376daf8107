import t from 'tap';
import { amountText, readAmount } from './amount.ts';

const limits = { least: 1000, most: 95_050 };

t.test('what stands in the field is what is sent', async (t) => {
  for (const santim of [1000, 1050, 95_050, 20_000])
    t.same(readAmount(amountText(santim), limits), { ok: true, santim });
  t.equal(amountText(5), '0.05');
  t.equal(amountText(0), '0');
});

t.test('less than the least and more than there is have one sentence with both, the rest has its own', async (t) => {
  for (const typed of ['9.99', '950.51', '1000000']) t.same(readAmount(typed, limits), { ok: false, says: undefined });
  for (const typed of ['', 'ten', '-5', '10.005', '፲']) {
    const read = readAmount(typed, limits);
    t.notOk(read.ok);
    if (!read.ok) t.ok(read.says?.am, typed);
  }
});
