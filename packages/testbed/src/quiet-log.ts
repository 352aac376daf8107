import { pino } from 'pino';
import type { Logger } from 'pino';
import { traceFields } from '@windsurf/trace/trace';

/** A logger whose lines can be read back, so that a test can say what was logged and what never may be. */
export function quietLog(): { log: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const log = pino({ level: 'debug', mixin: traceFields }, { write: (line: string) => void written.push(line) });
  return {
    log,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}
