// How long an SMS is for the gateway, which charges by parts: 160 GSM-7 septets or 70 UCS-2 units in one part.
import calculator from 'sms-segments-calculator';

export type Size = { readonly parts: number; readonly encoding: 'GSM-7' | 'UCS-2' };

/** Parts and encoding of a text. One letter outside of GSM-7 makes the whole text UCS-2. */
export function sizeOf(text: string): Size {
  const message = new calculator.SegmentedMessage(text);
  return { parts: message.segmentsCount, encoding: message.encodingName };
}

const latinTwins: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
};

/** The same text with plain quotes, dashes and dots where that keeps it in GSM-7; otherwise as it was. */
export function plainLatin(text: string): string {
  const plain = text.replace(/[‘’“”«»–—…\u00a0]/g, (letter) => latinTwins[letter] ?? letter);
  return sizeOf(plain).encoding === 'GSM-7' ? plain : text;
}
