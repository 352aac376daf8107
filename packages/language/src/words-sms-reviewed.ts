import type { Phrase } from './phrases.ts';

/** What creators hear by SMS about a product that we looked at; each fits one part. */
export const smsReviewedWords = {
  approved: {
    en: 'Your product was approved. It is on sale now.',
    am: 'ምርትዎ ተፈቅዷል። አሁን በሽያጭ ላይ ነው።',
  },
  rejected: {
    en: 'A product of yours was not approved. Read in your dashboard what to change.',
    am: 'አንድ ምርትዎ አልተፈቀደም። ምን እንደሚስተካከል ዳሽቦርድዎ ላይ ያንብቡ።',
  },
} as const satisfies Record<string, Phrase>;
