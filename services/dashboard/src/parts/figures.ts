import { formatBirr, santim } from '@windsurf/money/money';
import { formatMoment, type MomentStyle } from '@windsurf/calendar/moment';
import { lang } from '../words.ts';

/** An amount of santim in the language that is shown; a component that calls it follows the language. */
export const birr = (amount: number, decimals: 'auto' | 'always' = 'auto'): string =>
  formatBirr(santim(amount), lang.value, { decimals });

/** A moment of the wire in both calendars and both clocks. */
export const when = (moment: string | number, style: MomentStyle = 'short'): string =>
  formatMoment(new Date(moment), lang.value, style);
