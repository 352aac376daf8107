import type { Afromessage } from './afromessage.ts';
import type { Clock, Part } from './exchange.ts';
import type { Telebirr } from './telebirr.ts';

export function openPhonePage(_options: { telebirr: Telebirr; sms: Afromessage; clock: Clock }): Part {
  return async () => false;
}
