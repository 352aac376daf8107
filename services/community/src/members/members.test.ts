import t from 'tap';
import * as contract from '@windsurf/contracts/community';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { urlOf } from '@windsurf/contracts/endpoint';
import { storePublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { aPurchase, deliver, startTestCommunity } from '../testing.ts';

const lab = await startTestCommunity(t);
const { app, db, people } = lab;
const membersOf = async (headers: Record<string, string>, query = '') =>
  await app.inject({ url: `${contract.listMembers.url}${query}`, headers: { 'accept-language': 'en', ...headers } });

t.test('who buys is a member, once: five deliveries and a second purchase change nothing', async (t) => {
  await db.look("insert into messages.subscriptions values ('member.joined', 'queue_community', '{1}')");
  const anna = await lab.creator('anna');
  const buyer = people.person();
  const purchase = aPurchase(buyer.personId);
  const key = newId();
  let handled = 0;
  for (let i = 0; i < 5; i++) {
    await deliver(db, anna.creatorId, entitlementGranted, purchase, key);
    if (i === 0) {
      // Somebody else listens to what this service says: count it there and put it away.
      await lab.drain();
      const said = await db.look(
        "select payload from queue_community._private_jobs j join queue_community._private_tasks k on k.id = j.task_id where k.identifier = 'member.joined.v1'",
      );
      t.equal(said.length, 1);
      await db.look("delete from messages.subscriptions where event = 'member.joined'");
    } else handled += await lab.drain();
  }
  t.equal(handled, 4, 'each delivery reached its handler');
  await deliver(db, anna.creatorId, entitlementGranted, aPurchase(buyer.personId));
  await lab.drain();
  const { items } = (await membersOf(anna.headers)).json();
  t.match(items, [{ name: 'Member 1', state: 'active', joinedAt: '2026-11-20T05:00:00.000Z' }]);
  t.equal(items.length, 1);
  t.notMatch(JSON.stringify(items), buyer.personId, 'a member is not known by her person');
});

t.test('a creator who buys from herself is no member of her own space', async (t) => {
  const anna = await lab.creator('anna-2');
  await deliver(db, anna.creatorId, entitlementGranted, aPurchase(anna.personId));
  await lab.drain();
  t.same((await membersOf(anna.headers)).json().items, []);
});

t.test('older news of a store changes nothing; a handle that moved leads to who has it now', async (t) => {
  const [first, second] = [await lab.creator('moving-handle', 'First'), people.person({ creator: true })];
  const publish = async (creator: string, handle: string, number: number): Promise<void> => {
    await deliver(db, creator, storePublished, { handle, displayName: `${handle} ${number}`, lang: 'en', number });
    await lab.drain();
    lab.clock.advance(1);
  };
  await publish(first.creatorId, 'moved-away', 3);
  await publish(first.creatorId, 'moving-handle', 2);
  await publish(second.personId, 'moving-handle', 1);
  const [row] = await lab.deps.tenancy.door<{ spaceOfHandle: string }>('space_of_handle', 'moving-handle');
  t.equal(row?.spaceOfHandle, second.personId);
  const [away] = await lab.deps.tenancy.door<{ spaceOfHandle: string }>('space_of_handle', 'moved-away');
  t.equal(away?.spaceOfHandle, first.creatorId);
  const [none] = await lab.deps.tenancy.door<{ spaceOfHandle: string | null }>('space_of_handle', 'nobody-has-it');
  t.equal(none?.spaceOfHandle ?? null, null);
});

t.test('a store that only takes another handle, without publishing again, has its space there', async (t) => {
  const creator = await lab.creator('named-before');
  const buyer = await lab.buyerOf(creator.creatorId);
  const news = { displayName: 'Renamed', lang: 'en', number: 1 } as const;
  await deliver(db, creator.creatorId, storePublished, { handle: 'named-now', ...news });
  await lab.drain();
  for (const handle of ['named-now', 'named-before']) {
    const { statusCode } = await app.inject({ url: `/c/${handle}?lang=en`, headers: people.browser(buyer) });
    t.equal(statusCode, 200, handle);
  }
});

t.test('an old link of a store leads to its space, until somebody else has that handle', async (t) => {
  const store = await lab.creator('called-before', 'First');
  const buyer = await lab.buyerOf(store.creatorId);
  const publish = async (creator: string, handle: string, number: number): Promise<void> => {
    await deliver(db, creator, storePublished, { handle, displayName: `Store of ${handle}`, lang: 'en', number });
    await lab.drain();
    lab.clock.advance(1);
  };
  await publish(store.creatorId, 'called-since', 2);
  await publish(store.creatorId, 'called-now', 3);
  await publish(store.creatorId, 'called-since', 2);
  const visit = async (handle: string) =>
    await app.inject({ url: `/c/${handle}?lang=en`, headers: people.browser(buyer) });
  for (const handle of ['called-before', 'called-since', 'called-now']) {
    const { statusCode, body } = await visit(handle);
    t.equal(statusCode, 200, handle);
    t.match(body, /Members of Store of called-now/, handle);
  }
  t.equal((await visit('never-called')).statusCode, 404);
  const other = people.person({ creator: true });
  await publish(other.personId, 'called-before', 1);
  t.not((await visit('called-before')).statusCode, 200, 'her purchase opens only what she bought');
});

t.test('a member chooses the name under which she writes', async (t) => {
  const anna = await lab.creator('anna-3');
  const buyer = await lab.buyerOf(anna.creatorId);
  const url = urlOf(contract.nameMember, { params: { creatorId: anna.creatorId } });
  const name = async (text: unknown, headers: Record<string, string> = buyer.headers) =>
    await app.inject({ method: 'PUT', url, headers: { 'accept-language': 'en', ...headers }, body: { name: text } });
  t.equal((await name('  ሐና\u202e\n <b>x</b> ')).statusCode, 200);
  t.equal((await membersOf(anna.headers)).json().items[0].name, 'ሐና <b>x</b>');
  t.equal((await name('👩‍👩‍👧'.repeat(60))).statusCode, 200, 'a family is one letter');
  t.equal((await name('ሀ'.repeat(61))).json().detail, 'Write a name of at most 60 letters; there are 61 now.');
  t.equal((await name('ሀ'.repeat(60))).statusCode, 200);
  t.equal((await name(' \u200e ')).json().title, 'member-name-empty');
  t.equal((await name(5)).statusCode, 422);
  t.equal((await name('x', {})).statusCode, 401);
  t.equal((await name('x', people.person().headers)).statusCode, 404, 'a stranger');
  t.equal((await name('x', anna.headers)).statusCode, 404, 'the creator writes under the name of her store');
});

t.test('a ban shuts the space, is logged with who and why, and a new purchase does not open it', async (t) => {
  const anna = await lab.creator('anna-4');
  const buyer = await lab.buyerOf(anna.creatorId);
  const memberId = (await membersOf(anna.headers)).json().items[0].id;
  const ban = async (banned: unknown, headers = anna.headers, id = memberId, reason?: string) =>
    await app.inject({
      method: 'POST',
      url: urlOf(contract.banMember, { params: { id } }),
      headers,
      body: { banned, ...(reason === undefined ? {} : { reason }) },
    });
  const read = async () =>
    await app.inject({
      url: urlOf(contract.listPosts, { params: { creatorId: anna.creatorId } }),
      headers: buyer.headers,
    });
  t.equal((await read()).statusCode, 200);
  t.match((await ban(true, anna.headers, memberId, ' rude \n')).json(), { id: memberId, state: 'banned' });
  t.equal((await ban(true)).statusCode, 200, 'twice is once');
  t.equal((await read()).statusCode, 403);
  t.equal((await read()).json().title, 'member-banned');
  await deliver(db, anna.creatorId, entitlementGranted, aPurchase(buyer.personId));
  await lab.drain();
  t.equal((await read()).statusCode, 403, 'bought again, still shut');
  t.equal((await ban(false)).json().state, 'active');
  t.equal((await read()).statusCode, 200);
  t.same(
    await db.look(
      'select what, subject_id, person_id, reason from community.moderation_log where creator_id = $1 order by id',
      [anna.creatorId],
    ),
    [
      { what: 'member-banned', subject_id: memberId, person_id: anna.personId, reason: 'rude' },
      { what: 'member-let-in', subject_id: memberId, person_id: anna.personId, reason: null },
    ],
  );
  const other = await lab.creator('other-4');
  t.equal((await ban(true, other.headers)).statusCode, 404, 'another creator’s member is not there');
  t.equal((await ban(true, anna.headers, newId())).statusCode, 404);
  t.equal((await ban('yes')).statusCode, 422);
  t.equal((await ban(true, {})).statusCode, 401);
  t.equal((await ban(true, buyer.headers)).statusCode, 403);
});

t.test('the log of moderation can be neither changed nor shortened by the service', async (t) => {
  const anna = await lab.creator('anna-5');
  const { tenancy } = lab.deps;
  const id = asCreatorId(anna.creatorId);
  await t.rejects(
    tenancy.inCreator(id, async (tx) => await tx.updateTable('community.moderationLog').set({ reason: 'x' }).execute()),
    /permission denied for table moderation_log/,
  );
  await t.rejects(
    tenancy.inCreator(id, async (tx) => await tx.deleteFrom('community.moderationLog').execute()),
    /permission denied for table moderation_log/,
  );
});

t.test('members come in pages, newest first, to the creator alone', async (t) => {
  const anna = await lab.creator('anna-6');
  for (let i = 0; i < 5; i++) await lab.buyerOf(anna.creatorId);
  const names: string[] = [];
  let cursor = '';
  do {
    const page = (await membersOf(anna.headers, `?limit=2${cursor}`)).json();
    names.push(...page.items.map((item: { name: string }) => item.name));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  t.same(names, ['Member 5', 'Member 4', 'Member 3', 'Member 2', 'Member 1']);
  t.equal((await membersOf(anna.headers, '?cursor=nonsense')).statusCode, 422);
  t.equal((await membersOf(anna.headers, '?limit=101')).statusCode, 422);
  t.equal((await membersOf({})).statusCode, 401);
  t.equal((await membersOf(people.person().headers)).statusCode, 403);
});
