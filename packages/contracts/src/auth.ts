// Signing in by phone and code, sessions, and the people behind phone numbers.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Done, Id, Lang, Moment, nullable } from './shapes.ts';

const Phone = T.String({ minLength: 1, maxLength: 40, description: 'as a person types it: 09…, 9…, 2519…, +2519…' });

/** The answer is the same whether the number is known or not. */
export const requestCode = endpoint({
  method: 'POST',
  url: '/v1/auth/codes',
  access: 'public',
  summary: 'Send a six-digit sign-in code by SMS',
  status: 202,
  body: T.Object({ phone: Phone, lang: T.Optional(Lang) }, { additionalProperties: false }),
  response: T.Object({
    /** Grouped for reading: 0911 234 567. */
    phone: T.String(),
    expiresInSeconds: T.Integer(),
    resendInSeconds: T.Integer(),
  }),
});

export const Role = T.Union([T.Literal('buyer'), T.Literal('creator'), T.Literal('operator')]);
export const SessionView = T.Object({
  personId: Id,
  creatorId: nullable(Id),
  roles: T.Array(Role),
  phone: T.String({ description: 'masked: 0911 *** 567' }),
  lang: Lang,
  csrf: T.String({ description: 'goes into x-csrf-token, or the field _csrf of a form' }),
  expiresAt: Moment,
});

export const signIn = endpoint({
  method: 'POST',
  url: '/v1/auth/sessions',
  access: 'public',
  summary: 'Exchange phone and code for a session',
  status: 201,
  body: T.Object(
    {
      phone: Phone,
      code: T.String({ minLength: 1, maxLength: 12 }),
      as: T.Union([T.Literal('creator'), T.Literal('buyer')], { default: 'buyer' }),
      /** `cookies` for browsers; `tokens` puts the pair into the answer instead. */
      answerWith: T.Optional(T.Union([T.Literal('cookies'), T.Literal('tokens')])),
      borrowedPhone: T.Optional(T.Boolean({ description: 'the session ends after 30 minutes' })),
      lang: T.Optional(Lang),
    },
    { additionalProperties: false },
  ),
  response: T.Object({
    session: SessionView,
    accessToken: T.Optional(T.String()),
    refreshToken: T.Optional(T.String()),
  }),
});

export const refreshSession = endpoint({
  method: 'POST',
  url: '/v1/auth/refresh',
  access: 'public',
  summary: 'Rotate the refresh token; a used one ends the whole session',
  body: T.Object({ refreshToken: T.Optional(T.String({ maxLength: 200 })) }, { additionalProperties: false }),
  response: T.Object({
    session: SessionView,
    accessToken: T.Optional(T.String()),
    refreshToken: T.Optional(T.String()),
  }),
});

export const currentSession = endpoint({
  method: 'GET',
  url: '/v1/auth/session',
  access: 'person',
  summary: 'Who is signed in',
  response: SessionView,
});

export const signOut = endpoint({
  method: 'DELETE',
  url: '/v1/auth/session',
  access: 'person',
  summary: 'End this session',
  response: Done,
});

export const listSessions = endpoint({
  method: 'GET',
  url: '/v1/auth/sessions',
  access: 'person',
  summary: 'Where this person is signed in',
  response: T.Object({
    items: T.Array(
      T.Object({ id: Id, device: T.String(), createdAt: Moment, lastSeenAt: Moment, current: T.Boolean() }),
    ),
  }),
});

export const revokeSession = endpoint({
  method: 'DELETE',
  url: '/v1/auth/sessions/:id',
  access: 'person',
  summary: 'End another session of this person',
  params: T.Object({ id: Id }),
  response: Done,
});

/** A guest who buys is a person too. Twice with one number is one person. */
export const findOrCreatePerson = endpoint({
  method: 'POST',
  url: '/v1/auth/people',
  access: 'service',
  summary: 'The person of a phone number, made if new',
  body: T.Object({ phone: Phone, lang: T.Optional(Lang) }, { additionalProperties: false }),
  response: T.Object({ personId: Id }),
});

/** Looks without making anybody: for a number that somebody typed who may have nothing here. */
export const findPerson = endpoint({
  method: 'POST',
  url: '/v1/auth/people/find',
  access: 'service',
  summary: 'The person of a phone number, if there is one',
  body: T.Object({ phone: Phone }, { additionalProperties: false }),
  response: T.Object({ personId: nullable(Id) }),
});

export const phoneOfPerson = endpoint({
  method: 'GET',
  url: '/v1/auth/people/:id/phone',
  access: 'service',
  summary: 'Phone number and language of a person, for sending a message',
  params: T.Object({ id: Id }),
  response: T.Object({ phone: T.String({ description: 'E.164' }), lang: Lang }),
});

/** What a fresh code may be asked for; a proof is good for this one thing. */
export const StepUpPurpose = T.Literal('payout-account');
export const sendStepUpCode = endpoint({
  method: 'POST',
  url: '/v1/auth/step-up/code',
  access: 'person',
  summary: 'Send a code to the signed-in person’s own number, before a change that could cost money',
  status: 202,
  body: T.Object({ purpose: StepUpPurpose, lang: T.Optional(Lang) }, { additionalProperties: false }),
  response: T.Object({
    phone: T.String({ description: 'masked: 0911 *** 567' }),
    expiresInSeconds: T.Integer(),
    resendInSeconds: T.Integer(),
  }),
});
export const stepUp = endpoint({
  method: 'POST',
  url: '/v1/auth/step-up',
  access: 'person',
  summary: 'Exchange that code for a proof, good once and for five minutes',
  status: 201,
  body: T.Object(
    { purpose: StepUpPurpose, code: T.String({ minLength: 1, maxLength: 12 }) },
    { additionalProperties: false },
  ),
  response: T.Object({ proof: T.String(), expiresInSeconds: T.Integer() }),
});
export const useStepUp = endpoint({
  method: 'POST',
  url: '/v1/auth/step-up/use',
  access: 'service',
  summary: 'Use up a proof of this person for this purpose; a second time it is 403',
  body: T.Object(
    { purpose: StepUpPurpose, personId: Id, proof: T.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false },
  ),
  response: Done,
});

export const JsonWebKeys = endpoint({
  method: 'GET',
  url: '/.well-known/jwks.json',
  access: 'public',
  summary: 'Public keys of access tokens',
  response: T.Object({
    keys: T.Array(
      T.Object({
        kty: T.String(),
        crv: T.String(),
        x: T.String(),
        kid: T.String(),
        use: T.String(),
        alg: T.String(),
      }),
    ),
  }),
});

export const personSignedUp = event('person.signed-up', 1, T.Object({ personId: Id }));

export const phoneRefused = problem('phone-refused', 422, {
  en: 'Write an Ethiopian mobile number like 0911 234 567.',
  am: 'እንደ 0911 234 567 ያለ የኢትዮጵያ ሞባይል ቁጥር ይጻፉ።',
});
export const phoneForeign = problem('phone-foreign', 422, {
  en: 'Only Ethiopian numbers (+251) work for now. Write one like 0911 234 567.',
  am: 'ለጊዜው የኢትዮጵያ ቁጥሮች (+251) ብቻ ይሰራሉ። እንደ 0911 234 567 ይጻፉ።',
});
/** Wrong, expired, used and never sent are one answer on purpose. */
export const codeWrong = problem('code-wrong', 422, {
  en: 'That code is not right or no longer valid. Check the newest SMS, or ask for a new code.',
  am: 'ኮዱ ትክክል አይደለም ወይም ጊዜው አልፏል። አዲሱን መልእክት ይመልከቱ ወይም አዲስ ኮድ ይጠይቁ።',
});
export const codeLocked = problem('code-locked', 429, {
  en: 'Too many wrong codes. Wait {minutes} min, then ask for a new code.',
  am: 'ብዙ የተሳሳቱ ኮዶች ገብተዋል። {minutes} ደቂቃ ይጠብቁና አዲስ ኮድ ይጠይቁ።',
});
export const codesCapped = problem('codes-capped', 429, {
  en: 'Too many codes were asked for. Try again in {minutes} min.',
  am: 'ብዙ ኮዶች ተጠይቀዋል። ከ{minutes} ደቂቃ በኋላ እንደገና ይሞክሩ።',
});
/** Unknown, another's, another purpose's, used and expired are one answer on purpose. */
export const stepUpNeeded = problem('step-up-needed', 403, {
  en: 'For this we need a fresh code. Ask for one, and type it here.',
  am: 'ለዚህ አዲስ ኮድ ያስፈልጋል። ኮድ ይጠይቁና እዚህ ያስገቡ።',
});
export const sessionEnded = problem('session-ended', 401, {
  en: 'Your session has ended. Sign in again; what you saved is still here.',
  am: 'ጊዜዎ አልቋል። እንደገና ይግቡ፤ ያስቀመጡት አልጠፋም።',
});
