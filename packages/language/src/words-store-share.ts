import type { Phrase } from './phrases.ts';

/** Words of share cards and of messages that hand an address on. */
export const shareWords = {
  free: { en: 'Free', am: 'ነጻ' },
  from: { en: 'From {price}', am: 'ከ{price} ጀምሮ' },
  monthly: { en: '{price} a month', am: 'በወር {price}' },
  storeText: { en: 'See the store of {name}', am: 'የ{name}ን መደብር ይመልከቱ' },
  productText: { en: '{name}, {price}', am: '{name}፣ {price}' },
} as const satisfies Record<string, Phrase>;
