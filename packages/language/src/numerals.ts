const ONES = 0x1369;
const TENS = 0x1372;
const HUNDRED = 0x137b;
const TEN_THOUSAND = 0x137c;

/**
 * Writes runs of Ethiopic numerals with 0–9 (`፳፻፲፱` becomes `2019`), so that search and addresses can use them. They
 * have no zero and are read in pairs: ones and tens, each pair followed by its hundred or ten thousand.
 */
export function westernDigits(text: string): string {
  return text.replace(/[\u1369-\u137c]+/gu, (run) => String(valueOf(run)));
}

function valueOf(run: string): bigint {
  let total = 0n;
  let group = 0n;
  let pair = 0n;
  for (const sign of run) {
    const code = sign.codePointAt(0) ?? 0;
    if (code === TEN_THOUSAND) {
      // Nothing before it means one: ፼ is 10,000, and ፼፼ a hundred million.
      total = (total + group + pair || 1n) * 10_000n;
      group = 0n;
      pair = 0n;
    } else if (code === HUNDRED) {
      group += (pair || 1n) * 100n;
      pair = 0n;
    } else if (code >= TENS) {
      pair += BigInt(code - TENS + 1) * 10n;
    } else {
      pair += BigInt(code - ONES + 1);
    }
  }
  return total + group + pair;
}
