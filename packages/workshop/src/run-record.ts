import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { identityOf } from '../identity.mjs';
import { Sentence } from './sentence.ts';

/** A process that a run started. The identity (its start time) keeps a stranger who later has its pid out of this. */
export type Mark = { pid: number; identity: string; name: string };

type RunRecord = {
  what: string;
  url: string;
  main: Mark;
  /** npm and its shell: when one of them is gone the run is an orphan, even while it lives. */
  ancestors: { pid: number; identity: string }[];
  children: Mark[];
  /** Folders outside of the clone that an ephemeral run must not leave. */
  folders: string[];
};

export type Run = {
  add(name: string, pid: number): void;
  addFolders(folders: string[]): void;
  opened(url: string): void;
  /** Removes the record; called when everything it lists has ended. */
  release(): void;
};

const FILE = 'run.json';
const PATIENCE_MS = 6_000;
const alive = (mark: { pid: number; identity: string }): boolean => identityOf(mark.pid) === mark.identity;

const readRecord = (folder: string): RunRecord | undefined => {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Whether the run that has a folder is alive. */
export const isRunning = (folder: string): boolean => {
  const record = readRecord(folder);
  return record !== undefined && alive(record.main);
};

/**
 * Ends what a killed run left: its processes (only those whose start time is the recorded one) and its folders.
 *
 * @param folder where the run's record lies
 * @returns how many processes were ended
 * @throws Sentence when that run is alive and nobody has orphaned it
 */
export const endOrphans = async (folder: string): Promise<number> => {
  const record = readRecord(folder);
  if (record === undefined) return 0;
  const { main, ancestors, children } = record;
  if (alive(main) && ancestors.every(alive))
    throw new Sentence(
      `${record.what} is already running here (pid ${main.pid})${record.url === '' ? '' : ` at ${record.url}`}: use it, or stop it with Ctrl-C in its terminal (kill ${main.pid}).`,
    );
  let ended = 0;
  if (alive(main)) {
    signal(main, 'SIGTERM');
    ended += 1;
    await until(() => !alive(main), PATIENCE_MS);
  }
  const left = [main, ...children].filter(alive);
  ended += left.length;
  // SIGINT is PostgreSQL's fast shutdown; the services take it as an end as well.
  for (const mark of left) signal(mark, 'SIGINT');
  await until(() => !left.some(alive), PATIENCE_MS);
  for (const mark of left) if (alive(mark)) signal(mark, 'SIGKILL');
  await until(() => !left.some(alive), PATIENCE_MS);
  for (const path of record.folders) rmSync(path, { recursive: true, force: true });
  rmSync(join(folder, FILE), { force: true });
  return ended;
};

const signal = (mark: Mark, name: NodeJS.Signals): void => {
  try {
    process.kill(mark.pid, name);
  } catch {
    // It has ended in between, which is what was wanted.
  }
};

const until = async (fact: () => boolean, limitMs: number): Promise<void> => {
  const end = Date.now() + limitMs;
  while (!fact() && Date.now() < end) await wait(40);
};

/**
 * Ends the orphans of throw-away runs, whose folders carry a pid and are never used again.
 *
 * @param parent folder of the runs' folders
 * @param prefix how their names begin
 */
export const sweep = async (parent: string, prefix: string): Promise<void> => {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    const record = readRecord(folder);
    if (record !== undefined && alive(record.main) && record.ancestors.every(alive)) continue;
    if (record === undefined && alive({ pid: Number(name.slice(name.lastIndexOf('-') + 1)), identity: 'unknown' }))
      continue;
    await endOrphans(folder);
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Claims a folder for this process and keeps the list of what it starts, so that the next run can clean up after it.
 *
 * @param folder where the record lies
 * @param what the run's name for people, for example `npm start`
 * @throws Sentence when another run has the folder
 */
export const claimRun = async (folder: string, what: string): Promise<Run> => {
  mkdirSync(folder, { recursive: true });
  await endOrphans(folder);
  const identity = identityOf(process.pid) ?? '';
  const record: RunRecord = {
    what,
    url: '',
    main: { pid: process.pid, identity, name: what },
    ancestors: JSON.parse(process.env.GO_ANCESTORS ?? '[]'),
    children: [],
    folders: [],
  };
  const file = join(folder, FILE);
  const write = () => {
    // Moved into place, so that a kill in the middle leaves the old list and never half of one.
    writeFileSync(`${file}.new`, JSON.stringify(record));
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    add: (name, pid) => {
      record.children = record.children.filter(alive);
      record.children.push({ pid, identity: identityOf(pid) ?? '', name });
      write();
    },
    addFolders: (folders) => {
      record.folders.push(...folders);
      write();
    },
    opened: (url) => {
      record.url = url;
      write();
    },
    release: () => rmSync(file, { force: true }),
  };
};
