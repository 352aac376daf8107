import type { Phrase } from './phrases.ts';

/** Text messages about what is free, and about what is made for one buyer. Each fits one part, as words-sms says. */
export const smsRequestWords = {
  taken: { en: 'Yours: {title} from {store}. Open it here: {url}', am: 'የእርስዎ ነው፦ {title}፣ {store} {url}' },
  takenTitle: { en: 'Yours: {title} {url}', am: 'የእርስዎ ነው፦ {title} {url}' },
  takenShort: { en: 'It is yours. Open it here: {url}', am: 'የእርስዎ ነው፦ {url}' },
  gave: { en: 'Taken for free: {title}.', am: 'በነጻ ተወስዷል፦ {title}።' },
  gaveShort: { en: 'Somebody took a free product of yours.', am: 'አንድ ነጻ ምርትዎ ተወስዷል።' },
  received: {
    en: 'A buyer asked for "{title}". Answer in Windsurf until {day}.',
    am: 'አዲስ ጥያቄ፦ {title}። እስከ {day} ይመልሱ።',
  },
  receivedShort: {
    en: 'A buyer asked you for something. Answer in Windsurf until {day}.',
    am: 'አዲስ ጥያቄ አለ። እስከ {day} ይመልሱ።',
  },
  accepted: { en: '{title}: it is being made for you. Follow it: {url}', am: '{title}፦ እየተሠራ ነው {url}' },
  acceptedShort: { en: 'It is being made for you. Follow it: {url}', am: 'እየተሠራ ነው {url}' },
  delivered: { en: '{title} is ready for you: {url}', am: '{title} ደርሷል {url}' },
  deliveredShort: { en: 'What you asked for is ready: {url}', am: 'ያዘዙት ደርሷል {url}' },
} as const satisfies Record<string, Phrase>;
