// What metrics and traces cost a public page: service-kit's own measurement.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../place.ts';

/** @returns exit code, 1 above three percent; the last line is `{"without_us":…,"added_us":…,"page_us":…,"share":…}` */
export const run = async (): Promise<number> => {
  const child = spawn(process.execPath, [join(root, 'packages/service-kit/src/bench.ts')], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
};
