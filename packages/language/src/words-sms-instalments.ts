import type { Phrase } from './phrases.ts';

/** Text messages to whoever pays in parts: one part each, 160 Latin or 70 Ethiopic letters; the first form that fits is sent. */
export const smsInstalmentWords = {
  soon: {
    en: '{title}: part {part} of {count}, {amount}, is due on {day}: {url} Nothing is taken by itself.',
    am: '{title}፦ ክፍያ {part}/{count} {amount} {day}፦ {url}',
  },
  soonShort: {
    en: 'Part {part} of {count}, {amount}, is due on {day}: {url}',
    am: 'ክፍያ {part}/{count} {amount} {day} {url}',
  },
  soonLeast: { en: 'Due on {day}: {url}', am: '{day} ይክፈሉ {url}' },
  today: {
    en: '{title}: part {part} of {count}, {amount}, is due today: {url} Nothing is taken by itself.',
    am: '{title}፦ ክፍያ {part}/{count} {amount} ዛሬ፦ {url}',
  },
  todayShort: {
    en: 'Part {part} of {count}, {amount}, is due today: {url}',
    am: 'ክፍያ {part}/{count} {amount} ዛሬ {url}',
  },
  todayLeast: { en: 'Due today: {url}', am: 'ዛሬ ይክፈሉ {url}' },
  late: {
    en: '{title}: part {part} of {count}, {amount}, is late. Unpaid, it closes on {closes}: {url}',
    am: '{title}፦ ክፍያ {part}/{count} {amount} ዘግይቷል፤ {closes} ይዘጋል {url}',
  },
  lateShort: {
    en: 'Part {part} of {count} is late. Unpaid, it closes on {closes}: {url}',
    am: 'ክፍያ {part}/{count} ዘግይቷል፤ {closes} ይዘጋል {url}',
  },
  lateLeast: { en: 'Late; closes on {closes}: {url}', am: '{closes} ይዘጋል {url}' },
  closed: {
    en: '{title} is closed until its late part is paid; nothing was deleted. Pay: {url}',
    am: '{title} ክፍያ እስኪገባ ተዘግቷል {url}',
  },
  closedShort: {
    en: 'What you bought is closed until its late part is paid: {url}',
    am: 'ክፍያ እስኪገባ ተዘግቷል {url}',
  },
  closedLeast: { en: 'Closed until paid: {url}', am: 'ተዘግቷል፤ ይክፈሉ {url}' },
  paid: {
    en: '{title}: thank you, part {part} of {count} is paid. {left} is left: {url}',
    am: '{title}፦ ክፍያ {part}/{count} ተከፍሏል። የቀረ {left} {url}',
  },
  paidShort: {
    en: 'Thank you, part {part} of {count} is paid. {left} is left: {url}',
    am: 'ክፍያ {part}/{count} ተከፍሏል። የቀረ {left} {url}',
  },
  paidLeast: { en: 'Paid, thank you: {url}', am: 'ተከፍሏል {url}' },
  done: { en: '{title}: thank you, everything is paid. {url}', am: '{title}፦ ሁሉም ተከፍሏል {url}' },
  doneShort: { en: 'Thank you, everything is paid. {url}', am: 'ሁሉም ተከፍሏል {url}' },
  doneLeast: { en: 'All paid: {url}', am: 'ተከፍሏል {url}' },
} as const satisfies Record<string, Phrase>;
