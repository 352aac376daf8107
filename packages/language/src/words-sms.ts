import type { Phrase } from './phrases.ts';

/**
 * Text messages. Each fits one part, 160 Latin or 70 Ethiopic letters, so every letter counts; Latin ones use the GSM
 * alphabet alone (straight quotes). Where the long form does not fit, the short one is sent.
 */
export const smsWords = {
  code: {
    en: 'Windsurf code: {code}. It works for 5 minutes. Never share it; we never ask for it.',
    am: 'የWindsurf ኮድ፦ {code}። ለማንም አይንገሩ።',
  },
  codeShort: { en: 'Windsurf code: {code}', am: 'ኮድ፦ {code}' },
  receipt: { en: 'Paid: {title} from {store}. Open it here: {url}', am: 'ተከፍሏል፦ {title}፣ {store} {url}' },
  receiptTitle: { en: 'Paid: {title} {url}', am: 'ተከፍሏል፦ {title} {url}' },
  receiptShort: { en: 'Paid. Open it here: {url}', am: 'ተከፍሏል፦ {url}' },
  sale: { en: 'Sold: {title}. {amount} for you after fees.', am: 'ተሸጧል፦ {title}። የእርስዎ ድርሻ {amount}።' },
  saleShort: { en: 'You made a sale. {amount} for you after fees.', am: 'አንድ ምርት ተሸጧል። የእርስዎ ድርሻ {amount}።' },
} as const satisfies Record<string, Phrase>;
