import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { tr } from '../words.ts';

/** 1234567 bytes as 1.2 MB, 2000 as 2 KB. */
export const sizeText = (bytes: number): string =>
  bytes >= 1_000_000
    ? tr(words.mb, { size: (bytes / 1_000_000).toFixed(1) })
    : tr(words.kb, { size: Math.max(1, Math.round(bytes / 1000)) });
