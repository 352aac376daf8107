// What operators say to the whole platform: feature flags and notices of maintenance or trouble. auth keeps both, because
// every service asks it anyway; what a flag means stands in words-ops-platform.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Id, Moment, nullable } from './shapes.ts';

/** One of a list of words. */
const oneOf = <const W extends string>(words: readonly W[]) =>
  T.Unsafe<W>(T.Union(words.map((word) => T.Literal(word))));

/** Every flag that code asks for. A flag that nobody has set does what `flagDefaults` says. */
export const flagNames = ['checkout-bump', 'sale-sms', 'product-approval'] as const;
export type FlagName = (typeof flagNames)[number];
export const FlagName = oneOf(flagNames);

/** How the product is used: a browser, the Android app, the iOS app, or within Telegram. */
export const platforms = ['web', 'android', 'ios', 'telegram'] as const;
export type Platform = (typeof platforms)[number];
export const Platform = oneOf(platforms);
/** Says the platform of a request; without it the platform is `web`. */
export const platformHeader = 'x-client-platform';

const ruleFields = {
  /** False switches it off for everybody at once, whatever the rest says. */
  enabled: T.Boolean(),
  /** Of all creators, in whole percent; the same creators as long as the number does not fall. */
  percent: T.Integer({ minimum: 0, maximum: 100 }),
  /** Creators that have it whatever the percentage is. */
  creators: T.Array(Id, { maxItems: 200, uniqueItems: true }),
  /** Only there; an empty list is everywhere. */
  platforms: T.Array(Platform, { maxItems: platforms.length, uniqueItems: true }),
};
export const FlagRule = T.Object(ruleFields, { additionalProperties: false });
export type FlagRule = Static<typeof FlagRule>;

const everybody: FlagRule = { enabled: true, percent: 100, creators: [], platforms: [] };
export const flagDefaults: Readonly<Record<FlagName, FlagRule>> = {
  'checkout-bump': everybody,
  'sale-sms': everybody,
  // Nobody waits for an operator before there is one who looks every day (decision 0015).
  'product-approval': { ...everybody, percent: 0 },
};
/**
 * What a process goes by before it has ever read the flags: what holds something back holds it, because nobody can know
 * whether it was switched on; everything else is as nobody has set it.
 */
export const flagsUnread: Readonly<Record<FlagName, FlagRule>> = { ...flagDefaults, 'product-approval': everybody };

const NamedRule = T.Object({ name: FlagName, ...ruleFields });
export const FlagView = T.Object({
  name: FlagName,
  rule: FlagRule,
  /** 0 while nobody has set it. */
  version: T.Integer({ minimum: 0 }),
  changedAt: nullable(Moment),
  /** Who set it and why, the newest first. */
  changes: T.Array(T.Object({ at: Moment, by: nullable(Id), reason: T.String(), rule: FlagRule }), { maxItems: 20 }),
});
export type FlagView = Static<typeof FlagView>;

export const listFlags = endpoint({
  method: 'GET',
  url: '/v1/auth/operator/flags',
  access: 'operator',
  summary: 'Every feature flag with its rule and who set it',
  response: T.Object({ items: T.Array(FlagView) }),
});

const Reason = T.String({ minLength: 5, maxLength: 300, description: 'why, for whoever reads the record later' });

export const flagChanged = problem('flag-changed', 409, {
  en: 'Somebody else changed this flag meanwhile. Look at it again, then decide.',
  am: 'በዚህ መካከል ሌላ ሰው ይህን ማብሪያ ቀይሯል። እንደገና ይመልከቱት፤ ከዚያ ይወስኑ።',
});
export const setFlag = endpoint({
  method: 'PUT',
  url: '/v1/auth/operator/flags/:name',
  access: 'operator',
  summary: 'Set for whom a feature is on; every service follows within 30 seconds',
  params: T.Object({ name: FlagName }),
  body: T.Object(
    {
      rule: FlagRule,
      reason: Reason,
      seenVersion: T.Integer({ minimum: 0, description: 'the version that was looked at' }),
    },
    { additionalProperties: false },
  ),
  response: FlagView,
});

export const myFlags = endpoint({
  method: 'GET',
  url: '/v1/auth/flags',
  access: 'creator',
  summary: 'Which features are on for the creator who asks',
  query: T.Object({ platform: T.Optional(Platform) }),
  response: T.Object({ flags: T.Record(T.String(), T.Boolean()) }),
});

export const components = ['sign-in', 'stores', 'checkout', 'downloads', 'sms'] as const;
export type Component = (typeof components)[number];
const Component = oneOf(components);

export const NoticeKind = T.Union([T.Literal('maintenance'), T.Literal('trouble')]);
const Sentence = T.String({ minLength: 5, maxLength: 300 });
export const NoticeView = T.Object({
  id: Id,
  kind: NoticeKind,
  /** What it is about. */
  components: T.Array(Component, { minItems: 1, maxItems: components.length, uniqueItems: true }),
  startsAt: Moment,
  /** Null for trouble whose end nobody knows yet. */
  endsAt: nullable(Moment),
  am: Sentence,
  en: Sentence,
});
export type NoticeView = Static<typeof NoticeView>;

/** The least time between a planned maintenance and its announcement. */
export const noticeHours = 24;

export const noticeTooLate = problem('notice-too-late', 422, {
  en: 'Maintenance is announced {hours} hours before it begins. If it cannot wait, say so and why.',
  am: 'ጥገና ከመጀመሩ {hours} ሰዓት በፊት ይነገራል። መጠበቅ የማይችል ከሆነ ምክንያቱን ይግለጹ።',
});
export const noticeBackwards = problem('notice-backwards', 422, {
  en: 'The end comes before the beginning, or has passed already. Choose a later end.',
  am: 'ማብቂያው ከመጀመሪያው በፊት ነው ወይም አልፏል። ዘግይቶ የሚያበቃ ጊዜ ይምረጡ።',
});
export const noticeOver = problem('notice-over', 409, {
  en: 'This notice has ended already.',
  am: 'ይህ ማስታወቂያ አብቅቷል።',
});

export const announceNotice = endpoint({
  method: 'POST',
  url: '/v1/auth/operator/notices',
  access: 'operator',
  summary: 'Announce planned maintenance or present trouble on the status page and in the apps',
  status: 201,
  body: T.Object(
    {
      kind: NoticeKind,
      components: NoticeView.properties.components,
      startsAt: Moment,
      endsAt: nullable(Moment),
      am: Sentence,
      en: Sentence,
      reason: Reason,
      /** Maintenance that cannot wait for a day. */
      urgent: T.Optional(T.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: NoticeView,
});
export const endNotice = endpoint({
  method: 'POST',
  url: '/v1/auth/operator/notices/:id/end',
  access: 'operator',
  summary: 'Withdraw a notice that has not begun, or end one that has',
  params: T.Object({ id: Id }),
  body: T.Object({ reason: Reason }, { additionalProperties: false }),
  response: NoticeView,
});
export const listNotices = endpoint({
  method: 'GET',
  url: '/v1/auth/operator/notices',
  access: 'operator',
  summary: 'The latest notices, those to come first',
  response: T.Object({
    items: T.Array(
      T.Intersect([
        NoticeView,
        T.Object({ announcedAt: Moment, announcedBy: nullable(Id), reason: T.String(), endedAt: nullable(Moment) }),
      ]),
    ),
  }),
});

/** One question for both, so that a service asks once every ten seconds. */
export const readPlatform = endpoint({
  method: 'GET',
  url: '/v1/auth/platform',
  access: 'service',
  summary: 'Rules of the flags that were set and notices ahead, for services that keep a copy',
  response: T.Object({
    flags: T.Array(NamedRule),
    /** Going on or to come; absent from builds before notices. */
    notices: T.Optional(T.Array(NoticeView)),
  }),
});

export const ComponentState = T.Union([
  T.Literal('ok'),
  T.Literal('slow'),
  T.Literal('down'),
  T.Literal('maintenance'),
  T.Literal('unknown'),
]);
export type ComponentState = Static<typeof ComponentState>;
export const readStatus = endpoint({
  method: 'GET',
  url: '/status.json',
  access: 'public',
  summary: 'How the platform does, and what is planned',
  response: T.Object({
    at: Moment,
    state: ComponentState,
    components: T.Array(T.Object({ name: Component, state: ComponentState })),
    rails: T.Array(T.Object({ rail: T.String(), state: ComponentState })),
    /** What is going on now, then what is to come. */
    notices: T.Array(T.Intersect([NoticeView, T.Object({ active: T.Boolean() })])),
  }),
});
export type Status = Static<(typeof readStatus)['response']>;
