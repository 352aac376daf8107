// Where the state of a deployment is kept. A write names the version that it replaces, so that two runners cannot both
// believe that a deployment is theirs.
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LostLease } from './trouble.ts';

export type Stored<T> = { readonly value: T; readonly version: string };

export type StateStore<T> = {
  read(key: string): Promise<Stored<T> | undefined>;
  /**
   * @param expected version that was read; undefined when there was none
   * @returns the new version
   * @throws LostLease when somebody wrote in between
   */
  write(key: string, value: T, expected: string | undefined): Promise<string>;
};

const KEPT = 20;

/**
 * A folder. Each version is a file of its own that is linked into place: the link fails when the number is taken, and a
 * process that is killed while it writes leaves the version before.
 */
export const fileStore = <T>(folder: string): StateStore<T> => {
  const home = (key: string): string => join(folder, key);
  const versions = (key: string): number[] => {
    mkdirSync(home(key), { recursive: true });
    return readdirSync(home(key))
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => Number.parseInt(name, 10))
      .toSorted((a, b) => a - b);
  };
  return {
    async read(key) {
      const newest = versions(key).at(-1);
      if (newest === undefined) return undefined;
      return {
        value: JSON.parse(readFileSync(join(home(key), `${newest}.json`), 'utf8')) as T,
        version: String(newest),
      };
    },
    async write(key, value, expected) {
      const all = versions(key);
      const newest = all.at(-1);
      const next = Number(expected ?? 0) + 1;
      if (String(newest ?? 0) !== String(expected ?? 0)) throw lost(key);
      const draft = join(home(key), `draft-${process.pid}-${next}`);
      writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`);
      try {
        linkSync(draft, join(home(key), `${next}.json`));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw lost(key);
        throw error;
      } finally {
        rmSync(draft, { force: true });
      }
      for (const old of all.slice(0, -KEPT)) rmSync(join(home(key), `${old}.json`), { force: true });
      return String(next);
    },
  };
};

const lost = (key: string): LostLease =>
  new LostLease(`${key}: another runner has written the state of this deployment; this one stops`);
