// How operators call what touches a database: the environment first, --dry-run to see, --confirm for production.
import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { isEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';

export const exits = { done: 0, failed: 1, usage: 2 } as const;

/** A call that cannot be run as it is; its message says how it is written. */
export class WrongCall extends Error {}

export type Call = {
  readonly environment: Environment;
  /** What stands behind the environment. */
  readonly rest: readonly string[];
  readonly dryRun: boolean;
  readonly flags: ReadonlySet<string>;
};

/**
 * Reads a call.
 * @param usage one line that shows how it is written
 * @param flags switches of this command besides --dry-run and --confirm
 * @throws WrongCall for an unknown environment or switch, for too many words, and for production without --confirm
 */
export function readCall(args: readonly string[], usage: string, words: number, flags: readonly string[] = []): Call {
  const options: ParseArgsOptionsConfig = {};
  for (const name of ['dry-run', 'confirm', ...flags]) options[name] = { type: 'boolean' };
  const { values, positionals } = parse(args, options, usage);
  const [environment, ...rest] = positionals;
  if (!isEnvironment(environment))
    throw new WrongCall(`${environment ?? 'no environment'}: staging or production\n${usage}`);
  if (rest.length !== words) throw new WrongCall(usage);
  const dryRun = values['dry-run'] === true;
  if (environment === 'production' && !dryRun && values.confirm !== true) {
    throw new WrongCall('production is only touched with --confirm; look first with --dry-run');
  }
  return { environment, rest, dryRun, flags: new Set(Object.keys(values)) };
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new WrongCall(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

/** Runs a command to its exit code and says what went wrong in one line. */
export async function runCommand(work: () => Promise<void>, complain: (line: string) => void): Promise<number> {
  try {
    await work();
    return exits.done;
  } catch (error) {
    complain((error as Error).message);
    return error instanceof WrongCall ? exits.usage : exits.failed;
  }
}
