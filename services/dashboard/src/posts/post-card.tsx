import type { PostView } from '@windsurf/contracts/community';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';

type CardProps = { readonly post: PostView; readonly link?: boolean; hide(): void };

export function PostCard({ post, link = false, hide }: CardProps) {
  const answers =
    post.comments === 0
      ? tr(words.noComments)
      : post.comments === 1
        ? tr(words.oneComment)
        : tr(words.comments, { count: post.comments });
  return (
    <article class={post.hidden ? 'panel post off' : 'panel post'}>
      <div class="by">
        <b>{post.author}</b>
        <small class="muted">{when(post.createdAt)}</small>
      </div>
      {post.hidden && (
        <span class="badge warn">
          <Icon name="hidden" />
          {tr(words.hidden)}
        </span>
      )}
      <p>{post.text}</p>
      <div class="foot">
        {link && (
          <a href={`/posts/${post.id}`}>
            <Icon name="chat" />
            {answers}
          </a>
        )}
        <button type="button" class="plain" onClick={hide}>
          {tr(post.hidden ? words.show : words.hide)}
        </button>
      </div>
    </article>
  );
}
