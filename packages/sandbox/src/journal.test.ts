import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openJournal } from './journal.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-journal-'));
const fileOf = (name: string): string => join(folder, name, 'outside.journal');

t.test('what was put is there after a restart, as it was last, in the order of its first put', async (t) => {
  const file = fileOf('plain');
  const first = openJournal(file);
  const order = { id: 'b', state: 'open' };
  first.put('orders', 'b', order);
  first.put('orders', 'a', { id: 'a' });
  order.state = 'paid';
  first.put('orders', 'b', order);
  first.put('orders', 'gone', {});
  first.remove('orders', 'gone');
  first.put('old', 'x', 1);
  first.clear('old');
  // a killed process closes nothing
  const second = openJournal(file);
  t.same(second.all('orders'), [{ id: 'b', state: 'paid' }, { id: 'a' }]);
  t.same(
    second.entries('orders').map(([id]) => id),
    ['b', 'a'],
  );
  t.same(second.all('old'), []);
  t.equal((await readFile(file, 'utf8')).split('\n').length, 3, 'the past is forgotten at the start');
  second.close();
  second.put('orders', 'c', {});
  t.equal(openJournal(file).all('orders').length, 2, 'after it was closed nothing is written');
});

t.test('a line that a crash cut off is left out, and what follows it is whole again', async (t) => {
  const file = fileOf('torn');
  openJournal(file).put('orders', 'a', { state: 'open' });
  await appendFile(file, '[["orders","b",{"state":"op');
  const second = openJournal(file);
  t.same(second.all('orders'), [{ state: 'open' }]);
  second.put('orders', 'c', {});
  t.equal(openJournal(file).all('orders').length, 2);
});

t.test('a journal that is damaged in the middle is refused, with the line', async (t) => {
  const file = fileOf('damaged');
  openJournal(file).put('orders', 'a', {});
  const good = await readFile(file, 'utf8');
  await writeFile(file, `${good}nonsense\n${good}`);
  t.throws(() => openJournal(file), /damaged in line 2/);
});

t.test('changes that belong together are kept all or none', async (t) => {
  const file = fileOf('together');
  const journal = openJournal(file);
  const result = journal.together(() => {
    journal.put('orders', 'a', { state: 'paid' });
    journal.together(() => journal.put('deliveries', 'd', { about: 'a' }));
    return 7;
  });
  t.equal(result, 7);
  const text = await readFile(file, 'utf8');
  t.equal(text.split('\n').length, 2, 'in one line');
  await writeFile(file, text.slice(0, -2));
  const torn = openJournal(file);
  t.same([torn.all('orders'), torn.all('deliveries')], [[], []]);
});

t.test('ten thousand orders with their changes are written and read in seconds', async (t) => {
  const file = fileOf('many');
  const journal = openJournal(file);
  const started = performance.now();
  for (let n = 0; n < 10_000; n++) {
    const order = {
      id: `ORD${n}`,
      title: 'ዋዜማ ዜማ 3',
      totalAmount: '199.50',
      state: 'WAIT_PAY',
      attempts: [] as object[],
    };
    journal.put('orders', order.id, order);
    order.state = 'PAY_SUCCESS';
    journal.put('orders', order.id, order);
    order.attempts.push({ at: n, answer: 200 });
    journal.put('orders', order.id, order);
  }
  const written = performance.now() - started;
  const again = openJournal(file);
  const read = performance.now() - started - written;
  t.equal(again.all('orders').length, 10_000);
  t.comment(`30,000 changes in ${Math.round(written)} ms, read in ${Math.round(read)} ms`);
  t.ok(written < 10_000 && read < 5000);
});
