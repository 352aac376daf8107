// Pictures of creators: what comes in, what is made of it, and how far that is.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Id } from './shapes.ts';

export const PictureState = T.Union([T.Literal('waiting'), T.Literal('ready'), T.Literal('failed')]);
export const KeptPicture = T.Object({
  imageId: Id,
  url: T.String(),
  width: T.Integer(),
  height: T.Integer(),
  /** What came in. */
  bytes: T.Integer(),
  state: PictureState,
  /** Bytes that a reader's phone loads for it on a page; null until it is ready. */
  shownBytes: T.Union([T.Integer(), T.Null()]),
  /** Why it failed, in the reader's language; empty otherwise. */
  detail: T.String(),
});
export type KeptPicture = Static<typeof KeptPicture>;

/**
 * Raw bytes of a JPEG, PNG, WebP or GIF as the body, at most 20 MB (2 MB when it moves), shrunk on the phone before. The
 * same bytes again are the same picture, so a try whose answer was lost may be repeated.
 */
export const uploadImage = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/images',
  access: 'creator',
  summary: 'Keep a picture; its sizes are made soon after',
  status: 201,
  response: KeptPicture,
});

export const readImage = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/images/:id',
  access: 'creator',
  summary: 'How far a picture is: waiting, ready or failed, with the reason',
  params: T.Object({ id: Id }),
  response: KeptPicture,
});
