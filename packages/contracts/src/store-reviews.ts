// What buyers think of what they bought. Only who bought can write, once for each product; the creator can answer and
// cannot take away.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Done, Id, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

const Stars = T.Integer({ minimum: 1, maximum: 5 });
export const ReviewView = T.Object({
  id: Id,
  stars: Stars,
  text: T.String(),
  /** Empty: she did not say how she is called. */
  name: T.String(),
  writtenAt: Moment,
  answer: nullable(T.String()),
});
export type ReviewView = Static<typeof ReviewView>;
const product = T.Object({ id: Id });

export const listReviews = endpoint({
  method: 'GET',
  url: '/v1/products/:id/reviews',
  access: 'public',
  summary: 'What buyers of a product say, the newest first',
  params: product,
  query: PageQuery,
  response: T.Object({
    /** Of all of them, not of this page. */
    count: T.Integer(),
    /** Stars on average, in tenths: 47 is 4.7. Null without any. */
    tenths: nullable(T.Integer()),
    ...pageOf(ReviewView).properties,
  }),
});
export const myReview = endpoint({
  method: 'GET',
  url: '/v1/products/:id/reviews/mine',
  access: 'person',
  summary: 'What I said of something that I bought; 404 for who did not buy it',
  params: product,
  response: T.Object({ review: nullable(ReviewView) }),
});
export const writeReview = endpoint({
  method: 'PUT',
  url: '/v1/products/:id/reviews/mine',
  access: 'person',
  summary: 'Say what I think of something that I bought; writing again changes it',
  params: product,
  body: T.Object(
    { stars: Stars, text: T.String({ maxLength: 4000 }), name: T.Optional(T.String({ maxLength: 400 })) },
    { additionalProperties: false },
  ),
  response: ReviewView,
});
export const removeReview = endpoint({
  method: 'DELETE',
  url: '/v1/products/:id/reviews/mine',
  access: 'person',
  summary: 'Take back what I said',
  params: product,
  response: Done,
});
export const listMyReviews = endpoint({
  method: 'GET',
  url: '/v1/products/reviews',
  access: 'creator',
  summary: 'What buyers say of all that I sell, the newest first',
  query: PageQuery,
  response: pageOf(T.Object({ ...ReviewView.properties, productId: Id, title: T.String() })),
});
/** An empty answer takes the answer away. */
export const answerReview = endpoint({
  method: 'PUT',
  url: '/v1/products/:id/reviews/:reviewId/answer',
  access: 'creator',
  summary: 'Answer what a buyer said, below it',
  params: T.Object({ id: Id, reviewId: Id }),
  body: T.Object({ text: T.String({ maxLength: 4000 }) }, { additionalProperties: false }),
  response: ReviewView,
});

export const notBought = problem('not-bought', 404, {
  en: 'Only who bought this can review it. Sign in with the number that you bought with.',
  am: 'አስተያየት መስጠት የሚችለው የገዛው ብቻ ነው። በገዙበት ስልክ ቁጥር ይግቡ።',
});
export const starsMissing = problem('stars-missing', 422, {
  en: 'Choose how many stars you give, from 1 to 5.',
  am: 'ከ1 እስከ 5 ስንት ኮከብ እንደሚሰጡ ይምረጡ።',
});
