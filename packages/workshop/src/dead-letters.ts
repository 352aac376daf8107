import { type Queue, queueOf, queuePool } from '@windsurf/messages/queue';
import { serviceNamed } from './dev.ts';
import { keptEnvironment } from './environment.ts';
import { devFolder } from './place.ts';
import { isRunning } from './run-record.ts';
import { Sentence } from './sentence.ts';

/**
 * `npm run db -- dead-letters notifications`: messages of a service that were given up, newest first, and how its queue
 * stands.
 *
 * @returns exit code
 */
export const listDeadLetters = async ([name]: string[]): Promise<number> =>
  await onQueue(name, async (queue) => {
    const letters = await queue.deadLetters();
    for (const { id, task, key, creatorId, attempts, lastError, diedAt } of letters) {
      const reason = lastError?.split('\n')[0] ?? 'no reason was kept';
      print(`${id}  ${diedAt.toISOString()}  ${task}  key ${key}  creator ${creatorId ?? '–'}  ${attempts} attempts`);
      print(`      ${reason}`);
    }
    const { dead, due, running, scheduled, parked } = await queue.figures();
    print(`${dead} dead, ${due} due, ${running} running, ${scheduled} scheduled, ${parked} parked`);
    return 0;
  });

/**
 * `npm run db -- replay notifications 12 13`: gives dead messages their attempts back; the running service takes them at
 * once.
 *
 * @returns exit code: 0 when each of the ids was dead
 */
export const replayDeadLetters = async ([name, ...ids]: string[]): Promise<number> => {
  const numbers = ids.flatMap((id) => id.split(',')).filter((id) => id !== '');
  if (numbers.length === 0 || numbers.some((id) => !/^\d{1,18}$/.test(id)))
    throw new Sentence('Say which: npm run db -- replay notifications 12 13 (numbers as dead-letters lists them).');
  return await onQueue(name, async (queue) => {
    const replayed = await queue.replay(numbers);
    print(`${replayed} of ${numbers.length} replayed${replayed === numbers.length ? '' : '; the others are not dead'}`);
    return replayed === numbers.length ? 0 : 1;
  });
};

const onQueue = async (name: string | undefined, work: (queue: Queue) => Promise<number>): Promise<number> => {
  const service = serviceNamed(name);
  const url = keptEnvironment(service.name)?.SERVICE_DATABASE_URL;
  if (url === undefined || !isRunning(devFolder))
    throw new Sentence('The product is not running: npm start in another terminal, then this again.');
  const pool = queuePool(url, service.schema, 1);
  try {
    return await work(queueOf(pool, service.schema));
  } finally {
    await pool.end();
  }
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);
