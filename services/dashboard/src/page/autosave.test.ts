import type { Draft, PageContent } from '@windsurf/contracts/store';
import t from 'tap';
import { ApiProblem } from '../api-problem.ts';
import { createAutosave, PAUSE, type SaveState } from './autosave.ts';

const page = (line: string): PageContent => ({ displayName: 'S', line, bio: '', theme: { name: 'buna' }, blocks: [] });
const draft = (version: number, content: PageContent): Draft => ({ version, savedAt: '2026-11-20T06:00:00Z', content });

/** A clock that only moves when it is told to, and a server that answers when it is told to. */
function bench() {
  let clock = 0;
  let timers: { at: number; work: () => void }[] = [];
  const asked: { base: number; content: PageContent; answer: PromiseWithResolvers<Draft> }[] = [];
  const states: SaveState['kind'][] = [];
  const kept: { value: { base: number; content: PageContent } | undefined } = { value: undefined };
  const saver = createAutosave(
    {
      save: (base, content) => {
        const answer = Promise.withResolvers<Draft>();
        asked.push({ base, content, answer });
        return answer.promise;
      },
      keep: (base, content) => {
        kept.value = { base, content };
      },
      forget: () => {
        kept.value = undefined;
      },
      later: (work, ms) => {
        const timer = { at: clock + ms, work };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
      now: () => clock,
      told: (state) => states.push(state.kind),
      saved: () => undefined,
      isMine: (theirs, sent) => theirs.line === sent.line,
    },
    7,
  );
  return {
    saver,
    asked,
    states,
    kept,
    pass(ms: number) {
      clock += ms;
      const due = timers.filter(({ at }) => at <= clock);
      timers = timers.filter(({ at }) => at > clock);
      for (const { work } of due) work();
    },
    waiting: () => timers.length,
  };
}
/** Lets everything that was answered be worked off. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

t.test('a change is saved after the pause, once, with everything typed until then', async (t) => {
  const { saver, asked, pass, states, kept } = bench();
  saver.changed(page('S'));
  pass(PAUSE - 1);
  saver.changed(page('Se'));
  pass(PAUSE - 1);
  t.equal(asked.length, 0, 'she is still typing');
  t.match(kept.value, { content: page('Se') }, 'it is on the phone before it is anywhere else');
  pass(1);
  t.equal(asked.length, 1);
  t.match(asked[0], { base: 7, content: page('Se') });
  asked[0]?.answer.resolve(draft(8, page('Se')));
  await settled();
  t.equal(saver.version, 8);
  t.equal(saver.dirty, false);
  t.equal(kept.value, undefined, 'what is saved need not be kept');
  t.equal(states.at(-1), 'saved');
});

t.test('one request at a time; what comes meanwhile goes next, on the new version', async (t) => {
  const { saver, asked, pass, kept } = bench();
  saver.changed(page('a'));
  pass(PAUSE);
  saver.changed(page('b'));
  saver.changed(page('c'));
  pass(PAUSE);
  t.equal(asked.length, 1);
  asked[0]?.answer.resolve(draft(8, page('a')));
  await settled();
  t.match(kept.value, { base: 8, content: page('c') });
  pass(PAUSE);
  await settled();
  t.equal(asked.length, 2);
  t.match(asked[1], { base: 8, content: page('c') });
});

t.test('without network it says so, keeps the text, tries again, and at once when the network is back', async (t) => {
  const { saver, asked, pass, kept, states } = bench();
  const offline = new ApiProblem({ status: 0, title: 'no-network' });
  saver.changed(page('a'));
  pass(PAUSE);
  asked[0]?.answer.reject(offline);
  await settled();
  t.equal(saver.state.kind, 'offline');
  t.match(kept.value, { content: page('a') });
  pass(5000);
  t.equal(asked.length, 2, 'it tries again by itself');
  asked[1]?.answer.reject(offline);
  await settled();
  saver.changed(page('ab'));
  t.equal(states.at(-1), 'offline', 'typing does not hide that it is not saved');
  saver.online();
  t.equal(asked.length, 3, 'the network is back');
  t.match(asked[2], { base: 7, content: page('ab') });
  asked[2]?.answer.resolve(draft(8, page('ab')));
  await settled();
  t.equal(saver.state.kind, 'saved');
});

t.test('another device changed it: nothing is sent over it until both were looked at', async (t) => {
  const { saver, asked, pass, kept } = bench();
  const theirs = draft(9, page('theirs'));
  saver.changed(page('mine'));
  pass(PAUSE);
  asked[0]?.answer.reject(new ApiProblem({ status: 409, title: 'changed-elsewhere', extra: { current: theirs } }));
  await settled();
  t.match(saver.state, { kind: 'conflict', theirs });
  saver.changed(page('mine too'));
  pass(60_000);
  await saver.flush();
  t.equal(asked.length, 1, 'no request while the conflict stands');
  t.match(kept.value, { content: page('mine too') }, 'and nothing is lost meanwhile');
  const done = saver.settle(9, page('both'));
  t.match(asked[1], { base: 9, content: page('both') });
  asked[1]?.answer.resolve(draft(10, page('both')));
  await done;
  t.equal(saver.version, 10);
  t.equal(saver.state.kind, 'saved');
});

t.test('what the server refuses stays on the phone, with the reason, and the next change is tried', async (t) => {
  const { saver, asked, pass, kept, waiting } = bench();
  saver.changed(page('x'.repeat(100)));
  pass(PAUSE);
  asked[0]?.answer.reject(new ApiProblem({ status: 422, title: 'text-too-long', detail: 'Write at most 80 letters.' }));
  await settled();
  t.match(saver.state, { kind: 'refused', problem: { detail: 'Write at most 80 letters.' } });
  t.ok(kept.value);
  t.equal(waiting(), 0, 'the same text is not sent again and again');
  saver.changed(page('short'));
  pass(PAUSE);
  t.equal(asked.length, 2);
});

t.test('flush saves at once and waits for the answer', async (t) => {
  const { saver, asked } = bench();
  saver.changed(page('a'));
  const flushed = saver.flush();
  t.equal(asked.length, 1);
  asked[0]?.answer.resolve(draft(8, page('a')));
  await flushed;
  t.equal(saver.state.kind, 'saved');
  await saver.flush();
  t.equal(asked.length, 1, 'nothing waits, nothing is sent');
});

t.test('an answer that was lost on the way is no other device: what came since goes on top', async (t) => {
  const { saver, asked, pass, states } = bench();
  saver.changed(page('a'));
  pass(PAUSE);
  asked[0]?.answer.reject(new ApiProblem({ status: 0, title: 'too-slow' }));
  await settled();
  saver.changed(page('ab'));
  pass(5000);
  const current = draft(8, page('a'));
  asked[1]?.answer.reject(new ApiProblem({ status: 409, title: 'changed-elsewhere', extra: { current } }));
  await settled();
  t.notOk(states.includes('conflict'));
  t.match(asked[2], { base: 8, content: page('ab') });
});

t.test('a draft that was kept and is older than the server’s is not sent before both were looked at', async (t) => {
  const { saver, asked, pass, kept } = bench();
  saver.differs(draft(9, page('theirs')), page('kept'), 5);
  saver.changed(page('kept, and more'));
  t.equal(kept.value?.base, 5, 'opened again, it is still known to be older');
  pass(60_000);
  await saver.flush();
  t.equal(asked.length, 0);
  t.equal(saver.state.kind, 'conflict');
  t.ok(saver.dirty);
});
