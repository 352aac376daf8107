import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** State in memory that is written to one JSON file soon after a change. Without a file it lives in memory alone. */
export type Kept<State> = { readonly start: State | undefined; touch(): void; flush(): void };

/** How long changes are gathered before they are written, milliseconds: a load test makes thousands. */
const GATHER = 500;

/** @param read gives the whole state when it is time to write */
export function keep<State>(file: string | undefined, read: () => State): Kept<State> {
  const start = file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.draft`, JSON.stringify(read()));
    renameSync(`${file}.draft`, file);
  };
  return {
    start,
    touch() {
      if (file !== undefined) timer ??= setTimeout(flush, GATHER).unref();
    },
    flush,
  };
}
