import t from 'tap';
import * as contract from '@windsurf/contracts/community';
import { urlOf } from '@windsurf/contracts/endpoint';
import { newId } from '@windsurf/db/ids';
import type { TestPerson } from '@windsurf/testbed/people';
import { startTestCommunity } from '../testing.ts';

const lab = await startTestCommunity(t);
const { app, people } = lab;
const see = async (url: string, person?: TestPerson, headers: Record<string, string> = {}) =>
  await app.inject({ url, headers: { ...(person ? people.browser(person) : {}), ...headers } });
/** A form as a browser sends it: cookie and fields, and no header of ours. */
const send = async (url: string, person: TestPerson | undefined, fields: Record<string, string>) => {
  const { cookie, origin } = person ? people.browser(person) : { cookie: '', origin: 'http://app.localhost:8080' };
  return await app.inject({
    method: 'POST',
    url,
    headers: { cookie: cookie ?? '', origin: origin ?? '', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...(person ? { _csrf: person.csrf } : {}), ...fields }).toString(),
  });
};
const firstPost = (body: string): string => /id="e-([0-9a-f-]{36})"/.exec(body)?.[1] ?? '';

t.test('without JavaScript: an empty space invites, a post and a comment are written, a name is chosen', async (t) => {
  const anna = await lab.creator('room-1', 'ሰላም መጻሕፍት');
  const hana = await lab.buyerOf(anna.creatorId);
  const empty = await see('/c/room-1?lang=en', hana);
  t.equal(empty.statusCode, 200);
  t.match(empty.body, /Be the first: ask a question/);
  t.match(empty.body, /<title>Members of ሰላም መጻሕፍት<\/title>/);
  t.match(empty.headers['content-security-policy'], /script-src 'self'/);
  t.equal(empty.headers['cache-control'], 'no-store');
  t.match((await see('/c/room-1?lang=am', hana)).body, /<html lang="am">.*የመጀመሪያው ይሁኑ/s);
  const posted = await send('/c/room-1?lang=en', hana, { text: 'one\r\ntwo', once: newId() });
  t.equal(posted.statusCode, 303);
  t.equal(posted.headers.location, '/c/room-1?lang=en');
  const list = await see('/c/room-1?lang=en', hana);
  t.match(list.body, /one<br>two/);
  t.match(list.body, /<bdi>Member 1<\/bdi>/);
  const id = firstPost(list.body);
  const commented = await send(`/c/room-1/${id}?lang=en`, anna, { text: 'welcome', once: newId() });
  t.equal(commented.headers.location, `/c/room-1/${id}?lang=en`);
  const thread = await see(`/c/room-1/${id}?lang=en`, hana);
  t.match(thread.body, /<bdi>ሰላም መጻሕፍት<\/bdi>.*Creator.*welcome/s);
  t.equal((await send('/c/room-1/name?lang=en', hana, { name: 'ሐና' })).statusCode, 303);
  t.match((await see('/c/room-1?lang=en', hana)).body, /<bdi>ሐና<\/bdi>.*1 comment</s);
});

t.test('markup in a post, a comment and a name is shown as text', async (t) => {
  const anna = await lab.creator('room-2', '<b>Store</b>');
  const hana = await lab.buyerOf(anna.creatorId);
  const nasty = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'';
  await send('/c/room-2/name', hana, { name: nasty });
  await send('/c/room-2', hana, { text: nasty });
  const list = await see('/c/room-2?lang=en', hana);
  const id = firstPost(list.body);
  await send(`/c/room-2/${id}`, hana, { text: nasty });
  const thread = await see(`/c/room-2/${id}?lang=en`, hana);
  for (const { body } of [list, thread]) {
    t.notMatch(body, /<script|<img|<b>Store/);
    t.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  }
});

t.test('who is not signed in is led to signing in and back', async (t) => {
  const answer = await see('/c/room-1?lang=en');
  t.equal(answer.statusCode, 303);
  t.equal(answer.headers.location, '/v1/auth/refresh?return=%2Fc%2Froom-1%3Flang%3Den');
  t.equal((await see(`/c/room-1/${newId()}`)).statusCode, 303);
  t.equal((await see('/c/no-such-store')).statusCode, 303, 'a missing store says no more');
});

t.test('signed out while writing loses no text', async (t) => {
  const text = 'a long answer <b>';
  const answer = await send('/c/room-1?lang=en', undefined, { text, _csrf: 'the-old-one', once: newId() });
  t.equal(answer.statusCode, 401);
  t.match(answer.body, /Your text is kept/);
  t.match(answer.body, /a long answer &lt;b&gt;<\/textarea>/);
  t.match(answer.body, /name="_csrf" value="the-old-one"/);
  t.match(answer.body, /href="\/v1\/auth\/refresh\?return=%2Fc%2Froom-1/);
});

t.test(
  'a stranger, a member of another store and a missing store get the same page; a banned member another',
  async (t) => {
    const [anna, other] = [await lab.creator('room-3'), await lab.creator('room-3b')];
    const hana = await lab.buyerOf(anna.creatorId);
    await send('/c/room-3', hana, { text: 'secret words' });
    const id = firstPost((await see('/c/room-3?lang=en', hana)).body);
    const strangers = [people.person(), await lab.buyerOf(other.creatorId), other];
    const missing = await see('/c/room-none?lang=en', people.person());
    t.equal(missing.statusCode, 404);
    t.match(missing.headers['content-type'], /text\/html/);
    const title = /<h1>([^<]*)/.exec(missing.body)?.[1] ?? 'none';
    for (const stranger of strangers) {
      for (const path of [
        '/c/room-3?lang=en',
        `/c/room-3/${id}?lang=en`,
        '/c/ROOM%003?lang=en',
        '/c/room-3/not-an-id?lang=en',
      ]) {
        const answer = await see(path, stranger);
        t.equal(answer.statusCode, 404, path);
        t.ok(answer.body.includes(`<h1>${title}`), 'the same words');
        t.notMatch(answer.body, /secret words/);
      }
      t.equal((await send('/c/room-3', stranger, { text: 'x' })).statusCode, 404);
      t.equal((await send(`/c/room-3/${id}`, stranger, { text: 'x' })).statusCode, 404);
    }
    const [member] = (await app.inject({ url: contract.listMembers.url, headers: anna.headers })).json().items;
    const ban = urlOf(contract.banMember, { params: { id: member.id } });
    await app.inject({ method: 'POST', url: ban, headers: anna.headers, body: { banned: true } });
    const shut = await see(`/c/room-3/${id}?lang=en`, hana);
    t.equal(shut.statusCode, 403);
    t.match(shut.body, /The creator has closed this space for you\. What you bought is still yours\./);
    t.notMatch(shut.body, /secret words/);
    t.equal((await send('/c/room-3', hana, { text: 'x' })).statusCode, 403);
  },
);

t.test('what is wrong is said beside the field, and what was typed stays', async (t) => {
  const anna = await lab.creator('room-4');
  const hana = await lab.buyerOf(anna.creatorId);
  const empty = await send('/c/room-4?lang=en', hana, { text: '  ' });
  t.equal(empty.statusCode, 422);
  t.match(empty.body, /<title>Error: /);
  t.match(empty.body, /role="alert".*Write something first\./s);
  const long = await send('/c/room-4?lang=en', hana, { text: `${'ሀ'.repeat(4001)}` });
  t.equal(long.statusCode, 422);
  t.match(long.body, /Write at most 4000 letters; there are 4001 now\./);
  t.match(long.body, /ሀሀሀሀ<\/textarea>/);
  const name = await send('/c/room-4/name?lang=en', hana, { name: '' });
  t.equal(name.statusCode, 422);
  t.match(name.body, /Write the name that the others should see\./);
  t.equal((await send('/c/room-4', hana, { text: 'x'.repeat(2_000_000) })).statusCode, 413);
});

t.test('another language keeps what was typed and posts nothing', async (t) => {
  const anna = await lab.creator('room-4b');
  const hana = await lab.buyerOf(anna.creatorId);
  const kept = await send('/c/room-4b?lang=am', hana, { text: 'half a thought', relabel: '1' });
  t.equal(kept.statusCode, 200);
  t.match(kept.body, /<html lang="am">.*half a thought<\/textarea>/s);
  t.match((await see('/c/room-4b?lang=en', hana)).body, /Be the first/);
});

t.test('a form from elsewhere is refused; one that is sent twice writes once', async (t) => {
  const anna = await lab.creator('room-5');
  const hana = await lab.buyerOf(anna.creatorId);
  t.equal((await send('/c/room-5', hana, { text: 'x', _csrf: 'wrong' })).statusCode, 403);
  const once = newId();
  for (let i = 0; i < 3; i++)
    t.equal((await send('/c/room-5?lang=en', hana, { text: 'only once', once })).statusCode, 303);
  const list = (await see('/c/room-5?lang=en', hana)).body;
  t.equal(list.split('only once').length - 1, 1);
  const form = /name="once" value="([^"]+)"/.exec(list)?.[1];
  t.ok(form !== undefined && form !== once, 'the next form has a key of its own');
});

t.test('older posts are one link away, and the wait after ten in a minute is told on the page', async (t) => {
  const anna = await lab.creator('room-6');
  const writers = [await lab.buyerOf(anna.creatorId), await lab.buyerOf(anna.creatorId), anna];
  for (let i = 0; i < 22; i++) {
    lab.clock.advance(1);
    const { statusCode } = await send('/c/room-6', writers[i % 3], { text: `post ${i}.` });
    t.equal(statusCode, 303);
  }
  const first = (await see('/c/room-6?lang=en', anna)).body;
  t.match(first, /post 21\./);
  t.notMatch(first, /post 1\./);
  const next = /href="(\/c\/room-6\?before=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const older = (await see(next, anna)).body;
  t.match(older, /post 1\..*post 0\..*/s);
  t.match(older, /Newest posts/);
  t.notMatch(older, /<textarea/);
  const hana = await lab.buyerOf(anna.creatorId);
  for (let i = 0; i < 10; i++) await send('/c/room-6', hana, { text: `${i}` });
  const refused = await send('/c/room-6?lang=en', hana, { text: 'kept though' });
  t.equal(refused.statusCode, 429);
  t.match(refused.body, /Too many tries\. Try again in 1 min\..*kept though<\/textarea>/s);
});

t.test('a hidden post is marked for its author and gone for the others', async (t) => {
  const anna = await lab.creator('room-7');
  const [hana, sara] = [await lab.buyerOf(anna.creatorId), await lab.buyerOf(anna.creatorId)];
  await send('/c/room-7', hana, { text: 'buy my things' });
  const id = firstPost((await see('/c/room-7', hana)).body);
  const url = urlOf(contract.hidePost, { params: { creatorId: anna.creatorId, postId: id } });
  await app.inject({ method: 'POST', url, headers: anna.headers, body: { hidden: true, reason: 'advertising' } });
  t.match((await see('/c/room-7?lang=en', hana)).body, /buy my things.*Hidden by the creator/s);
  t.notMatch((await see('/c/room-7?lang=en', sara)).body, /buy my things/);
  t.equal((await see(`/c/room-7/${id}`, sara)).statusCode, 404);
  t.match((await see('/c/room-7?lang=en', anna)).body, /Hidden from members/);
});
