import type { Phrase } from './phrases.ts';

/** Text messages to members: one part each, 160 Latin or 70 Ethiopic letters; the first form that fits is sent. */
export const smsMembershipWords = {
  soon: {
    en: '{title}: paid until {day}. To go on, {amount}: {url} Nothing is taken by itself.',
    am: '{title}፦ እስከ {day}። ለማደስ {amount}፦ {url}',
  },
  soonShort: {
    en: 'Your membership is paid until {day}. To go on, {amount}: {url}',
    am: 'አባልነትዎ እስከ {day}። {amount}፦ {url}',
  },
  soonLeast: { en: 'Paid until {day}. To go on: {url}', am: 'እስከ {day}። ያድሱ {url}' },
  grace: {
    en: '{title}: your time is over and it stays open until {open}. To go on, {amount}: {url}',
    am: '{title}፦ እስከ {open} ክፍት ነው። {amount}፦ {url}',
  },
  graceShort: {
    en: 'Your membership is over and stays open until {open}. To go on, {amount}: {url}',
    am: 'እስከ {open} ክፍት። {amount}፦ {url}',
  },
  graceLeast: { en: 'Open until {open}. To go on: {url}', am: 'እስከ {open}። ያድሱ {url}' },
  ended: {
    en: '{title}: your membership has ended; nothing was taken. To come back, {amount}: {url}',
    am: '{title}፦ አባልነትዎ አብቅቷል። {amount}፦ {url}',
  },
  endedShort: {
    en: 'Your membership has ended; nothing was taken. To come back, {amount}: {url}',
    am: 'አባልነትዎ አብቅቷል። {amount}፦ {url}',
  },
  endedLeast: { en: 'It has ended. To come back: {url}', am: 'አብቅቷል። {url}' },
  renewed: { en: '{title}: thank you, paid until {day}. Your page: {url}', am: '{title}፦ እስከ {day} ተከፍሏል {url}' },
  renewedShort: { en: 'Thank you. Your membership is paid until {day}: {url}', am: 'እስከ {day} ተከፍሏል {url}' },
  renewedLeast: { en: 'Paid until {day}: {url}', am: 'እስከ {day} {url}' },
  price: {
    en: '{title}: bills from {day} on cost {amount} a month. Until then your price holds. {url}',
    am: '{title}፦ ከ{day} በወር {amount} {url}',
  },
  priceShort: {
    en: 'Your membership: bills from {day} on cost {amount} a month. Until then your price holds. {url}',
    am: 'ከ{day} ጀምሮ በወር {amount} {url}',
  },
  priceLeast: { en: 'From {day} on {amount} a month.', am: 'ከ{day} በወር {amount}' },
} as const satisfies Record<string, Phrase>;
