// The rails that there are. Adding one is its file, its stand-in in the sandbox and its entry here; everything else asks
// `capabilities` and these words.
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Phrase } from '@windsurf/language/phrases';
import type { Rail, RailName, RailOptions, Rails } from './rails.ts';
import { TelebirrSecret, createTelebirr } from './telebirr.ts';

/** What pages say about a rail; sentences that fit all of them take `name` as their placeholder. */
export type RailWords = {
  readonly name: Phrase;
  /** Under its name, where she chooses: what she will do, and how long it takes. */
  readonly how: Phrase;
  /** While we wait for her: what she does now. */
  readonly now: Phrase;
  /** And then. */
  readonly next: Phrase;
  /** When nothing seems to happen on her side. */
  readonly stuck: Phrase;
};
/** Each rail's part of the secret `windsurf/payments`, under its name. */
export type RailSecrets = Readonly<Record<string, unknown>>;
export type RailEntry = {
  readonly name: RailName;
  readonly words: RailWords;
  /** Shape of its part of the secret. */
  readonly secret: TSchema;
  /** Undefined when the secret has no part for it. Throws, naming no value, when that has another shape. */
  create(secrets: RailSecrets, options: RailOptions): Rail | undefined;
};

function entry<S extends TSchema>(of: {
  name: RailName;
  words: RailWords;
  secret: S;
  create(settings: Static<S>, options: RailOptions): Rail;
}): RailEntry {
  return {
    ...of,
    create(secrets, options) {
      const own = Object.hasOwn(secrets, of.name) ? secrets[of.name] : undefined;
      if (own === undefined) return undefined;
      if (!Value.Check(of.secret, own)) throw new Error(`the secret of the rail ${of.name} does not have its shape`);
      return of.create(own, options);
    },
  };
}

/** In the order in which they are offered. */
export const railEntries: readonly RailEntry[] = [
  entry({
    name: 'telebirr',
    secret: TelebirrSecret,
    create: createTelebirr,
    words: {
      name: { en: 'telebirr', am: 'ቴሌብር' },
      how: {
        en: 'Approve on your phone with your PIN · usually 20 seconds',
        am: 'በስልክዎ በሚስጥር ቁጥርዎ ያጽድቁ · ብዙ ጊዜ 20 ሰከንድ',
      },
      now: {
        en: 'Look at your phone. telebirr is asking for your PIN.',
        am: 'ስልክዎን ይመልከቱ። ቴሌብር የሚስጥር ቁጥርዎን እየጠየቀ ነው።',
      },
      next: { en: 'Approve it in telebirr.', am: 'በቴሌብር ያጽድቁ።' },
      stuck: {
        en: 'Prompt not there? Open telebirr with the button, or unlock your phone and look for it.',
        am: 'ጥያቄው አልመጣም? በቁልፉ ቴሌብርን ይክፈቱ፣ ወይም ስልክዎን ከፍተው ይፈልጉት።',
      },
    },
  }),
];

/**
 * The rails whose part of the secret is there, in their fixed order.
 *
 * @throws Error that names the rail, and no value, when a part has another shape or a key cannot be read
 */
export function createRails(secrets: RailSecrets, options: RailOptions = {}): Rails {
  const rails = new Map<RailName, Rail>();
  for (const one of railEntries) {
    const rail = one.create(secrets, options);
    if (rail) rails.set(one.name, rail);
  }
  return rails;
}

/** What pages say about a rail; undefined when there is no such rail. */
export const railWords = (name: RailName): RailWords | undefined => railEntries.find((one) => one.name === name)?.words;

/** Shapes of the rails' parts of the secret, under their names. */
export const railSecrets: Readonly<Record<string, TSchema>> = Object.fromEntries(
  railEntries.map(({ name, secret }) => [name, secret]),
);
