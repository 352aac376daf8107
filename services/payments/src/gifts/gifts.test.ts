import t from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { fourFacts } from '@windsurf/testbed/people';
import type { Rail } from '../rails/rails.ts';
import { refundOrder } from '../refunds/refunds.ts';
import { trialBalance, wrongBalances } from '../refunds/testing.ts';
import { claim } from './gift-deeds.ts';
import { attendGift } from './gifts.rounds.ts';
import { startTestGifts } from './testing.ts';
import type { GiftLab } from './testing.ts';

t.setTimeout(120_000);
const shared = await startTestGifts(t);
t.beforeEach(() => shared.toNoon());
const owns = async (lab: GiftLab, personId: string): Promise<number> =>
  await lab.count(`payments.order_lines where buyer_id = '${personId}' and owned`);
const refunds = async (lab: GiftLab, orderId: string | null): Promise<number> =>
  await lab.count(`payments.refunds where order_id = '${orderId ?? ''}'`);

t.test('a gift is paid by one, opened by the other, and owned by nobody in between', async (t) => {
  const lab = shared;
  const product = await lab.product();
  const hana = await lab.somebody();
  const phone = lab.buyer();
  const id = await lab.give(product, phone, { to: hana.phone, from: 'Selam', note: 'For your new school' });
  const { order_id: orderId } = await lab.factsOf(id);
  t.same(await lab.news(id), ['giver bought']);
  t.equal(await lab.count('payments.order_lines where owned'), 0);
  const [paid] = await lab.told('order.paid');
  t.same(paid?.choice, { gift: true }, 'others hear that it is a gift, and not for whom');
  t.match((await lab.app.inject({ url: '/v1/payments/orders', headers: lab.seller.headers })).json(), {
    items: [{ id: orderId, gift: true }],
  });
  await lab.look();
  t.same(await lab.news(id), ['giver bought', 'receiver sent']);
  const page = await lab.receiverPage(id);
  t.equal((await lab.post(page, { do: 'claim' }, hana)).statusCode, 303);
  t.equal(await owns(lab, hana.personId), 1);
  t.match(await lab.told('gift.claimed'), [{ receiverId: hana.personId, productIds: [product.id] }]);
  t.same((await lab.news(id)).at(-1), 'giver opened');
  t.equal((await lab.post(page, { do: 'claim' }, hana)).statusCode, 303, 'twice is once');
  t.equal((await lab.told('gift.claimed')).length, 1);
  t.equal((await lab.ask(product, hana.phone, undefined)).statusCode, 409, 'she owns it now');
  t.equal((await lab.ask(product, phone, undefined)).statusCode, 201, 'the giver does not');
});

t.test('two tabs of the receiver open a gift at once: one does', async (t) => {
  const run = async (plant: boolean): Promise<number> => {
    const lab = plant ? await startTestGifts(t) : shared;
    const hana = await lab.somebody();
    const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone });
    await lab.look();
    const { order_id: orderId } = await lab.factsOf(id);
    if (plant)
      await lab.db.look(`create function payments.forget() returns trigger language plpgsql as
        $$begin new.state := 'sent'; new.claimed_at := null; return new; end$$;
        create trigger forget before update on payments.gifts for each row execute function payments.forget();
        create function payments.give() returns trigger language plpgsql as $$begin new.owned := false; return new; end$$;
        create trigger give before update on payments.order_lines for each row execute function payments.give()`);
    const press = async () => await claim(lab.deps, lab.creatorId, id, hana.personId);
    const ended = await lab.allAtOnce(orderId ?? '', [press, press]);
    t.equal(ended.filter(({ status }) => status === 'rejected').length, 0);
    return (await lab.news(id)).filter((one) => one === 'giver opened').length;
  };
  t.equal(await run(false), 1);
  t.equal(await run(true), 2, 'a claim that is not kept is found by the same count');
});

t.test('a gift that is opened in the moment in which its money goes back is one or the other', async (t) => {
  const lab = shared;
  const hana = await lab.somebody();
  const product = await lab.product();
  for (const claimFirst of [true, false]) {
    const phone = lab.buyer();
    const other = await lab.somebody();
    const id = await lab.give(product, phone, { to: (claimFirst ? hana : other).phone });
    await lab.look();
    const { order_id: orderId, receiver_id: personId } = await lab.factsOf(id);
    // Its days are over, and nobody has looked yet.
    await lab.db.look(
      "update payments.gifts set sent_at = sent_at - interval '31 days', told = 25 where intent_id = $1",
      [id],
    );
    const opens = async () => await claim(lab.deps, lab.creatorId, id, personId);
    const goesBack = async () => await attendGift(lab.deps, lab.creatorId, id);
    const ended = await lab.allAtOnce(orderId ?? '', claimFirst ? [opens, goesBack] : [goesBack, opens]);
    const { state } = await lab.factsOf(id);
    t.ok(state === 'claimed' || state === 'returned', state);
    t.equal(await refunds(lab, orderId), state === 'returned' ? 1 : 0);
    t.equal(await owns(lab, personId), state === 'claimed' ? 1 : 0);
    const refused = ended.filter((one) => one.status === 'rejected');
    t.equal(refused.length, state === 'returned' ? 1 : 0);
    for (const one of refused) t.ok(one.status === 'rejected' && one.reason instanceof Problem, String(one.status));
  }
  t.equal(await trialBalance(lab), 0);
});

t.test(
  'nobody opens it: both are reminded on the 7th and the 25th day, and on the 30th the money goes back, once',
  async (t) => {
    const lab = shared;
    const hana = await lab.somebody();
    const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone });
    await lab.look();
    const { order_id: orderId } = await lab.factsOf(id);
    await lab.pass(6);
    t.same(await lab.news(id), ['giver bought', 'receiver sent']);
    await lab.pass(2);
    t.same((await lab.news(id)).slice(2), ['giver reminder', 'receiver reminder']);
    await lab.pass(18);
    t.same((await lab.news(id)).slice(4), ['giver last', 'receiver last']);
    t.equal(await refunds(lab, orderId), 0);
    await lab.pass(5);
    t.same((await lab.news(id)).slice(6), ['giver returned']);
    t.match(await lab.factsOf(id), { state: 'returned', why: 'unclaimed' });
    t.equal(await refunds(lab, orderId), 1);
    await lab.db.look("update payments.gifts set next_at = now() - interval '1 year' where intent_id = $1", [id]);
    await Promise.all([lab.look(), attendGift(lab.deps, lab.creatorId, id)]);
    t.equal(await refunds(lab, orderId), 1, 'run twice it is one refund');
    t.equal(
      await lab.count(`payments.entries where kind = 'refund' and order_id = '${orderId ?? ''}'`),
      1,
      'and one entry',
    );
    t.equal((await trialBalance(lab)) + (await wrongBalances(lab)), 0);
    const answer = await lab.post(await lab.receiverPage(id), { do: 'claim' }, hana);
    t.equal(answer.statusCode, 409);
    t.match(answer.body, /was taken back/);
  },
);

t.test('refunded before it is opened, its link opens nothing; a refund that fails wakes it', async (t) => {
  const lab = shared;
  const hana = await lab.somebody();
  const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone });
  await lab.look();
  const { order_id: orderId } = await lab.factsOf(id);
  const wish = {
    orderId: orderId ?? '',
    amount: 'whole',
    reason: 'goodwill',
    access: 'revoke',
    by: 'creator',
    lang: 'en',
  } as const;
  await refundOrder(lab.deps, lab.creatorId, wish);
  t.equal((await lab.post(await lab.receiverPage(id), { do: 'claim' }, hana)).statusCode, 409);
  t.match((await lab.visit(await lab.receiverPage(id), hana)).body, /was taken back/);
  t.match((await lab.visit(lab.giverPage(id))).body, /opens nothing any more/);
  t.equal(await owns(lab, hana.personId), 0);
  await lab.pass(40);
  t.equal((await lab.news(id)).length, 2, 'of what went back nobody is reminded');

  // The rail refuses: the order is as before, and so is its gift; nobody owns it meanwhile.
  const sara = await lab.somebody();
  const second = await lab.give(await lab.product(), lab.buyer(), { to: sara.phone });
  await lab.look();
  const rails = lab.deps.rails as Map<string, Rail>;
  const telebirr = rails.get('telebirr');
  if (!telebirr) throw new Error('telebirr is configured in tests');
  const refund = async () => ({ kind: 'failed', why: 'REFUND_FAILED' }) as const;
  rails.set('telebirr', { ...telebirr, capabilities: { ...telebirr.capabilities, refund: 'api' }, refund });
  t.teardown(() => rails.set('telebirr', telebirr));
  const { order_id: other } = await lab.factsOf(second);
  await refundOrder(lab.deps, lab.creatorId, { ...wish, orderId: other ?? '' });
  t.match((await lab.visit(await lab.receiverPage(second), sara)).body, /was taken back/);
  lab.clock.advance(120);
  await lab.work();
  t.equal(await lab.count(`payments.refunds where order_id = '${other ?? ''}' and state = 'failed'`), 1);
  t.equal(await lab.count(`payments.order_lines where order_id = '${other ?? ''}' and owned`), 0, 'not its giver’s');
  t.equal((await lab.post(await lab.receiverPage(second), { do: 'claim' }, sara)).statusCode, 303);
  t.equal(await owns(lab, sara.personId), 1);
});

t.test('it is sent on its day, by day, and never before', async (t) => {
  const lab = shared;
  const hana = await lab.somebody();
  const on = new Date(lab.clock.now().getTime() + 10 * 86_400_000).toISOString().slice(0, 10);
  const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone, on });
  await lab.look();
  t.same(await lab.news(id), ['giver bought']);
  t.equal((await lab.post(await lab.receiverPage(id), { do: 'claim' }, hana)).statusCode, 404, 'nor opened');
  await lab.pass(9);
  t.same(await lab.news(id), ['giver bought']);
  await lab.pass(2);
  t.same(await lab.news(id), ['giver bought', 'receiver sent']);
  // At night nothing is sent.
  lab.clock.advance(10 * 3600);
  const late = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone });
  await lab.look();
  t.same(await lab.news(late), ['giver bought']);
  await lab.pass(1);
  t.same(await lab.news(late), ['giver bought', 'receiver sent']);
});

t.test(
  'sent again at most three times, an hour apart; to another number at most three times, and the old link is nobody’s',
  async (t) => {
    const lab = shared;
    const hana = await lab.somebody();
    const phone = lab.buyer();
    const id = await lab.give(await lab.product(), phone, { to: hana.phone });
    await lab.look();
    const giver = lab.giverPage(id);
    const again = async () => (await lab.post(giver, { do: 'again' })).statusCode;
    t.equal(await again(), 409, 'it was sent just now');
    for (let time = 0; time < 3; time += 1) {
      lab.clock.advance(3601);
      await lab.db.look(
        "update payments.gifts set sent_at = sent_at - interval '2 hours', resent_at = resent_at - interval '2 hours'",
      );
      t.equal(await again(), 303);
      t.equal(await again(), 303, 'pressed twice it is sent once');
      await lab.look();
    }
    lab.clock.advance(3601);
    t.equal(await again(), 409);
    t.equal((await lab.news(id)).filter((one) => one === 'receiver sent').length, 4);
    const old = await lab.receiverPage(id);
    const move = async (to: string) => (await lab.post(giver, { do: 'move', to })).statusCode;
    t.equal(await move(hana.phone), 303, 'the same number is no change');
    t.equal((await lab.factsOf(id)).round, 1);
    t.equal(await move(phone), 422, 'nor can it go to the giver');
    t.equal(await move('12345'), 422);
    t.equal(await move('+14155550100'), 422);
    for (let time = 0; time < 3; time += 1) t.equal(await move((await lab.somebody()).phone), 303);
    t.equal(await move((await lab.somebody()).phone), 409);
    t.equal((await lab.visit(old, hana)).statusCode, 404);
    await lab.look();
    t.equal((await lab.post(await lab.receiverPage(id), { do: 'claim' }, hana)).statusCode, 403, 'who had it before');
  },
);

t.test('who has it already hands it on or sends the money back', async (t) => {
  const lab = shared;
  const product = await lab.product();
  const hana = await lab.somebody();
  const first = await lab.give(product, lab.buyer(), { to: hana.phone });
  await lab.look();
  t.equal(
    (await lab.post(await lab.receiverPage(first), { do: 'back' }, hana)).statusCode,
    409,
    'what she does not have is hers to open',
  );
  await claim(lab.deps, lab.creatorId, first, hana.personId);
  const second = await lab.give(product, lab.buyer(), { to: hana.phone });
  const third = await lab.give(product, lab.buyer(), { to: hana.phone });
  await lab.look();
  const page = await lab.receiverPage(second);
  t.match((await lab.visit(page, hana)).body, /You have this already/);
  t.equal((await lab.post(page, { do: 'claim' }, hana)).statusCode, 409);
  const sara = await lab.somebody();
  t.equal((await lab.post(page, { do: 'on', to: sara.phone }, sara)).statusCode, 403, 'only its receiver');
  t.equal((await lab.post(page, { do: 'on', to: hana.phone }, hana)).statusCode, 422);
  t.equal((await lab.post(page, { do: 'on', to: sara.phone }, hana)).statusCode, 303);
  await lab.look();
  t.equal((await lab.post(await lab.receiverPage(second), { do: 'claim' }, sara)).statusCode, 303);
  t.equal(await owns(lab, sara.personId), 1);
  const back = await lab.receiverPage(third);
  for (let time = 0; time < 2; time += 1) t.equal((await lab.post(back, { do: 'back' }, hana)).statusCode, 303);
  t.match(await lab.factsOf(third), { state: 'returned', why: 'sent-back' });
  t.equal(await refunds(lab, (await lab.factsOf(third)).order_id), 1);
  t.equal((await lab.news(third)).at(-1), 'giver sent-back');
});

t.test('nothing that was written or typed can be read in a row, an event or a line of the log', async (t) => {
  const lab = shared;
  const hana = await lab.somebody();
  const id = await lab.give(await lab.product(), lab.buyer(), {
    to: hana.phone,
    from: 'Selamawit',
    note: 'Quiet words',
  });
  await lab.look();
  await lab.visit(await lab.receiverPage(id), hana);
  const rows = JSON.stringify([
    await lab.db.look('select * from payments.gifts'),
    await lab.db.look('select * from payments.intents'),
    await lab.db.look('select * from queue_payments._private_jobs'),
  ]);
  const number = hana.phone.slice(4);
  for (const secret of [number, 'Selamawit', 'Quiet words']) {
    t.notOk(rows.includes(secret), secret);
    t.notOk(lab.logged().includes(secret), secret);
  }
  t.ok(rows.length > 1000);
});

t.test('a message asks for its address: a service, and nobody else', async (t) => {
  const lab = shared;
  const hana = await lab.somebody();
  const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone, from: 'Selam' });
  await lab.look();
  const headers = lab.people.service('notifications');
  const url = (of: string, creatorId: string, to = 'receiver') =>
    `/v1/payments/gifts/${of}/link?creatorId=${creatorId}&to=${to}`;
  const facts = await fourFacts(lab.app, {
    works: { url: url(id, lab.creatorId), headers },
    badShape: { url: url(id, lab.creatorId, 'anybody'), headers },
    stranger: { url: url(id, lab.people.person({ creator: true }).personId), headers },
    nobody: { url: url(id, lab.creatorId) },
  });
  t.match(facts.works.json(), { from: 'Selam', state: 'sent', closed: false, hint: hana.phone.slice(-3) });
  t.same([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 404, 401]);
});
