import { Logger } from 'graphile-worker';
import type { Logger as Log } from 'pino';

/**
 * The library's own words, warnings and errors only. What it says about a failed message is left out: it quotes the
 * handler's error, which may quote a row; task-list.ts reports failures without their content. `told` hears all of it.
 */
export function queueLogger(log?: Log, told?: (message: string) => void): Logger {
  return new Logger(() => (level, message, meta) => {
    told?.(message);
    if (!log || meta?.['failure'] === true) return;
    if (level === 'error') log.error({ queue: message }, 'queue library');
    else if (level === 'warning') log.warn({ queue: message }, 'queue library');
  });
}
