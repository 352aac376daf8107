import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import { settleAll, shop, start } from '../affiliates/testing.ts';
import { startTestPayments } from '../testing.ts';
import { monthOf, periodOfMonth } from './period.ts';
import { statementPaper } from './statement-paper.ts';
import { addUp } from './statements.ts';

t.test('parts of affiliates are named in both books, and nothing of them is “other”', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab, 29_999);
  const statement = async (of: string) =>
    await addUp(lab.deps, asCreatorId(of), { begin: new Date(0), end: periodOfMonth(monthOf(lab.clock.now())).end });
  await start(lab, product, { ref: code }, '0912000001');
  await start(lab, product, {}, '0912000002');
  await settleAll(lab);
  const [row] = await lab.db.look<{ n: string }>('select sum(shares_santim) as n from payments.orders');
  const part = Number(row?.n);
  t.ok(part > 0);
  const seller = await statement(product.creatorId);
  const { sums } = seller;
  t.match(sums, { salesSantim: 59_998, sharesOutSantim: part, sharesInSantim: 0, otherSantim: 0 });
  t.equal(
    seller.closingSantim,
    sums.salesSantim - sums.platformFeeSantim - sums.providerFeeSantim - part,
    'what is hers adds up',
  );
  lab.clock.advance(31 * 86_400);
  await lab.work();
  const released = await statement(product.creatorId);
  t.match(released.sums, { sharesOutSantim: part, otherSantim: 0 }, 'moving on, it leaves her no second time');
  const payee = await statement(abebe.personId);
  t.match(payee.sums, { salesSantim: 0, sharesInSantim: part, otherSantim: 0 });
  t.equal(payee.closingSantim, part);
  const given = { label: 'x', tin: null, at: lab.clock.now(), seller: { creatorId: product.creatorId } as never };
  for (const [lang, words] of [
    ['en', 'For affiliates and collaborators'],
    ['am', 'ለአስተዋዋቂዎችና ለተባባሪዎች'],
  ] as const) {
    const rows = statementPaper(released, 'day', { ...given, lang }).tables[0]?.rows.map(([label]) => label) ?? [];
    t.ok(rows.includes(words), words);
    t.notOk(rows.includes(lang === 'en' ? 'Other' : 'ሌላ'));
  }
});
