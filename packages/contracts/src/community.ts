// A members' space for each store; buyers join by buying.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Done, Id, Moment, PageQuery, pageOf } from './shapes.ts';

export const PostView = T.Object({
  id: Id,
  author: T.String({ description: 'the store name, or a member name' }),
  byCreator: T.Boolean(),
  mine: T.Boolean(),
  text: T.String(),
  hidden: T.Boolean(),
  comments: T.Integer(),
  createdAt: Moment,
});
export type PostView = Static<typeof PostView>;
export const CommentView = T.Object({
  id: Id,
  author: T.String(),
  byCreator: T.Boolean(),
  mine: T.Boolean(),
  text: T.String(),
  hidden: T.Boolean(),
  createdAt: Moment,
});
const space = T.Object({ creatorId: Id });
const spacePost = T.Object({ creatorId: Id, postId: Id });
const spaceComment = T.Object({ creatorId: Id, postId: Id, commentId: Id });
const Text = T.Object({ text: T.String({ maxLength: 40_000 }) }, { additionalProperties: false });

/** Members and the creator herself; to everyone else the space does not exist. */
export const listPosts = endpoint({
  method: 'GET',
  url: '/v1/community/spaces/:creatorId/posts',
  access: 'person',
  summary: 'Posts of a space, newest first',
  params: space,
  query: PageQuery,
  response: pageOf(PostView),
});
export const writePost = endpoint({
  method: 'POST',
  url: '/v1/community/spaces/:creatorId/posts',
  access: 'person',
  summary: 'Write a post',
  status: 201,
  params: space,
  body: Text,
  response: PostView,
});
export const listComments = endpoint({
  method: 'GET',
  url: '/v1/community/spaces/:creatorId/posts/:postId/comments',
  access: 'person',
  summary: 'Comments of a post, oldest first',
  params: spacePost,
  query: PageQuery,
  response: pageOf(CommentView),
});
export const writeComment = endpoint({
  method: 'POST',
  url: '/v1/community/spaces/:creatorId/posts/:postId/comments',
  access: 'person',
  summary: 'Write a comment',
  status: 201,
  params: spacePost,
  body: Text,
  response: CommentView,
});
export const hidePost = endpoint({
  method: 'POST',
  url: '/v1/community/spaces/:creatorId/posts/:postId/hide',
  access: 'creator',
  summary: 'Hide or show a post of the own space',
  params: spacePost,
  body: T.Object(
    { hidden: T.Boolean(), reason: T.Optional(T.String({ maxLength: 800 })) },
    { additionalProperties: false },
  ),
  response: PostView,
});
export const hideComment = endpoint({
  method: 'POST',
  url: '/v1/community/spaces/:creatorId/posts/:postId/comments/:commentId/hide',
  access: 'creator',
  summary: 'Hide or show a comment of the own space',
  params: spaceComment,
  body: T.Object(
    { hidden: T.Boolean(), reason: T.Optional(T.String({ maxLength: 800 })) },
    { additionalProperties: false },
  ),
  response: CommentView,
});
export const MemberView = T.Object({
  id: Id,
  name: T.String(),
  /** paused: nothing that she bought is open now; it opens by itself with the next payment. */
  state: T.Union([T.Literal('active'), T.Literal('paused'), T.Literal('banned')]),
  joinedAt: Moment,
});
export const listMembers = endpoint({
  method: 'GET',
  url: '/v1/community/members',
  access: 'creator',
  summary: 'Members of the own space',
  query: PageQuery,
  response: pageOf(MemberView),
});
export const banMember = endpoint({
  method: 'POST',
  url: '/v1/community/members/:id/ban',
  access: 'creator',
  summary: 'Ban a member of the own space, or let her back in',
  params: T.Object({ id: Id }),
  body: T.Object(
    { banned: T.Boolean(), reason: T.Optional(T.String({ maxLength: 800 })) },
    { additionalProperties: false },
  ),
  response: MemberView,
});
export const nameMember = endpoint({
  method: 'PUT',
  url: '/v1/community/spaces/:creatorId/me',
  access: 'person',
  summary: 'The name under which a member writes',
  params: space,
  body: T.Object({ name: T.String({ maxLength: 400 }) }, { additionalProperties: false }),
  response: Done,
});
export const memberJoined = event('member.joined', 1, T.Object({ memberId: Id, personId: Id, joinedAt: Moment }));

export const postEmpty = problem('post-empty', 422, { en: 'Write something first.', am: 'መጀመሪያ የሆነ ነገር ይጻፉ።' });
export const postTooLong = problem('post-too-long', 422, {
  en: 'Write at most {limit} letters; there are {count} now.',
  am: 'ቢበዛ {limit} ፊደል ይጻፉ፤ አሁን {count} አለ።',
});
export const memberBanned = problem('member-banned', 403, {
  en: 'The creator has closed this space for you. What you bought is still yours.',
  am: 'ፈጣሪው ይህን ቦታ ለእርስዎ ዘግቷል። የገዙት አሁንም የእርስዎ ነው።',
});
export const memberPaused = problem('member-paused', 403, {
  en: 'The money for what you bought here went back, so this space is closed for now. “What I bought” says why.',
  am: 'እዚህ የገዙት ገንዘብ ስለተመለሰ ይህ ቦታ ለጊዜው ተዘግቷል። ምክንያቱ «የገዛኋቸው» ውስጥ አለ።',
});
export const membershipOver = problem('membership-over', 403, {
  en: 'Your membership is paused or its time is over, so this space is closed. What you wrote stays. Renew it in “What I bought”.',
  am: 'አባልነትዎ ቆሟል ወይም ጊዜው አብቅቷል፤ ስለዚህ ይህ ቦታ ተዘግቷል። የጻፉት ይቆያል። «የገዛኋቸው» ውስጥ ያድሱት።',
});
export const nameEmpty = problem('member-name-empty', 422, {
  en: 'Write the name that the others should see.',
  am: 'ሌሎች የሚያዩትን ስም ይጻፉ።',
});
export const nameTooLong = problem('member-name-too-long', 422, {
  en: 'Write a name of at most {limit} letters; there are {count} now.',
  am: 'ቢበዛ {limit} ፊደል ያለው ስም ይጻፉ፤ አሁን {count} አለ።',
});
