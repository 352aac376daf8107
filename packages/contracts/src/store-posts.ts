// What a creator writes on her own store.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Done, Id, Moment, nullable } from './shapes.ts';

export const Post = T.Object({
  id: Id,
  slug: T.String(),
  title: T.String(),
  /** The marks of a text block. */
  body: T.String(),
  version: T.Integer(),
  publishedAt: nullable(Moment),
  updatedAt: Moment,
  /** Address of the post; null while it is not public. */
  url: nullable(T.String()),
});
export type Post = Static<typeof Post>;

// A net; the limits in graphemes are rules of store-builder: 120 and 8 000.
const fields = { title: T.String({ maxLength: 2000 }), body: T.String({ maxLength: 40_000 }) };
const one = T.Object({ id: Id });

export const listPosts = endpoint({
  method: 'GET',
  url: '/v1/content/posts',
  access: 'creator',
  summary: 'The own posts, newest first',
  response: T.Object({ items: T.Array(Post) }),
});
export const createPost = endpoint({
  method: 'POST',
  url: '/v1/content/posts',
  access: 'creator',
  summary: 'Begin a post; nobody else sees it before it is published',
  status: 201,
  body: T.Object(fields, { additionalProperties: false }),
  response: Post,
});
export const changePost = endpoint({
  method: 'PATCH',
  url: '/v1/content/posts/:id',
  access: 'creator',
  summary: 'Change a post; 409 changed-elsewhere carries the other one as `current`',
  params: one,
  body: T.Object(
    { baseVersion: T.Integer({ minimum: 1 }), title: T.Optional(fields.title), body: T.Optional(fields.body) },
    { additionalProperties: false },
  ),
  response: Post,
});
export const publishPost = endpoint({
  method: 'POST',
  url: '/v1/content/posts/:id/publish',
  access: 'creator',
  summary: 'Show the post on the store; the same again changes nothing',
  params: one,
  response: Post,
});
export const unpublishPost = endpoint({
  method: 'POST',
  url: '/v1/content/posts/:id/unpublish',
  access: 'creator',
  summary: 'Take the post off the store; it stays here',
  params: one,
  response: Post,
});
export const removePost = endpoint({
  method: 'DELETE',
  url: '/v1/content/posts/:id',
  access: 'creator',
  summary: 'Delete a post',
  params: one,
  response: Done,
});
