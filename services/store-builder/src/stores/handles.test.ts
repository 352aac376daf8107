import t from 'tap';
import { isHandle } from '@windsurf/language/slug';
import { startTestStores } from '../testing.ts';
import { isReserved, reservedCount } from './reserved.ts';

const s = await startTestStores(t);
const someone = s.people.person({ creator: true });
const check = async (query: string, of = someone) => await s.call(of, 'GET', `/v1/stores/handle-check?${query}`);

t.test('the names that would look like the platform are reserved, with hyphens and capitals too', async (t) => {
  t.ok(reservedCount >= 150, `${reservedCount} names`);
  for (const name of ['admin', 'api', 'www', 'telebirr', 'tele-birr', 'ADMIN', 'help-desk', 'pay']) {
    t.ok(isReserved(name), name);
  }
  t.notOk(isReserved('selam'));
});

t.test('a free handle is available, as it is written and not as it was typed', async (t) => {
  const answer = await check(`handle=${encodeURIComponent(' @Selam-Shop ')}`);
  t.equal(answer.statusCode, 200);
  t.match(answer.json(), { handle: 'selam-shop', available: true, detail: '' });
});

t.test('a name alone gets a handle and three others that are free', async (t) => {
  const { handle, available, proposals } = (await check(`name=${encodeURIComponent('ሰላም ተስፋዬ')}`)).json();
  t.ok(available);
  t.match(handle, /^selam/);
  t.equal(proposals.length, 3);
  for (const proposal of [handle, ...proposals]) t.ok(isHandle(proposal), proposal);
  t.equal(new Set([handle, ...proposals]).size, 4);
});

t.test(
  'one letter, emoji, 200 letters, Ethiopic and a reserved word each get a sentence and three proposals',
  async (t) => {
    for (const typed of ['a', '🎉🎉🎉', 'x'.repeat(200), 'ሰላም', 'a b', '-abc', 'admin', 'support']) {
      for (const lang of ['en', 'am']) {
        const answer = await s.app.inject({
          method: 'GET',
          url: `/v1/stores/handle-check?handle=${encodeURIComponent(typed)}`,
          headers: { ...someone.headers, 'accept-language': lang },
        });
        const { available, detail, proposals } = answer.json();
        t.equal(answer.statusCode, 200);
        t.equal(available, false, typed);
        t.ok(detail.length > 20 && /\p{Script=Ethiopic}/u.test(detail) === (lang === 'am'), detail);
        t.equal(proposals.length, 3);
        for (const proposal of proposals) t.ok(isHandle(proposal) && !isReserved(proposal), proposal);
      }
    }
  },
);

t.test(
  'a taken handle is not proposed again and not given to a second creator, also when both ask at once',
  async (t) => {
    const both = [s.people.person({ creator: true }), s.people.person({ creator: true })];
    const open = async (of: (typeof both)[number]) =>
      await s.call(of, 'POST', '/v1/stores', { displayName: 'Race', handle: 'the-race' });
    const answers = await Promise.all(both.map(open));
    t.same(
      answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b),
      [201, 409],
    );
    const lost = answers.find((answer) => answer.statusCode === 409)?.json();
    t.match(lost, { type: '/problems/handle-taken', fields: [{ pointer: '/handle' }] });
    t.equal(lost.proposals.length, 3);
    t.notOk(lost.proposals.includes('the-race'));
    t.match(lost.detail, lost.proposals[0]);
    const asked = (await check('handle=the-race')).json();
    t.equal(asked.available, false);
    t.notOk(asked.proposals.includes('the-race'));
  },
);

t.test('asking for a handle needs a creator and a query of the right shape', async (t) => {
  t.equal((await check('handle=abc', s.people.person())).statusCode, 403);
  t.equal((await s.call(undefined, 'GET', '/v1/stores/handle-check?handle=abc')).statusCode, 401);
  t.equal((await check(`handle=${'x'.repeat(301)}`)).statusCode, 422);
});
