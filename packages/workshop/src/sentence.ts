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
  if (/ENOSPC|no space left on device/i.test(text)) return 'The disk is full: free some space, then start again.';
  const edited = /Error: (\S+\.sql has changed since it was applied)/.exec(text);
  if (edited)
    return `${edited[1]}: write a new migration, or throw this clone's data away with npm run db -- reset, then start again.`;
  const denied = /(?:EACCES|EPERM|EROFS)[^'\n]*'([^']+)'/.exec(text);
  if (denied) return `No permission for ${denied[1]}: give this account the folder, then start again.`;
  return text;
};
