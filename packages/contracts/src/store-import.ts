// What a creator brings along from elsewhere. A file is read and what was found in it is answered; nothing is kept, and
// nothing of hers changes until she has looked it over and adds it herself.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Moment, Santim, nullable } from './shapes.ts';

/** The export of a channel by Telegram Desktop (JSON), tables of Gumroad or Stan, any other table, a saved web page. */
export const ImportSource = T.Union([
  T.Literal('telegram'),
  T.Literal('gumroad'),
  T.Literal('stan'),
  T.Literal('table'),
  T.Literal('page'),
]);
export const Imported = T.Object({
  source: ImportSource,
  name: nullable(T.String()),
  line: nullable(T.String()),
  links: T.Array(T.Object({ title: T.String(), url: T.String() })),
  products: T.Array(
    T.Object({
      title: T.String(),
      description: T.String(),
      /** Null when it is not a price in birr; then `price` says what stands there. */
      priceSantim: nullable(Santim),
      price: nullable(T.String()),
    }),
  ),
  posts: T.Array(T.Object({ text: T.String(), at: nullable(Moment) })),
  /** How much was in the file that is not brought along: pictures and files, rows without a name, more than the most. */
  left: T.Object({ media: T.Integer(), unnamed: T.Integer(), more: T.Integer() }),
});
export type Imported = Static<typeof Imported>;

/** The file's bytes as the body, of any type: what it is, is seen from its content. At most 20 MB. */
export const readImport = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/import',
  access: 'creator',
  summary: 'Read what a file from elsewhere holds: links, products, posts; nothing is kept',
  response: Imported,
});

export const importUnknown = problem('import-unknown', 422, {
  en: 'This file is not one that we can read. Choose result.json of Telegram Desktop, a CSV from Gumroad or Stan, or a saved page (.html).',
  am: 'ይህን ፋይል ማንበብ አልቻልንም። የTelegram Desktop result.json፣ የGumroad ወይም የStan CSV፣ ወይም የተቀመጠ ገጽ (.html) ይምረጡ።',
});
export const importPrivate = problem('import-private', 422, {
  en: 'This is the export of a chat with people, and their words are not yours to publish. Export your channel instead.',
  am: 'ይህ ከሰዎች ጋር የተደረገ ውይይት ነው፤ የእነሱን ቃል ማተም አይቻልም። በምትኩ የቻናልዎን ፋይል ያውጡ።',
});
export const importBroken = problem('import-broken', 422, {
  en: 'The file ends too early or is damaged. Export it again and choose the new one.',
  am: 'ፋይሉ አልተሟላም ወይም ተበላሽቷል። እንደገና አውጥተው አዲሱን ይምረጡ።',
});
export const importNoNames = problem('import-no-names', 422, {
  en: 'No column of this table has the names of products. Call one of them “Name” or “Title” and try again.',
  am: 'በዚህ ሰንጠረዥ ውስጥ የምርት ስም ያለበት ዓምድ የለም። አንዱን ዓምድ “Name” ወይም “Title” ብለው እንደገና ይሞክሩ።',
});
export const importNothing = problem('import-nothing', 422, {
  en: 'There is no link, product or post in this file. Choose another one.',
  am: 'በዚህ ፋይል ውስጥ ሊንክ፣ ምርት ወይም ጽሑፍ የለም። ሌላ ይምረጡ።',
});
export const importTooLarge = problem('import-too-large', 413, {
  en: 'This file is {size}; the limit is {limit}. In Telegram Desktop, export without photos and files.',
  am: 'ይህ ፋይል {size} ነው፤ ገደቡ {limit} ነው። በTelegram Desktop ያለ ፎቶና ፋይል ያውጡ።',
});
