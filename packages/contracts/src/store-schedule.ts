// A page that becomes public at a time.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Moment, nullable } from './shapes.ts';

export const Schedule = T.Object({
  scheduled: nullable(
    T.Object({
      publishAt: Moment,
      draftVersion: T.Integer(),
      state: T.Union([T.Literal('waiting'), T.Literal('failed')]),
      /** Why it was not published, in the reader's language; empty while it waits. */
      detail: T.String(),
      /** The draft was changed since: those changes stay in the draft. */
      changedSince: T.Boolean(),
    }),
  ),
});
export type Schedule = Static<typeof Schedule>;

export const readSchedule = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/schedule',
  access: 'creator',
  summary: 'When the page becomes public by itself, if it does',
  response: Schedule,
});
export const schedulePage = endpoint({
  method: 'PUT',
  url: '/v1/stores/mine/schedule',
  access: 'creator',
  summary: 'Make this draft, as it is now, public at a time; a second one replaces the first',
  body: T.Object({ draftVersion: T.Integer({ minimum: 0 }), publishAt: Moment }, { additionalProperties: false }),
  response: Schedule,
});
export const cancelSchedule = endpoint({
  method: 'DELETE',
  url: '/v1/stores/mine/schedule',
  access: 'creator',
  summary: 'Do not make it public by itself; the draft stays',
  response: Schedule,
});

export const scheduleTime = problem('schedule-time', 422, {
  en: 'Choose a time from one minute to one year from now.',
  am: 'ከአንድ ደቂቃ በኋላ እስከ አንድ ዓመት ድረስ ያለ ጊዜ ይምረጡ።',
});
