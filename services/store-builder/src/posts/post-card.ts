// A post in a list: its title, its day, its first words.
import { cutGraphemes } from '@windsurf/language/graphemes';
import type { PostCard } from '../storefront/frame.ts';
import type { PublicPost } from './posts.queries.ts';

/** The first 120 graphemes without the marks of a text. */
export const postCard = ({ slug, title, body, publishedAt }: PublicPost): PostCard => ({
  slug,
  title,
  teaser: cutGraphemes(
    body
      .replace(/^(###|[-•*])\s+/gm, '')
      .replace(/\*{1,2}/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\s+/g, ' '),
    120,
  ),
  at: publishedAt,
});
