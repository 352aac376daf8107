import { t } from 'tap';
import * as contract from '@windsurf/contracts/payments-links';
import { newId } from '@windsurf/db/ids';
import { fourFacts } from '@windsurf/testbed/people';
import { startTestPayments } from '../testing.ts';

const lab = await startTestPayments(t);
const headers = lab.people.service('notifications');

t.test(
  'a service gets the short address of a payment and of its order, the same each time; nobody else does',
  async (t) => {
    const product = await lab.product();
    const { intentId, token } = await lab.begin(product);
    const creatorId = lab.deps.tokens.read(token)?.creatorId ?? '';
    const query = { creatorId };
    const url = contract.linkOfIntent.url.replace(':id', intentId);
    const facts = await fourFacts(lab.app, {
      works: { url, query, headers },
      badShape: { url, headers },
      stranger: { url, query: { creatorId: newId() }, headers },
      nobody: { url, query },
    });
    t.same([facts.badShape, facts.stranger, facts.nobody], [422, 404, 401]);
    const { url: link, attempt } = facts.works.json<{ url: string; attempt: object }>();
    t.match(attempt, { state: 'pending', amountSantim: 19_950, payCode: null, payBy: /Z$/ }, 'and how it stands');
    t.match(link, /^http:\/\/app\.localhost:8080\/pay\/s\/[A-Za-z0-9_-]{16}$/, 'short enough for an SMS');
    t.same((await lab.app.inject({ url, query, headers })).json(), { url: link, attempt });

    const [order] = await lab.db.look<{ id: string }>('select id from payments.orders where intent_id = $1', [
      intentId,
    ]);
    t.equal(order, undefined, 'nothing is paid yet');
    const orderUrl = contract.linkOfOrderMoney.url.replace(':id', newId());
    const orderFacts = await fourFacts(lab.app, {
      works: { url: orderUrl, query, headers },
      badShape: { url: orderUrl, headers },
      stranger: { url: orderUrl, query: { creatorId: newId() }, headers },
      nobody: { url: orderUrl, query },
    });
    t.same(
      [orderFacts.works.statusCode, orderFacts.badShape, orderFacts.stranger, orderFacts.nobody],
      [404, 422, 404, 401],
    );
    const person = lab.people.person({ creator: true });
    t.equal((await lab.app.inject({ url, query, headers: person.headers })).statusCode, 403, 'a person may not');
  },
);

t.test('it leads to the page of that payment, as to somebody who did not begin it', async (t) => {
  const { intentId, token } = await lab.begin(await lab.product());
  const creatorId = lab.deps.tokens.read(token)?.creatorId ?? '';
  const url = contract.linkOfIntent.url.replace(':id', intentId);
  const link = new URL((await lab.app.inject({ url, query: { creatorId }, headers })).json<{ url: string }>().url);
  const answer = await lab.app.inject({ url: `${link.pathname}?lang=en` });
  t.equal(answer.statusCode, 302);
  t.match(answer.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const to = String(answer.headers.location);
  t.match(lab.deps.tokens.read(to.replace(/^\/pay\/|\?.*$/g, '')), { intentId, opener: false });
  t.match(to, /\?lang=en$/);
  t.equal((await lab.app.inject({ url: to })).statusCode, 200);
  const money = await lab.app.inject({ url: `${link.pathname}?to=timeline&lang=en` });
  t.equal(money.headers.location, to.replace('?lang=en', '/timeline?lang=en'), 'or straight to what happened to it');
  t.equal((await lab.app.inject({ url: String(money.headers.location) })).statusCode, 200);
  // Not known, mistyped, cut: all the same page.
  const short = link.pathname.slice('/pay/s/'.length);
  const wrong = [
    'AAAAAAAAAAAAAAAA',
    short.slice(1),
    `${short}A`,
    short.toLowerCase() + short.slice(0, 1),
    '%27',
    token,
  ];
  for (const one of wrong) {
    const refused = await lab.app.inject({ url: `/pay/s/${one}?lang=en`, headers: { accept: 'text/html' } });
    t.equal(refused.statusCode, 404, one);
  }
  const rows = JSON.stringify(await lab.db.look('select * from payments.follow_links'));
  t.notMatch(rows, short, 'the table does not hold what opens it');
});
