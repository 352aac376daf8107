import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on stdout. What could carry a secret or a person is cut out, whoever logs it. */
export function createLog(options: { service: string; level?: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: { service: options.service },
    redact: {
      paths: [
        'phone',
        'code',
        'token',
        'password',
        'body',
        '*.phone',
        '*.code',
        '*.token',
        '*.body',
        '*.authorization',
      ],
      censor: '[cut]',
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
