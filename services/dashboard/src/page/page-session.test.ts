import type { Draft, PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import t from 'tap';
import { ApiProblem } from '../api-problem.ts';
import { blankBlock } from './kinds.ts';
import { type Kept, openSession } from './page-session.ts';

const text = (id: string, words: string): Block => blankBlock('text', id, { text: words });
const page = (line: string, ...blocks: Block[]): PageContent => ({
  displayName: 'S',
  line,
  bio: '',
  theme: { name: 'buna' },
  blocks,
});
const draft = (version: number, content: PageContent): Draft => ({ version, savedAt: '2020-01-01T00:00:00Z', content });

/** A phone, and a server that keeps one draft as the real one does. */
function desk(server: Draft, phone?: Kept) {
  const at = { server, phone };
  const session = openSession(
    {
      async save(baseVersion, content) {
        if (baseVersion !== at.server.version)
          throw new ApiProblem({ status: 409, title: 'changed-elsewhere', extra: { current: at.server } });
        at.server = draft(baseVersion + 1, content);
        return at.server;
      },
      keep: (kept) => {
        at.phone = kept;
      },
      forget: () => {
        at.phone = undefined;
      },
      later: () => () => undefined,
      now: () => 0,
      told: () => undefined,
      saved: () => undefined,
      shown: () => undefined,
    },
    server,
    phone,
  );
  return { session, at };
}

t.test('what was kept and nobody else changed is saved when the page is opened again', async (t) => {
  const base = page('');
  const { session, at } = desk(draft(3, base), { baseVersion: 3, base, content: page('mine') });
  t.equal(session.content.line, 'mine');
  await session.flush();
  t.equal(at.server.content.line, 'mine');
  t.equal(at.phone, undefined);
});

t.test('what was kept and had arrived after all leaves the phone', async (t) => {
  const { session, at } = desk(draft(4, page('mine')), { baseVersion: 3, base: page(''), content: page('mine') });
  t.equal(session.dirty, false);
  t.equal(at.phone, undefined);
  t.equal(session.newer(draft(5, page('theirs'))), true);
});

t.test('a page that was opened again in a conflict, and again, is still in the conflict', async (t) => {
  const base = page('');
  const first = desk(draft(9, page('theirs')), { baseVersion: 3, base, content: page('mine') });
  t.equal(first.session.state.kind, 'conflict');
  first.session.change({ kind: 'head', patch: { bio: 'more' } });
  t.match(first.at.phone, { baseVersion: 3, base, content: { line: 'mine', bio: 'more' } });
  const second = desk(draft(9, page('theirs')), first.at.phone);
  t.equal(second.session.state.kind, 'conflict');
  await second.session.flush();
  t.equal(second.at.server.content.line, 'theirs', 'nothing was written over it');
  t.same(second.session.proposals(page('theirs')), { line: 'mine', bio: 'mine' });
  await second.session.settle(draft(9, page('theirs')), { line: 'theirs', bio: 'mine' });
  t.match(second.at.server, { version: 10, content: { line: 'theirs', bio: 'more' } });
  t.equal(second.at.phone, undefined);
});

t.test('a block that says nothing yet stays on the phone, through saving and a newer page', async (t) => {
  const { session, at } = desk(draft(3, page('', text('a', 'A'))));
  session.change({ kind: 'insert', block: text('blank', ''), after: 'a' });
  session.change({ kind: 'head', patch: { line: 'mine' } });
  await session.flush();
  t.equal(at.server.content.blocks.length, 1);
  t.equal(at.phone?.content.blocks.length, 2, 'it is kept here');
  t.equal(session.newer(draft(9, page('theirs', text('a', 'AA'), text('x', 'X')))), true);
  t.same(
    session.content.blocks.map(({ id }) => id),
    ['a', 'blank', 'x'],
  );
  const again = desk(draft(11, page('theirs', text('a', 'AA'))), at.phone);
  t.equal(again.session.state.kind, 'saved', 'a newer page elsewhere is no conflict with it');
  t.same(
    again.session.content.blocks.map(({ id }) => id),
    ['a', 'blank'],
  );
});

t.test('a newer page is not shown over what waits here', async (t) => {
  const { session } = desk(draft(3, page('')));
  session.change({ kind: 'head', patch: { line: 'mine' } });
  t.equal(session.newer(draft(4, page('theirs'))), false);
  t.equal(session.content.line, 'mine');
  await session.flush();
  t.equal(session.newer(draft(2, page('old'))), false, 'nor an older one');
});
