// The members' space, from the creator's side.
import { hidePost, listPosts, writePost } from '@windsurf/contracts/community';
import type { PostView } from '@windsurf/contracts/community';
import { useState } from 'preact/hooks';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call, session } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { PostCard } from './post-card.tsx';
import { Writer } from './writer.tsx';

export function Posts() {
  const creatorId = session.value?.creatorId ?? '';
  const posts = useResource(listPosts, { params: { creatorId }, query: { limit: 25 } });
  const [older, setOlder] = useState<readonly PostView[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const [problem, setProblem] = useState<ApiProblem>();
  const first = posts.data;
  const next = cursor === undefined ? first?.nextCursor : cursor;

  const more = async (): Promise<void> => {
    if (typeof next !== 'string') return;
    setProblem(undefined);
    try {
      const page = await call(listPosts, { params: { creatorId }, query: { limit: 25, cursor: next } });
      setOlder((now) => [...now, ...page.items]);
      setCursor(page.nextCursor);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const exchange = (post: PostView): void => {
    const swap = (each: PostView): PostView => (each.id === post.id ? post : each);
    if (first !== undefined) posts.put({ ...first, items: first.items.map(swap) });
    setOlder((now) => now.map(swap));
  };
  const hide = async (post: PostView): Promise<void> => {
    setProblem(undefined);
    try {
      exchange(await call(hidePost, { params: { creatorId, postId: post.id }, body: { hidden: !post.hidden } }));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Screen title={tr(words.space)} up="/more" upLabel={tr(words.title)}>
      <a class="row-link" href="/posts/members">
        <Icon name="people" />
        <span>
          <b>{tr(words.members)}</b>
          <small>{tr(words.membersSays)}</small>
        </span>
        <Icon name="next" />
      </a>
      <Writer
        id="post"
        label={tr(words.write)}
        act={tr(words.post)}
        busyLabel={tr(words.posting)}
        send={async (text) => {
          const post = await call(writePost, { params: { creatorId }, body: { text } });
          staleResources(listPosts);
          posts.put({ items: [post, ...(first?.items ?? [])], nextCursor: first?.nextCursor ?? null });
          tell(tr(words.posted));
        }}
      />
      {posts.problem !== undefined && <Failed problem={posts.problem} retry={posts.reload} />}
      {first === undefined && posts.problem === undefined && <Waiting />}
      {first?.items.length === 0 && (
        <Empty icon="chat" title={tr(words.postsEmpty)}>
          <p class="muted">{tr(words.postsEmptySays)}</p>
        </Empty>
      )}
      <ul class="stack">
        {[...(first?.items ?? []), ...older].map((post) => (
          <li key={post.id}>
            <PostCard post={post} link hide={() => void hide(post)} />
          </li>
        ))}
      </ul>
      {problem !== undefined && <Failed problem={problem} />}
      {typeof next === 'string' && (
        <button type="button" class="btn quiet" onClick={() => void more()}>
          {tr(words.older)}
        </button>
      )}
    </Screen>
  );
}
