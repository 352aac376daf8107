import type { Phrase } from './phrases.ts';

/** People who sell with a creator: affiliates and collaborators. */
export const affiliateScreenWords = {
  title: { en: 'People who sell it with you', am: 'ከእርስዎ ጋር የሚሸጡ ሰዎች' },
  titleSays: {
    en: 'A commission for those who recommend it, a share for those who made it with you',
    am: 'ለሚያስተዋውቁ ኮሚሽን፣ አብረው ለሠሩ ድርሻ',
  },
  allow: { en: 'People may recommend it for a commission', am: 'ሰዎች በኮሚሽን ሊያስተዋውቁት ይችላሉ' },
  percent: { en: 'Commission', am: 'ኮሚሽን' },
  percentHint: {
    en: 'Percent of the price less tax and fees, 1 to 75. Who has joined keeps what she accepted.',
    am: 'ከዋጋው ግብር እና ክፍያዎች ተቀንሰው በመቶ፣ ከ1 እስከ 75። የተመዘገበ የተቀበለውን ይዞ ይቆያል።',
  },
  percentSays: { en: 'Write a whole number from 1 to 75.', am: 'ከ1 እስከ 75 ያለ ሙሉ ቁጥር ይጻፉ።' },
  buyersOnly: { en: 'Only people who have bought it', am: 'የገዙ ሰዎች ብቻ' },
  joined: { en: '{count} people recommend it now.', am: 'አሁን {count} ሰዎች ያስተዋውቁታል።' },
  hold: {
    en: 'Each commission is held for {days} days, and goes back with refunds in that time.',
    am: 'እያንዳንዱ ኮሚሽን ለ{days} ቀን ይያዛል፤ በዚያ ጊዜ ገንዘብ ሲመለስ አብሮ ይመለሳል።',
  },
  inviteLink: { en: 'Copy the link to join', am: 'የመመዝገቢያ ሊንክ ይቅዱ' },
  save: { en: 'Save', am: 'አስቀምጥ' },
  saved: { en: 'Saved', am: 'ተቀምጧል' },
  newer: {
    en: 'This was changed on another device. It shows what is saved now.',
    am: 'ይህ በሌላ መሣሪያ ተቀይሯል። አሁን የሚታየው የተቀመጠው ነው።',
  },
  notYet: {
    en: 'Put the product up for sale first. Then others can sell it with you.',
    am: 'መጀመሪያ ምርቱን ለሽያጭ ያቅርቡ። ከዚያ ሌሎች አብረው ሊሸጡት ይችላሉ።',
  },
  partner: { en: 'Share it with another creator', am: 'ከሌላ ፈጣሪ ጋር ይካፈሉ' },
  partnerHandle: { en: 'Her store’s name', am: 'የመደብሯ ስም' },
  partnerHint: {
    en: 'As in the address, like sara-art. Nothing is shared before she agrees.',
    am: 'በአድራሻው እንዳለው፤ ለምሳሌ sara-art። እስክትስማማ ምንም አይካፈልም።',
  },
  partnerPercent: { en: 'Her share', am: 'ድርሻዋ' },
  partnerPercentSays: { en: 'Write a whole number from 1 to 90.', am: 'ከ1 እስከ 90 ያለ ሙሉ ቁጥር ይጻፉ።' },
  offer: { en: 'Offer the share', am: 'ድርሻውን አቅርብ' },
  offered: { en: 'Offered to {store}', am: 'ለ{store} ቀርቧል' },

  screen: { en: 'Affiliates and collaborators', am: 'አስተዋዋቂዎች እና አጋሮች' },
  screenSays: { en: 'Who sells with you, and your parts of others’ sales', am: 'ከእርስዎ ጋር የሚሸጡ፣ እና ከሌሎች ሽያጭ ድርሻዎ' },
  affiliates: { en: 'Who recommends your products', am: 'ምርቶችዎን የሚያስተዋውቁ' },
  affiliatesEmpty: { en: 'Nobody recommends your products yet', am: 'እስካሁን ምርቶችዎን የሚያስተዋውቅ የለም' },
  affiliatesEmptySays: {
    en: 'Open a product, allow a commission, and send its link to people who like it.',
    am: 'ምርት ይክፈቱ፣ ኮሚሽን ይፍቀዱ፣ ሊንኩን ለሚወዱት ሰዎች ይላኩ።',
  },
  toProducts: { en: 'To my products', am: 'ወደ ምርቶቼ' },
  sales: { en: '{count} sales, {sum} earned', am: '{count} ሽያጭ፣ {sum} አግኝቷል' },
  heldNow: { en: '{sum} held', am: '{sum} ተይዟል' },
  backNow: { en: '{sum} given back', am: '{sum} ተመልሷል' },
  since: { en: 'since {time}', am: 'ከ{time} ጀምሮ' },
  active: { en: 'Active', am: 'በሥራ ላይ' },
  ended: { en: 'Ended', am: 'አብቅቷል' },
  waits: { en: 'Not answered yet', am: 'ገና አልተመለሰም' },
  declined: { en: 'Declined', am: 'አልተቀበለችም' },
  end: { en: 'End', am: 'አቁም' },
  endAffiliate: {
    en: '{code} earns nothing on new sales of “{title}” from now on. What was earned stays.',
    am: '{code} ከአሁን ጀምሮ ከአዲስ የ«{title}» ሽያጭ አያገኝም። የተገኘው ይቆያል።',
  },
  endPartner: {
    en: 'New sales of “{title}” are not shared any more. Earlier ones stay as they were split.',
    am: 'አዲስ የ«{title}» ሽያጮች ከእንግዲህ አይካፈሉም። የቀደሙት እንደተካፈሉ ይቆያሉ።',
  },
  partners: { en: 'Collaborators', am: 'አጋሮች' },
  partnersEmpty: {
    en: 'You share no product yet. Open a product to offer a share.',
    am: 'እስካሁን የሚካፈሉት ምርት የለም። ድርሻ ለማቅረብ ምርት ይክፈቱ።',
  },
  mine: { en: '{store} has {percent} %', am: '{store} {percent} % አላት' },
  theirs: { en: 'A product of {store}: {percent} % are yours', am: 'የ{store} ምርት፤ {percent} % የእርስዎ ነው' },
  agree: { en: 'Agree', am: 'ተስማማ' },
  decline: { en: 'Decline', am: 'አልቀበልም' },
  parts: { en: 'Your parts of others’ sales', am: 'ከሌሎች ሽያጭ ድርሻዎ' },
  partsEmpty: {
    en: 'None yet. What you recommend or made with others stands here.',
    am: 'እስካሁን የለም። የሚያስተዋውቁት ወይም አብረው የሠሩት ሽያጭ እዚህ ይታያል።',
  },
  heldUntil: { en: 'Held until {time}', am: 'እስከ {time} የተያዘ' },
  released: { en: 'In your balance', am: 'በሂሳብዎ ውስጥ' },
  reversed: { en: 'Given back', am: 'የተመለሰ' },
  recommending: { en: 'What I recommend', am: 'የማስተዋውቃቸው' },
} as const satisfies Record<string, Phrase>;
