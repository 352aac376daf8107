import { phoneForeign, phoneRefused } from '@windsurf/contracts/auth';
import { parsePhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';

/** The number that a person typed. Throws a 422 whose sentence says what to write. */
export function phoneFrom(text: string): E164 {
  const parsed = parsePhone(text);
  if (parsed.ok) return parsed.phone;
  throw (parsed.problem === 'foreign' ? phoneForeign : phoneRefused)({}, { pointer: '/phone' });
}
