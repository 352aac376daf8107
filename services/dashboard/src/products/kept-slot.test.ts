import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { slotOf } from './kept-slot.ts';
import { dropForm, emptyForm, keepForm, readKeptForm } from './product-form.ts';

/** As much of the browser's own store as one table of keys and values. */
function keepInMemory(): Map<string, unknown> {
  const kept = new Map<string, unknown>();
  const done = <T>(result: T): object => {
    const request = {
      result,
      onsuccess: undefined as (() => void) | undefined,
      oncomplete: undefined as (() => void) | undefined,
    };
    queueMicrotask(() => (request.onsuccess ?? request.oncomplete)?.());
    return request;
  };
  const table = {
    get: (key: string) => done(kept.get(key)),
    put: (value: unknown, key: string) => kept.set(key, value),
    delete: (key: string) => kept.delete(key),
    get transaction() {
      return done(undefined);
    },
  };
  const database = { transaction: () => ({ objectStore: () => table }) };
  Object.assign(globalThis, { indexedDB: { open: () => done(database) } });
  return kept;
}

t.test('what one creator has not saved is shown to no other who signs in on the same phone', async (t) => {
  const kept = keepInMemory();
  const [hers, his] = [slotOf('selam', 'new'), slotOf('abebe', 'new')];
  keepForm(hers, { ...emptyForm, title: 'A secret of Selam' });
  t.match(await readKeptForm(hers), { title: 'A secret of Selam' }, 'she finds it again');
  t.equal(await readKeptForm(his), undefined);

  keepForm(his, { ...emptyForm, title: 'His own' });
  t.match(await readKeptForm(hers), { title: 'A secret of Selam' }, 'and he has not taken it away');
  dropForm(his);
  t.equal(await readKeptForm(his), undefined);
  t.same([...kept.keys()], [`product ${hers}`]);
});

t.test('no screen keeps the work on a product under a name that two people share', (t) => {
  const folder = import.meta.dirname;
  const screens = readdirSync(folder).filter((file) => file.endsWith('.tsx'));
  const named = screens.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/slotOf\(([^,]+),/g)].map(([, who]) => who),
  );
  t.ok(named.length >= 5);
  t.same(new Set(named), new Set(['mine', 'session.peek()?.creatorId']));
  t.end();
});
