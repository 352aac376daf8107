// The page that is measured: the one of experience.md 4.1 (8 products, 4 links, texts), in Amharic that never repeats.
import type { Block, PageContent } from '@windsurf/contracts/store';

const syllables = 'ሰላምየኢትዮጵያመጻሕፍትትምህርትፈተናማስታወሻጥያቄመልስሒሳብፊዚክስታሪክቋንቋንባብጽሑፍተማሪመምህርዕውቀትክፍልዓመትቀንሥራገበያዋጋስልክ';

/** Amharic-looking prose of about `length` letters; the same for the same seed, and different for each. */
export function prose(length: number, seed: number): string {
  let state = seed * 7919 + 17;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  let text = '';
  while (text.length < length) {
    for (let left = 2 + next(5); left > 0; left -= 1) text += syllables[next(syllables.length)] ?? '';
    text += next(11) === 0 ? '። ' : ' ';
  }
  return text.trim();
}

export const benchProducts = Array.from({ length: 8 }, (_, at) => ({
  title: prose(24, 100 + at),
  description: prose(320, 200 + at),
  priceSantim: 9_950 + at * 5_000,
}));

const hosts = [
  'https://t.me/bench',
  'https://www.youtube.com/@bench',
  'tel:+251911000000',
  'https://example.com/bench',
];

/** The content of the page, once the products have ids. */
export function benchContent(productIds: readonly string[]): PageContent {
  const links = hosts.map((url, at): Block => {
    return {
      id: `l${at}`,
      kind: 'link',
      visible: true,
      title: prose(22, 300 + at),
      url,
      note: prose(40, 400 + at),
      important: at === 0,
    };
  });
  const products = productIds.map((productId, at): Block => {
    return { id: `p${at}`, kind: 'product', visible: true, productId, look: at === 0 ? 'large' : 'card' };
  });
  const texts = [0, 1, 2].map(
    (at): Block => ({ id: `t${at}`, kind: 'text', visible: true, text: prose(400, 500 + at) }),
  );
  return {
    displayName: 'የመለኪያ መደብር',
    line: prose(60, 1),
    bio: prose(240, 2),
    theme: { name: 'adey' },
    blocks: [...links.slice(0, 1), ...products, ...texts, ...links.slice(1)],
  };
}
