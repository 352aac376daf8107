// The rails that there are. Adding one is its file, its stand-in in the sandbox and its entry here; everything else asks
// `capabilities` and these words.
import { Type as T } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { birr } from '@windsurf/money/money';
import type { Phrase } from '@windsurf/language/phrases';
import { CbebirrSecret, createCbebirr } from './cbebirr.ts';
import { ChapaSecret, createChapa } from './chapa.ts';
import { ManualSecret, createManual } from './manual.ts';
import type { Rail, RailCapabilities, RailName, RailOptions, Rails } from './rails.ts';
import { TelebirrSecret, createTelebirr } from './telebirr.ts';
import { WebirrSecret, createWebirr } from './webirr.ts';

/** What pages say about a rail; sentences that fit all of them take `name` as their placeholder. */
export type RailWords = {
  readonly name: Phrase;
  /** Who speaks, in sentences where the name of the way to pay would not fit. */
  readonly teller?: Phrase;
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

/** What one payment may be is the contract's, not the protocol's: `limits` in a rail's part of the secret, in whole birr. */
const Limits = T.Object({
  limits: T.Object({ minBirr: T.Integer({ minimum: 1 }), maxBirr: T.Integer({ minimum: 1, maximum: 1_000_000 }) }),
});
const limitsIn = (own: unknown): RailCapabilities['limits'] | undefined =>
  Value.Check(Limits, own) ? { min: birr(own.limits.minBirr), max: birr(own.limits.maxBirr) } : undefined;

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
      const rail = of.create(own, options);
      const limits = limitsIn(own);
      return limits ? { ...rail, capabilities: { ...rail.capabilities, limits } } : rail;
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
  entry({
    name: 'webirr',
    secret: WebirrSecret,
    create: createWebirr,
    words: {
      name: { en: 'Any bank, with a code', am: 'በማንኛውም ባንክ፣ በኮድ' },
      teller: { en: 'WeBirr', am: 'ዌብር' },
      how: {
        en: 'You get nine digits; pay them in your bank’s app or at a branch · usually a few minutes',
        am: 'ዘጠኝ አሃዝ ኮድ ይሰጥዎታል፤ በባንክዎ መተግበሪያ ወይም በቅርንጫፍ ይክፈሉ · ብዙ ጊዜ ጥቂት ደቂቃዎች',
      },
      now: {
        en: 'Open your bank’s app, choose WeBirr and type the code.',
        am: 'የባንክዎን መተግበሪያ ይክፈቱ፣ ዌብር (WeBirr) ይምረጡና ኮዱን ያስገቡ።',
      },
      next: {
        en: 'Anybody may pay it for you. We notice it by ourselves.',
        am: 'ሌላ ሰውም ሊከፍልልዎ ይችላል። ሲከፈል በራሳችን እናውቃለን።',
      },
      stuck: {
        en: 'Does your bank not take the code? See the list of banks below, or pay in another way.',
        am: 'ባንክዎ ኮዱን አልተቀበለም? ከታች ያሉትን ባንኮች ይመልከቱ፣ ወይም በሌላ መንገድ ይክፈሉ።',
      },
    },
  }),
  entry({
    name: 'cbebirr',
    secret: CbebirrSecret,
    create: createCbebirr,
    words: {
      name: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
      how: {
        en: 'Your phone asks for your PIN · usually under a minute',
        am: 'ስልክዎ የሚስጥር ቁጥርዎን ይጠይቃል · ብዙ ጊዜ ከአንድ ደቂቃ በታች',
      },
      now: {
        en: 'Look at your phone. CBE Birr is asking for your PIN.',
        am: 'ስልክዎን ይመልከቱ። ሲቢኢ ብር የሚስጥር ቁጥርዎን እየጠየቀ ነው።',
      },
      next: { en: 'Type it on your phone only, never here.', am: 'በስልክዎ ላይ ብቻ ያስገቡ፤ እዚህ በፍጹም አያስገቡ።' },
      stuck: {
        en: 'Prompt not there? Unlock your phone and look for it.',
        am: 'ጥያቄው አልመጣም? ስልክዎን ከፍተው ይፈልጉት።',
      },
    },
  }),
  entry({
    name: 'manual',
    secret: ManualSecret,
    create: createManual,
    words: {
      name: { en: 'Bank transfer', am: 'የባንክ ዝውውር' },
      teller: { en: 'the bank', am: 'ባንኩ' },
      how: {
        en: 'Send the money yourself and tell us its reference · a person confirms it, usually the same day',
        am: 'ገንዘቡን ራስዎ ያስተላልፉና የግብይት ቁጥሩን ይንገሩን · ሰው አይቶ ያረጋግጣል፤ ብዙ ጊዜ በዕለቱ',
      },
      now: {
        en: 'Send exactly this amount to one of the accounts below.',
        am: 'ከታች ካሉት ሒሳቦች ወደ አንዱ ልክ ይህን መጠን ያስተላልፉ።',
      },
      next: {
        en: 'Then type the reference from your bank’s message here.',
        am: 'ከዚያ ከባንክዎ መልእክት ላይ ያለውን የግብይት ቁጥር እዚህ ያስገቡ።',
      },
      stuck: {
        en: 'No reference yet? It is in the SMS or the receipt of your bank; at CBE it begins with FT.',
        am: 'የግብይት ቁጥር አላገኙም? በባንክዎ አጭር መልእክት ወይም ደረሰኝ ላይ ነው፤ በንግድ ባንክ በFT ይጀምራል።',
      },
    },
  }),
  entry({
    name: 'chapa',
    secret: ChapaSecret,
    create: createChapa,
    words: {
      name: { en: 'Chapa', am: 'ቻፓ' },
      how: {
        en: 'Card, wallet or bank on Chapa’s page · usually a minute',
        am: 'በካርድ፣ በዋሌት ወይም በባንክ በቻፓ ገጽ ላይ · ብዙ ጊዜ አንድ ደቂቃ',
      },
      now: { en: 'Finish the payment on Chapa’s page.', am: 'ክፍያውን በቻፓ ገጽ ላይ ይጨርሱ።' },
      next: { en: 'You come back here afterwards.', am: 'ከዚያ ወደዚህ ይመለሳሉ።' },
      stuck: {
        en: 'Page not there? Open it once more with the button; it is the same payment.',
        am: 'ገጹ አልመጣም? በቁልፉ እንደገና ይክፈቱት፤ ያው ክፍያ ነው።',
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

/** Who speaks when a rail says something: its name, unless that would not fit. */
export const railTeller = (name: RailName): Phrase => {
  const words = railWords(name);
  return words?.teller ?? words?.name ?? { en: name, am: name };
};

/** A sentence that begins with a teller: some of them are no names. */
export const asSentence = (text: string): string => text.replace(/^the /, 'The ');

/** Shapes of the rails' parts of the secret, under their names. */
export const railSecrets: Readonly<Record<string, TSchema>> = Object.fromEntries(
  railEntries.map(({ name, secret }) => [name, secret]),
);
