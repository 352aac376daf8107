import type { Phrase } from './phrases.ts';

/** To a buyer who asked to be reminded of what she did not finish; one part each. */
export const abandonedWords = {
  reminder: {
    en: 'You asked us to remind you: {title} is not paid yet. Go on here: {url} We do not write again.',
    am: '«{title}» አልተከፈለም፦ {url}',
  },
  reminderBare: {
    en: 'You asked us to remind you: your payment is not finished. Go on here: {url} We do not write again.',
    am: 'ክፍያዎ አልተጠናቀቀም፦ {url}',
  },
} as const satisfies Record<string, Phrase>;
