// The members' space on a phone, whole without JavaScript.
import { formatMoment } from '@windsurf/calendar/moment';
import {
  button,
  errorOf,
  errorSummary,
  form,
  hiddenFields,
  linkButton,
  textArea,
  textField,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import type { KeptForm } from '@windsurf/html/page';
import { badge, banner, brandHeader, emptyState } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { communityWords as words } from '@windsurf/language/words-community';
import { commentLimit } from '../comments/comments.ts';
import type { Comment } from '../comments/comments.ts';
import { authorOf, memberName } from '../members/members.ts';
import type { Member } from '../members/members.ts';
import { postLimit } from '../posts/posts.ts';
import type { Post } from '../posts/posts.ts';
import type { Room, Thread } from './room.ts';

/** What every page of a space needs to be drawn. */
export type Frame = {
  readonly lang: Language;
  readonly handle: string;
  readonly storeOrigin: string;
  readonly csrf: string;
  /** Id of the text that the form will write: sent twice, it is written once. */
  readonly once: string;
  readonly errors: readonly FieldError[];
  /** What was typed before, to be typed on. */
  readonly typed: { readonly text?: string; readonly name?: string };
};

const pathOf = ({ handle }: Pick<Frame, 'handle'>, postId?: string): string =>
  postId === undefined ? `/c/${handle}` : `/c/${handle}/${postId}`;
const csrfOf = ({ csrf }: Frame) => ({ name: '_csrf', value: csrf });

/** A text with its line breaks; what looks like markup is text too. */
const lines = (text: string): Html[] =>
  text.split('\n').map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`));

const commentsWord = (count: number, lang: Language): string =>
  count === 0
    ? say(words.noComments, lang)
    : count === 1
      ? say(words.oneComment, lang)
      : say(words.manyComments, lang, { count });

type Look = { readonly creatorReads: boolean; readonly level: 2 | 3; readonly more?: Html };

function entry(written: Post | Comment, frame: Frame, { creatorReads, level, more }: Look): Html {
  const { lang } = frame;
  const moment = written.createdAt;
  const hiddenWord = creatorReads ? words.hiddenToCreator : words.hiddenMine;
  const title = html`<bdi>${authorOf(written, lang)}</bdi>${written.memberId === null && html` ${badge('ok', say(words.creator, lang))}`}`;
  return html`<article class="card" id="e-${written.id}"><div>${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}<p dir="auto">${lines(written.text)}</p>${
    written.hidden && html`<p>${badge('warn', say(hiddenWord, lang))}</p>`
  }<p class="muted"><time datetime="${moment.toISOString()}">${formatMoment(moment, lang, 'short')}</time></p>${more}</div></article>`;
}

function writeForm(
  frame: Frame,
  look: { action: string; label: string; hint?: string; limit: number; button: string },
): Html {
  const { lang } = frame;
  return form({
    id: 'write',
    action: inLanguage(look.action, lang),
    method: 'post',
    csrf: csrfOf(frame),
    body: html`${hiddenFields({ once: frame.once })}${textArea({
      lang,
      name: 'text',
      label: look.label,
      hint: look.hint,
      limit: look.limit,
      rows: 3,
      value: frame.typed.text,
      error: errorOf(frame.errors, 'text'),
    })}${button({ label: look.button, wide: true })}`,
  });
}

type Drawn = { title: string; path: string; keeps?: KeptForm | undefined; body: Html };
const document = (frame: Frame, page: Drawn): string =>
  renderPage({
    lang: frame.lang,
    title: titleWithError(page.title, frame.errors.length > 0, frame.lang),
    path: page.path,
    keeps: page.keeps,
    index: false,
    sheet: appSheet,
    header: brandHeader('/k'),
    body: html`${errorSummary({ lang: frame.lang, errors: frame.errors })}${page.body}`,
    footer: html`<p class="langs"><a href="${`${frame.storeOrigin}/@${frame.handle}`}">${say(words.store, frame.lang)}</a> <a href="/k">${say(words.bought, frame.lang)}</a></p>`,
  });

/** The posts of a space. `older` says that these are not the newest ones. */
export function roomPage(frame: Frame, { space, member, posts }: Room, older: boolean): string {
  const { lang } = frame;
  const store = space.displayName;
  const here = pathOf(frame);
  const title = say(words.title, lang, { store });
  const write = writeForm(frame, {
    action: here,
    label: say(words.write, lang),
    hint: say(words.writeHint, lang),
    limit: postLimit,
    button: say(words.post, lang),
  });
  const one = (post: Post): Html => {
    const path = inLanguage(pathOf(frame, post.id), lang);
    const more = html`<p><a class="tap" href="${path}">${commentsWord(post.comments, lang)}<span class="vh"> (${authorOf(post, lang)})</span></a></p>`;
    return entry(post, frame, { creatorReads: member === undefined, level: 3, more });
  };
  const empty = emptyState({
    title: say(words.firstTitle, lang),
    detail: say(words.firstDetail, lang, { store }),
  });
  const next = posts.nextCursor;
  const body = html`<h1>${title}</h1><p class="muted">${say(words.intro, lang, { store })}</p>${
    older
      ? html`<p><a class="tap" href="${inLanguage(here, lang)}">${say(words.newest, lang)}</a></p>`
      : posts.rows.length === 0
        ? html`${empty}${write}`
        : write
  }${posts.rows.length > 0 && html`<h2>${say(words.posts, lang)}</h2>${posts.rows.map(one)}`}${
    next !== null &&
    html`<p>${linkButton({ href: inLanguage(`${here}?before=${next}`, lang), label: say(words.older, lang), look: 'quiet', wide: true })}</p>`
  }${member && nameForm(frame, member)}`;
  return document(frame, { title, path: here, keeps: older ? undefined : { id: 'write', path: here }, body });
}

function nameForm(frame: Frame, member: Member): Html {
  const { lang } = frame;
  return html`<section><h2>${say(words.nameHeading, lang)}</h2>${form({
    action: inLanguage(`${pathOf(frame)}/name`, lang),
    method: 'post',
    csrf: csrfOf(frame),
    body: html`${textField({
      lang,
      name: 'name',
      label: say(words.name, lang),
      hint: say(words.nameHint, lang, { name: memberName(member, lang) }),
      autocomplete: 'nickname',
      value: frame.typed.name ?? member.name ?? '',
      error: errorOf(frame.errors, 'name'),
    })}${button({ label: say(words.saveName, lang), look: 'quiet', wide: true })}`,
  })}</section>`;
}

/** One post with its comments, oldest first. */
export function threadPage(frame: Frame, { space, member, post, comments }: Thread): string {
  const { lang } = frame;
  const here = pathOf(frame, post.id);
  const author = authorOf(post, lang);
  const title = say(words.postTitle, lang, { author, store: space.displayName });
  const creatorReads = member === undefined;
  const next = comments.nextCursor;
  const body = html`<p><a class="tap" href="${inLanguage(pathOf(frame), lang)}">${say(words.allPosts, lang)}</a></p><h1>${title}</h1>${entry(post, frame, { creatorReads, level: 2 })}<h2>${say(words.comments, lang)}</h2>${
    comments.rows.length === 0 && html`<p class="muted">${say(words.firstComment, lang)}</p>`
  }${comments.rows.map((comment) => entry(comment, frame, { creatorReads, level: 3 }))}${
    next !== null &&
    html`<p>${linkButton({ href: inLanguage(`${here}?after=${next}`, lang), label: say(words.laterComments, lang), look: 'quiet', wide: true })}</p>`
  }${writeForm(frame, {
    action: here,
    label: say(words.writeComment, lang),
    limit: commentLimit,
    button: say(words.comment, lang),
  })}`;
  return document(frame, { title, path: here, keeps: { id: 'write', path: here }, body });
}

/** The short session ended while somebody wrote: the text waits in the form until she is signed in again. */
export function keptPage(frame: Frame, action: string): string {
  const { lang } = frame;
  const field = frame.typed.name === undefined ? 'text' : 'name';
  const label = say(field === 'text' ? words.yourText : words.name, lang);
  const back = `/v1/auth/refresh?return=${encodeURIComponent(inLanguage(pathOf(frame), lang))}`;
  const value = frame.typed.name ?? frame.typed.text;
  const title = say(words.keptTitle, lang);
  const body = html`<h1>${title}</h1>${banner({ lang, kind: 'warn', body: html`<p>${say(words.signedOut, lang)}</p><p><a class="tap" href="${back}" target="_blank" rel="noopener">${say(words.signInAgain, lang)}</a></p>` })}${form(
    {
      id: 'kept',
      action: inLanguage(action, lang),
      method: 'post',
      csrf: csrfOf(frame),
      body: html`${hiddenFields({ once: frame.once })}${field === 'text' ? textArea({ lang, name: field, label, value, rows: 6 }) : textField({ lang, name: field, label, value })}${button({ label: say(field === 'text' ? words.post : words.saveName, lang), wide: true })}`,
    },
  )}`;
  return document(frame, { title, path: pathOf(frame), keeps: { id: 'kept', path: action }, body });
}
