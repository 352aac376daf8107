import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { Problem, notFound } from '@windsurf/contracts/problem';
import type { PersonPrincipal, Principal } from '@windsurf/contracts/principal';
import { isId, newId } from '@windsurf/db/ids';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { writeComment } from '../comments/comments.ts';
import type { Deps } from '../deps.ts';
import { nameMember } from '../members/members.ts';
import { rangeOf } from '../paging.ts';
import { writePost } from '../posts/posts.ts';
import { creatorOfHandle } from '../spaces/spaces.ts';
import { keptPage, roomPage, threadPage } from './room.pages.ts';
import type { Frame } from './room.pages.ts';
import { readRoom, readThread } from './room.ts';

const Words = T.Optional(T.String());
const ofSpace = T.Object({ handle: T.String() });
const ofPost = T.Object({ handle: T.String(), postId: T.String() });
const postsPerPage = 20;
const commentsPerPage = 50;

const signIn = (path: string): PageAnswer => ({
  redirect: `/v1/auth/refresh?return=${encodeURIComponent(path)}`,
  headers: { 'cache-control': 'no-store' },
});
const isPerson = (principal: Principal): principal is PersonPrincipal => principal.kind === 'person';
const idOrNew = (given: string | undefined): string => (given !== undefined && isId(given) ? given : newId());

/** What a person can mend stays on the page with what was typed; anything else goes on being thrown. */
function mendable(error: unknown, field: string, lang: Language): { errors: FieldError[]; status: number } {
  if (!(error instanceof Problem) || ![422, 429].includes(error.status)) throw error;
  return { errors: [{ field, text: say(error.says, lang, error.params) }], status: error.status };
}

export function roomRoutes(app: FastifyInstance, deps: Deps): void {
  type Typed = { text?: string; name?: string; once?: string; _csrf?: string };
  const frameOf = (lang: Language, handle: string, csrf: string, typed: Typed = {}): Frame => ({
    lang,
    handle,
    csrf,
    storeOrigin: deps.storeOrigin,
    once: idOrNew(typed.once),
    errors: [],
    typed,
  });
  /** Signed out while writing: nothing is lost. */
  const kept = (lang: Language, handle: string, action: string, typed: Typed): PageAnswer =>
    privatePage(keptPage(frameOf(lang, handle, typed._csrf ?? '', typed), action), {}, 401);

  const showRoom = async (principal: PersonPrincipal, frame: Frame, before?: string, status = 200) => {
    const creatorId = await creatorOfHandle(deps, frame.handle);
    const range = rangeOf({ limit: postsPerPage, ...(before === undefined ? {} : { cursor: before }) });
    const room = await readRoom(deps, creatorId, principal, range);
    return privatePage(roomPage(frame, room, range.after !== undefined), {}, status);
  };
  const showThread = async (
    principal: PersonPrincipal,
    frame: Frame,
    { postId, after, status = 200 }: { postId: string; after?: string | undefined; status?: number },
  ) => {
    if (!isId(postId)) throw notFound();
    const creatorId = await creatorOfHandle(deps, frame.handle);
    const range = rangeOf({ limit: commentsPerPage, ...(after === undefined ? {} : { cursor: after }) });
    const thread = await readThread(deps, { creatorId, postId }, principal, range);
    return privatePage(threadPage(frame, thread), {}, status);
  };

  page(
    app,
    {
      method: 'GET',
      url: '/c/:handle',
      access: 'public',
      params: ofSpace,
      query: T.Object({ before: Words, lang: Words }),
    },
    async ({ principal, params, query, lang, request }): Promise<PageAnswer> => {
      if (!isPerson(principal)) return signIn(request.url);
      return await showRoom(principal, frameOf(lang, params.handle, principal.csrf), query.before);
    },
  );

  page(
    app,
    {
      method: 'POST',
      url: '/c/:handle',
      access: 'public',
      params: ofSpace,
      body: T.Object({ text: Words, once: Words, _csrf: Words, relabel: Words }),
    },
    async ({ principal, params, body, lang }): Promise<PageAnswer> => {
      const { handle } = params;
      if (!isPerson(principal)) return kept(lang, handle, `/c/${handle}`, body);
      const creatorId = await creatorOfHandle(deps, handle);
      const frame = frameOf(lang, handle, principal.csrf, body);
      if (body.relabel !== undefined) return await showRoom(principal, frame);
      try {
        await writePost(deps, creatorId, principal, { text: body.text ?? '', id: frame.once });
        return { redirect: inLanguage(`/c/${handle}`, lang) };
      } catch (error) {
        const { errors, status } = mendable(error, 'text', lang);
        return await showRoom(principal, { ...frame, errors }, undefined, status);
      }
    },
  );

  page(
    app,
    {
      method: 'POST',
      url: '/c/:handle/name',
      access: 'public',
      params: ofSpace,
      body: T.Object({ name: Words, once: Words, _csrf: Words, relabel: Words }),
    },
    async ({ principal, params, body, lang }): Promise<PageAnswer> => {
      const { handle } = params;
      const typed = { ...body, name: body.name ?? '' };
      if (!isPerson(principal)) return kept(lang, handle, `/c/${handle}/name`, typed);
      if (body.relabel !== undefined) return await showRoom(principal, frameOf(lang, handle, principal.csrf, typed));
      const creatorId = await creatorOfHandle(deps, handle);
      try {
        await nameMember(deps, creatorId, principal, typed.name);
        return { redirect: inLanguage(`/c/${handle}`, lang) };
      } catch (error) {
        const { errors, status } = mendable(error, 'name', lang);
        const frame = frameOf(lang, handle, principal.csrf, typed);
        return await showRoom(principal, { ...frame, errors }, undefined, status);
      }
    },
  );

  page(
    app,
    {
      method: 'GET',
      url: '/c/:handle/:postId',
      access: 'public',
      params: ofPost,
      query: T.Object({ after: Words, lang: Words }),
    },
    async ({ principal, params, query, lang, request }): Promise<PageAnswer> => {
      if (!isPerson(principal)) return signIn(request.url);
      const frame = frameOf(lang, params.handle, principal.csrf);
      return await showThread(principal, frame, { postId: params.postId, after: query.after });
    },
  );

  page(
    app,
    {
      method: 'POST',
      url: '/c/:handle/:postId',
      access: 'public',
      params: ofPost,
      body: T.Object({ text: Words, once: Words, _csrf: Words, relabel: Words }),
    },
    async ({ principal, params, body, lang }): Promise<PageAnswer> => {
      const { handle, postId } = params;
      if (!isId(postId)) throw notFound();
      const path = `/c/${handle}/${postId}`;
      if (!isPerson(principal)) return kept(lang, handle, path, body);
      const creatorId = await creatorOfHandle(deps, handle);
      const frame = frameOf(lang, handle, principal.csrf, body);
      if (body.relabel !== undefined) return await showThread(principal, frame, { postId });
      try {
        const comment = { text: body.text ?? '', id: frame.once };
        await writeComment(deps, { creatorId, postId }, principal, comment);
        return { redirect: inLanguage(path, lang) };
      } catch (error) {
        const { errors, status } = mendable(error, 'text', lang);
        return await showThread(principal, { ...frame, errors }, { postId, status });
      }
    },
  );
}
