import type { Phrase } from './phrases.ts';

/** Choosing a picture, keeping a part of it, and what it costs a reader. */
export const pictureWords = {
  choose: { en: 'Choose a picture', am: 'ፎቶ ምረጥ' },
  change: { en: 'Another picture', am: 'ሌላ ፎቶ' },
  remove: { en: 'Remove the picture', am: 'ፎቶውን አስወግድ' },
  crop: { en: 'Choose the part', am: 'ክፍሉን ምረጥ' },
  shrinking: { en: 'Making it smaller…', am: 'በማሳነስ ላይ…' },
  sending: { en: 'Sending {size}…', am: '{size} በመላክ ላይ…' },
  sendingLabel: { en: 'How much of the picture is sent', am: 'ከፎቶው የተላከው መጠን' },
  drawing: { en: 'It has arrived. Its sizes for the page are being made…', am: 'ደርሷል። ለገጹ መጠኖቹ በመዘጋጀት ላይ ናቸው…' },
  later: {
    en: 'It has arrived. Its sizes will be ready in a few minutes; you can go on.',
    am: 'ደርሷል። መጠኖቹ በጥቂት ደቂቃዎች ይዘጋጃሉ፤ ሥራዎን መቀጠል ይችላሉ።',
  },
  costs: { en: 'Ready. On the page it costs a reader {size}.', am: 'ተዘጋጅቷል። በገጹ ላይ ለአንባቢ {size} ያስወጣል።' },
  tooLarge: {
    en: 'This picture is {size}; the limit is 20 MB. Choose a smaller one or take a screenshot of it.',
    am: 'ይህ ፎቶ {size} ነው፤ ገደቡ 20 ሜባ ነው። አነስ ያለ ይምረጡ ወይም የስክሪን ፎቶ ያንሱ።',
  },
  notPicture: {
    en: 'This is not a picture that can be read. Choose a JPEG, PNG, WebP or GIF.',
    am: 'ይህ ሊነበብ የሚችል ፎቶ አይደለም። JPEG፣ PNG፣ WebP ወይም GIF ይምረጡ።',
  },
  cropTitle: { en: 'Which part is kept', am: 'የሚቀረው ክፍል' },
  cropSays: {
    en: 'Drag the round grips, or move to one with Tab and use the arrow keys.',
    am: 'ክብ መያዣዎቹን ይጎትቱ፤ ወይም በTab ይድረሱና የቀስት ቁልፎችን ይጠቀሙ።',
  },
  cropWhole: { en: 'Whole picture', am: 'ሙሉው ፎቶ' },
  cropKeep: { en: 'Keep this part', am: 'ይህን ክፍል አስቀር' },
  edgeLeft: { en: 'Left edge', am: 'የግራ ጠርዝ' },
  edgeTop: { en: 'Top edge', am: 'የላይ ጠርዝ' },
  edgeRight: { en: 'Right edge', am: 'የቀኝ ጠርዝ' },
  edgeBottom: { en: 'Bottom edge', am: 'የታች ጠርዝ' },
} as const satisfies Record<string, Phrase>;
