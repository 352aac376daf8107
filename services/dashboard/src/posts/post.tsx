import { hideComment, hidePost, listComments, listPosts, writeComment } from '@windsurf/contracts/community';
import type { PostView } from '@windsurf/contracts/community';
import type { Answer } from '@windsurf/contracts/endpoint';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { useRoute } from 'preact-iso';
import { call, session } from '../api.ts';
import { type ApiProblem, ApiProblem as Problem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { PostCard } from './post-card.tsx';
import { Writer } from './writer.tsx';

type Comment = Answer<typeof listComments>['items'][number];

/** One post with its answers. */
export function Post() {
  const { params } = useRoute();
  const postId = params.id ?? '';
  const creatorId = session.value?.creatorId ?? '';
  const posts = useResource(listPosts, { params: { creatorId }, query: { limit: 25 } });
  const comments = useResource(listComments, { params: { creatorId, postId }, query: { limit: 100 } });
  const [problem, setProblem] = useState<ApiProblem>();
  const post = posts.data?.items.find(({ id }) => id === postId);
  const items = comments.data?.items;

  const tried = async (work: () => Promise<void>): Promise<void> => {
    setProblem(undefined);
    await work().catch((error: unknown) => setProblem(asProblem(error)));
  };
  const putPost = (next: PostView): void => {
    const page = posts.data;
    if (page !== undefined)
      posts.put({ ...page, items: page.items.map((each) => (each.id === next.id ? next : each)) });
  };
  const putComment = (next: Comment): void => {
    const page = comments.data;
    if (page !== undefined) {
      comments.put({ ...page, items: page.items.map((each) => (each.id === next.id ? next : each)) });
    }
  };

  const failed = comments.problem ?? posts.problem;
  if (failed !== undefined && items === undefined) {
    return (
      <Screen title={tr(words.postTitle)} up="/posts" upLabel={tr(words.space)}>
        <Failed problem={failed} {...(failed.status === 404 ? {} : { retry: comments.reload })} />
      </Screen>
    );
  }
  return (
    <Screen title={tr(words.postTitle)} up="/posts" upLabel={tr(words.space)}>
      {post === undefined && posts.data === undefined && <Waiting rows={2} />}
      {post === undefined && posts.data !== undefined && (
        <Failed problem={new Problem({ status: 404, title: 'not-found', detail: tr(common.notFound) })} />
      )}
      {post !== undefined && (
        <PostCard
          post={post}
          hide={() =>
            void tried(async () => {
              putPost(await call(hidePost, { params: { creatorId, postId }, body: { hidden: !post.hidden } }));
            })
          }
        />
      )}
      {problem !== undefined && <Failed problem={problem} />}
      <section class="panel">
        <h2>{tr(words.answers)}</h2>
        {items?.length === 0 && <p class="muted">{tr(words.answersEmpty)}</p>}
        {items === undefined && <Waiting rows={1} />}
        <ul class="replies">
          {items?.map((comment) => (
            <li key={comment.id} class={comment.hidden ? 'post off' : 'post'}>
              <div class="by">
                <b>{comment.author}</b>
                {comment.mine && <small class="tag">{tr(words.you)}</small>}
                <small class="muted">{when(comment.createdAt)}</small>
              </div>
              {comment.hidden && (
                <span class="badge warn">
                  <Icon name="hidden" />
                  {tr(words.hidden)}
                </span>
              )}
              <p>{comment.text}</p>
              <div class="foot">
                <button
                  type="button"
                  class="plain"
                  onClick={() =>
                    void tried(async () => {
                      const to = { creatorId, postId, commentId: comment.id };
                      putComment(await call(hideComment, { params: to, body: { hidden: !comment.hidden } }));
                    })
                  }
                >
                  {tr(comment.hidden ? words.show : words.hide)}
                </button>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <Writer
        id="answer"
        label={tr(words.answer)}
        act={tr(words.sendAnswer)}
        busyLabel={tr(words.posting)}
        send={async (text) => {
          const comment = await call(writeComment, { params: { creatorId, postId }, body: { text } });
          comments.put({ items: [...(items ?? []), comment], nextCursor: comments.data?.nextCursor ?? null });
          staleResources(listPosts);
        }}
      />
    </Screen>
  );
}
