import type { Phrase } from './phrases.ts';

/** How an address looks where it is shared. */
export const sharingWords = {
  title: { en: 'Share and print', am: 'ያጋሩ እና ያትሙ' },
  titleSays: {
    en: 'How your links look in Telegram, words to send, a code to print',
    am: 'ሊንኮችዎ በቴሌግራም እንዴት እንደሚታዩ፣ የሚላኩ ቃላት፣ የሚታተም ኮድ',
  },
  what: { en: 'What do you share?', am: 'ምን ያጋራሉ?' },
  wholeStore: { en: 'The store: {name}', am: 'መደብሩ፦ {name}' },
  notLive: {
    en: 'It is not public yet, so messengers show no card. Publish it first.',
    am: 'እስካሁን ይፋ ስላልሆነ መልእክት መላኪያዎች ምንም አያሳዩም። መጀመሪያ ያትሙት።',
  },
  cardTitle: { en: 'This is how it looks', am: 'እንዲህ ይታያል' },
  oldCards: {
    en: 'Messengers keep what they fetched: people who shared it before may see the old one.',
    am: 'መልእክት መላኪያዎች ያወረዱትን ያስቀምጣሉ፦ ከዚህ በፊት ያጋሩት ሰዎች የቀድሞውን ሊያዩ ይችላሉ።',
  },
  noPreviews: { en: 'No messenger has fetched it in the last 30 days.', am: 'ባለፉት 30 ቀናት ምንም መልእክት መላኪያ አላወረደውም።' },
  previews: {
    en: 'Messengers fetched it {count} times in the last 30 days. These are previews, not visitors.',
    am: 'መልእክት መላኪያዎች ባለፉት 30 ቀናት {count} ጊዜ አውርደውታል። እነዚህ ቅድመ እይታዎች እንጂ ጎብኚዎች አይደሉም።',
  },
  sendTitle: { en: 'Words to send', am: 'የሚላኩ ቃላት' },
  telegram: { en: 'Send by Telegram', am: 'በቴሌግራም ላክ' },
  otherApps: { en: 'Other apps', am: 'ሌሎች መተግበሪያዎች' },
  copyAll: { en: 'Copy words and link', am: 'ቃላቱንና ሊንኩን ቅዳ' },
  codeTitle: { en: 'Code to print', am: 'የሚታተም ኮድ' },
  codeSays: {
    en: 'People point a phone camera at it and your page opens. Print it at least 2 cm wide.',
    am: 'ሰዎች የስልካቸውን ካሜራ ሲያነጣጥሩበት ገጽዎ ይከፈታል። ቢያንስ 2 ሴ.ሜ ስፋት አድርገው ያትሙት።',
  },
  codeOf: { en: 'Code that opens {address}', am: '{address}ን የሚከፍት ኮድ' },
  codePng: { en: 'Picture for printing', am: 'ለማተም የሚሆን ምስል' },
  codeSvg: { en: 'Drawing for a designer (SVG)', am: 'ለንድፍ ባለሙያ (SVG)' },

  // Publishing at a time
  later: { en: 'Publish later…', am: 'በኋላ አትም…' },
  laterTitle: { en: 'When should it become public?', am: 'መቼ ይፋ ይሁን?' },
  laterSays: {
    en: 'The page as it is now becomes public then. What you change afterwards stays in the draft.',
    am: 'ገጹ አሁን ባለበት ሁኔታ በዚያ ጊዜ ይፋ ይሆናል። ከዚህ በኋላ የሚቀይሩት በረቂቁ ይቆያል።',
  },
  laterKeep: { en: 'Publish at this time', am: 'በዚህ ጊዜ አትም' },
  laterKeeping: { en: 'Keeping it…', am: 'በማስቀመጥ ላይ…' },
  laterSet: { en: 'It becomes public on {time}.', am: 'በ{time} ይፋ ይሆናል።' },
  laterSince: {
    en: 'You changed the draft since. Those changes are not in it; choose the time again to include them.',
    am: 'ከዚያ በኋላ ረቂቁን ቀይረዋል። ለውጦቹ አልተካተቱም፤ ለማካተት ጊዜውን እንደገና ይምረጡ።',
  },
  laterCancel: { en: 'Do not publish by itself', am: 'በራሱ አይታተም' },
  laterCancelled: { en: 'It will not be published by itself.', am: 'በራሱ አይታተምም።' },
  laterTime: { en: 'Day and time', am: 'ቀን እና ሰዓት' },
  laterNeeded: { en: 'Choose a day and a time.', am: 'ቀንና ሰዓት ይምረጡ።' },
} as const satisfies Record<string, Phrase>;
