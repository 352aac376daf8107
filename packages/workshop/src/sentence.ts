import { dirname } from 'node:path';
import { NoServer } from '@windsurf/testbed/no-server';

/** A failure that a person can act on: shown as it is, without a stack. */
export class Sentence extends Error {}

/**
 * @param error whatever was thrown
 * @returns what to show: the sentence alone, or everything there is for an unforeseen failure
 */
export const shown = (error: unknown): string => {
  if (error instanceof Sentence || error instanceof NoServer) return error.message;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return knownCause(text) ?? text;
};

/**
 * The one sentence for what a tool, a server or the system printed.
 *
 * @param text what was printed
 * @returns undefined when nobody has seen the cause before
 */
export const knownCause = (text: string): string | undefined => {
  if (/ENOSPC|EDQUOT|no space left on device/i.test(text))
    return 'The disk is full: free some space, then start again.';
  const edited = /Error: (\S+\.sql has changed since it was applied)/.exec(text);
  if (edited)
    return `${edited[1]}: write a new migration, or throw this clone's data away with npm run db -- reset, then start again.`;
  const denied = /(?:EACCES|EPERM|EROFS)[^'\n]*'([^']+)'/.exec(text)?.[1];
  if (denied !== undefined)
    return `No permission to write ${denied}: give this account the folder (for example chown -R $(id -un) ${dirname(denied)}), then start again.`;
  return undefined;
};
