import t from 'tap';
import * as contract from '@windsurf/contracts/community';
import { urlOf } from '@windsurf/contracts/endpoint';
import { newId } from '@windsurf/db/ids';
import type { TestPerson } from '@windsurf/testbed/people';
import { startTestCommunity } from '../testing.ts';

const lab = await startTestCommunity(t);
const { app, db, people } = lab;
const english = { 'accept-language': 'en' };
type Headers = Record<string, string>;

const write = async (space: string, headers: Headers, body: object) =>
  await app.inject({
    method: 'POST',
    url: urlOf(contract.writePost, { params: { creatorId: space } }),
    headers: { ...english, ...headers },
    body,
  });
const list = async (space: string, headers: Headers, query: object = {}) =>
  await app.inject({
    url: urlOf(contract.listPosts, { params: { creatorId: space }, query }),
    headers: { ...english, ...headers },
  });
const comment = async (space: string, postId: string, headers: Headers, text: string) =>
  await app.inject({
    method: 'POST',
    url: urlOf(contract.writeComment, { params: { creatorId: space, postId } }),
    headers: { ...english, ...headers },
    body: { text },
  });
const comments = async (space: string, postId: string, headers: Headers, query: object = {}) =>
  await app.inject({
    url: urlOf(contract.listComments, { params: { creatorId: space, postId }, query }),
    headers: { ...english, ...headers },
  });
const hide = async (space: string, postId: string, headers: Headers, body: object) =>
  await app.inject({
    method: 'POST',
    url: urlOf(contract.hidePost, { params: { creatorId: space, postId } }),
    headers: { ...english, ...headers },
    body,
  });

t.test('members and the creator write, and each sees who wrote', async (t) => {
  const anna = await lab.creator('posts-1', 'Anna’s books');
  const [hana, sara] = [await lab.buyerOf(anna.creatorId), await lab.buyerOf(anna.creatorId)];
  const first = await write(anna.creatorId, hana.headers, { text: '  When is\r\nthe next one?\u0000\u0007 ' });
  t.equal(first.statusCode, 201);
  t.match(first.json(), {
    author: 'Member 1',
    byCreator: false,
    mine: true,
    hidden: false,
    comments: 0,
    text: 'When is\nthe next one?',
  });
  lab.clock.advance(60);
  const second = await write(anna.creatorId, anna.headers, { text: 'ሰላም' });
  t.match(second.json(), { author: 'Anna’s books', byCreator: true, mine: true });
  const seen = (await list(anna.creatorId, sara.headers)).json();
  t.match(seen.items, [
    { id: second.json().id, byCreator: true, mine: false },
    { id: first.json().id, author: 'Member 1', mine: false },
  ]);
  t.equal(seen.nextCursor, null);
});

t.test('markup is text: it comes out as it went in and is never read as markup', async (t) => {
  const anna = await lab.creator('posts-2');
  const hana = await lab.buyerOf(anna.creatorId);
  const text = '<script>alert(1)</script><img src=x onerror=alert(1)> {{x}} \\u003c';
  const answer = await write(anna.creatorId, hana.headers, { text });
  t.equal(answer.json().text, text);
  t.match(answer.headers['content-type'], /^application\/json/);
});

t.test('nothing, too much and far too much each get their sentence', async (t) => {
  const anna = await lab.creator('posts-3');
  const { headers } = await lab.buyerOf(anna.creatorId);
  for (const text of ['', ' \n ', '\u0000'])
    t.equal((await write(anna.creatorId, headers, { text })).json().title, 'post-empty');
  const long = await write(anna.creatorId, headers, { text: 'ሀ'.repeat(4001) });
  t.equal(long.statusCode, 422);
  t.match(long.json(), { detail: 'Write at most 4000 letters; there are 4001 now.', fields: [{ pointer: '/text' }] });
  t.equal(
    (await write(anna.creatorId, headers, { text: '👩‍👩‍👧'.repeat(4000) })).statusCode,
    201,
    'a family is one letter',
  );
  t.equal((await write(anna.creatorId, headers, { text: 'x'.repeat(40_001) })).statusCode, 422);
  t.equal((await write(anna.creatorId, headers, { text: 'x'.repeat(10_000_000) })).statusCode, 413);
  t.equal(
    (await write(anna.creatorId, headers, { text: 'x', memberId: newId() })).statusCode,
    422,
    'unknown fields are refused',
  );
  t.equal((await write(anna.creatorId, headers, {})).statusCode, 422);
});

t.test('to a stranger every space, real or not, is the same 404, and so is each deep link', async (t) => {
  const [anna, other] = [await lab.creator('posts-4'), await lab.creator('posts-4b')];
  const hana = await lab.buyerOf(anna.creatorId);
  const postId = (await write(anna.creatorId, hana.headers, { text: 'here' })).json().id;
  const commentId = (await comment(anna.creatorId, postId, hana.headers, 'and here')).json().id;
  const told = (answer: { statusCode: number; json(): Record<string, unknown> }) => {
    const { requestId: _, ...rest } = answer.json();
    return { code: answer.statusCode, ...rest };
  };
  const missing = told(await list(newId(), people.person().headers));
  t.equal(missing.code, 404);
  const buyerElsewhere = await lab.buyerOf(other.creatorId);
  for (const stranger of [people.person(), other as TestPerson, buyerElsewhere]) {
    const { headers } = stranger;
    t.same(told(await list(anna.creatorId, headers)), missing);
    t.same(told(await write(anna.creatorId, headers, { text: 'x' })), missing);
    t.same(told(await comments(anna.creatorId, postId, headers)), missing);
    t.same(told(await comment(anna.creatorId, postId, headers, 'x')), missing);
  }
  t.same(told(await hide(anna.creatorId, postId, other.headers, { hidden: true })), missing);
  const hideComment = urlOf(contract.hideComment, { params: { creatorId: anna.creatorId, postId, commentId } });
  t.same(
    told(
      await app.inject({
        method: 'POST',
        url: hideComment,
        headers: { ...english, ...other.headers },
        body: { hidden: true },
      }),
    ),
    missing,
  );
  t.same(told(await comments(other.creatorId, postId, buyerElsewhere.headers)), missing, 'a post of another space');
  for (const answer of [
    await list(anna.creatorId, {}),
    await write(anna.creatorId, {}, { text: 'x' }),
    await comments(anna.creatorId, postId, {}),
    await comment(anna.creatorId, postId, {}, 'x'),
    await hide(anna.creatorId, postId, {}, { hidden: true }),
  ]) {
    t.equal(answer.statusCode, 401);
  }
  t.equal(
    (await hide(anna.creatorId, postId, hana.headers, { hidden: true })).statusCode,
    403,
    'a member hides nothing',
  );
});

t.test(
  'a hidden post is gone for members, marked for its author and the creator, and the log says who and why',
  async (t) => {
    const anna = await lab.creator('posts-5');
    const [hana, sara] = [await lab.buyerOf(anna.creatorId), await lab.buyerOf(anna.creatorId)];
    const { id } = (await write(anna.creatorId, hana.headers, { text: 'spam' })).json();
    await comment(anna.creatorId, id, sara.headers, 'why?');
    const hidden = await hide(anna.creatorId, id, anna.headers, { hidden: true, reason: 'off topic' });
    t.match(hidden.json(), { id, hidden: true, comments: 1, mine: false });
    await hide(anna.creatorId, id, anna.headers, { hidden: true });
    t.same((await list(anna.creatorId, sara.headers)).json().items, []);
    t.equal((await comments(anna.creatorId, id, sara.headers)).statusCode, 404);
    t.equal((await comment(anna.creatorId, id, sara.headers, 'x')).statusCode, 404);
    t.match((await list(anna.creatorId, hana.headers)).json().items, [{ id, hidden: true, mine: true }]);
    t.match((await list(anna.creatorId, anna.headers)).json().items, [{ id, hidden: true }]);
    await hide(anna.creatorId, id, anna.headers, { hidden: false });
    t.equal((await list(anna.creatorId, sara.headers)).json().items.length, 1);
    t.match(
      await db.look(
        'select what, subject_id, person_id, reason from community.moderation_log where creator_id = $1 order by id',
        [anna.creatorId],
      ),
      [
        { what: 'post-hidden', subject_id: id, person_id: anna.personId, reason: 'off topic' },
        { what: 'post-shown', subject_id: id, person_id: anna.personId, reason: null },
      ],
    );
    t.equal((await hide(anna.creatorId, newId(), anna.headers, { hidden: true })).statusCode, 404);
    t.equal((await hide(anna.creatorId, id, anna.headers, { hidden: 'yes' })).statusCode, 422);
  },
);

t.test('comments: written, limited to 1000 letters, counted, hidden one by one, oldest first in pages', async (t) => {
  const anna = await lab.creator('posts-6');
  const [hana, sara] = [await lab.buyerOf(anna.creatorId), await lab.buyerOf(anna.creatorId)];
  const { id: post } = (await write(anna.creatorId, anna.headers, { text: 'Ask me' })).json();
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    lab.clock.advance(1);
    const made = await comment(anna.creatorId, post, i % 2 ? hana.headers : sara.headers, `c${i}`);
    t.equal(made.statusCode, 201);
    ids.push(made.json().id);
  }
  t.equal(
    (await comment(anna.creatorId, post, hana.headers, 'ሀ'.repeat(1001))).json().detail,
    'Write at most 1000 letters; there are 1001 now.',
  );
  t.equal((await comment(anna.creatorId, post, hana.headers, '')).json().title, 'post-empty');
  t.equal((await comment(anna.creatorId, newId(), hana.headers, 'x')).statusCode, 404);
  const hideUrl = urlOf(contract.hideComment, {
    params: { creatorId: anna.creatorId, postId: post, commentId: ids[1] },
  });
  const hideIt = async (headers: Headers, body: object) =>
    await app.inject({ method: 'POST', url: hideUrl, headers, body });
  t.match((await hideIt(anna.headers, { hidden: true, reason: 'no' })).json(), { hidden: true, byCreator: false });
  t.equal((await hideIt({}, { hidden: true })).statusCode, 401);
  t.equal((await hideIt(anna.headers, {})).statusCode, 422);
  t.equal((await list(anna.creatorId, sara.headers)).json().items[0].comments, 4);
  const page1 = (await comments(anna.creatorId, post, sara.headers, { limit: 2 })).json();
  t.same(
    page1.items.map((c: { text: string }) => c.text),
    ['c0', 'c2'],
  );
  const page2 = (await comments(anna.creatorId, post, sara.headers, { limit: 2, cursor: page1.nextCursor })).json();
  t.same(
    page2.items.map((c: { text: string }) => c.text),
    ['c3', 'c4'],
  );
  t.equal(page2.nextCursor, null);
  t.match((await comments(anna.creatorId, post, hana.headers)).json().items, [
    { text: 'c0' },
    { text: 'c1', hidden: true, mine: true },
    { text: 'c2' },
    { text: 'c3' },
    { text: 'c4' },
  ]);
  t.equal((await comments(anna.creatorId, post, hana.headers, { limit: 0 })).statusCode, 422);
});

t.test('pages follow each other without a gap or a double, although new posts come in between', async (t) => {
  const anna = await lab.creator('posts-7');
  const writers: TestPerson[] = [];
  for (let i = 0; i < 3; i++) writers.push(await lab.buyerOf(anna.creatorId));
  const say = async (text: string, i: number): Promise<void> => {
    t.equal((await write(anna.creatorId, writers[i % 3]?.headers ?? {}, { text })).statusCode, 201);
  };
  // Some at the very same moment.
  for (let i = 0; i < 9; i++) {
    if (i % 3 === 0) lab.clock.advance(1);
    await say(`p${i}`, i);
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { text: string }[]; nextCursor: string | null } = (
      await list(anna.creatorId, anna.headers, { limit: 2, cursor: cursor ?? undefined })
    ).json();
    seen.push(...page.items.map((item) => item.text));
    cursor = page.nextCursor;
    lab.clock.advance(1);
    if (seen.length < 6) await say('new', seen.length);
  } while (cursor !== null);
  t.same(
    seen.toSorted(),
    Array.from({ length: 9 }, (_, i) => `p${i}`),
  );
  for (const bad of [
    'x',
    'bm9wZQ',
    Buffer.from('1.2').toString('base64url'),
    Buffer.from(`99999999999999999.${newId()}`).toString('base64url'),
  ]) {
    t.equal((await list(anna.creatorId, anna.headers, { cursor: bad })).statusCode, 422, bad);
  }
});

t.test('a hundred posts in a minute: ten are written, the rest is told to wait', async (t) => {
  const anna = await lab.creator('posts-8');
  const hana = await lab.buyerOf(anna.creatorId);
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => await write(anna.creatorId, hana.headers, { text: `spam ${i}` })),
  );
  t.equal(answers.filter((a) => a.statusCode === 201).length, 10);
  const refused = answers.filter((a) => a.statusCode === 429);
  t.equal(refused.length, 90);
  t.match(refused[0]?.headers['retry-after'], /^\d+$/);
  const [row] = await db.look<{ n: number }>('select count(*)::int as n from community.posts where creator_id = $1', [
    anna.creatorId,
  ]);
  t.equal(row?.n, 10);
  t.equal((await write(anna.creatorId, anna.headers, { text: 'others may' })).statusCode, 201);
});

t.test('health says healthy, and nothing else is there', async (t) => {
  t.equal((await app.inject({ url: '/v1/community/health' })).body, '{"status":"healthy"}');
});
