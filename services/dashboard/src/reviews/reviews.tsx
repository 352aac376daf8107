// What buyers say of all that she sells; she can answer below each.
import type { Answer } from '@windsurf/contracts/endpoint';
import { answerReview, listMyReviews } from '@windsurf/contracts/store-reviews';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { reviewWords as words } from '@windsurf/language/words-reviews';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { Writer } from '../posts/writer.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

type Row = Answer<typeof listMyReviews>['items'][number];

export function Reviews() {
  const first = useResource(listMyReviews, { query: {} });
  const [older, setOlder] = useState<{ readonly rows: readonly Row[]; readonly cursor: string | null }>();
  const [problem, setProblem] = useState<ApiProblem>();
  const cursor = older === undefined ? (first.data?.nextCursor ?? null) : older.cursor;
  const rows = first.data === undefined ? undefined : [...first.data.items, ...(older?.rows ?? [])];

  const more = async (from: string): Promise<void> => {
    setProblem(undefined);
    try {
      const page = await call(listMyReviews, { query: { cursor: from } });
      setOlder({ rows: [...(older?.rows ?? []), ...page.items], cursor: page.nextCursor });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Screen title={tr(words.mine)} up="/more" upLabel={tr(moreWords.title)}>
      {first.problem !== undefined && <Failed problem={first.problem} retry={first.reload} />}
      {rows === undefined && first.problem === undefined && <Waiting rows={3} />}
      {rows?.length === 0 && (
        <Empty icon="people" title={tr(words.mineNone)}>
          <p class="muted">{tr(words.mineNoneSays)}</p>
        </Empty>
      )}
      <ul class="stack">
        {rows?.map((row) => (
          <li key={row.id}>
            <ReviewRow row={row} />
          </li>
        ))}
      </ul>
      {problem !== undefined && <Failed problem={problem} />}
      {cursor !== null && (
        <button type="button" class="btn quiet wide" onClick={() => void more(cursor)}>
          {tr(words.more)}
        </button>
      )}
    </Screen>
  );
}

function ReviewRow({ row }: { row: Row }) {
  const [answer, setAnswer] = useState(row.answer);
  const [writing, setWriting] = useState(false);
  const send = async (text: string): Promise<void> => {
    const kept = await call(answerReview, { params: { id: row.productId, reviewId: row.id }, body: { text } });
    setAnswer(kept.answer);
    setWriting(false);
    tell(tr(words.answerKept));
  };
  return (
    <article class="panel post">
      <p class="by">
        <b>
          <span aria-hidden="true">
            {'★'.repeat(row.stars)}
            {'☆'.repeat(5 - row.stars)}
          </span>
          <span class="vh">{tr(words.stars, { stars: row.stars })}</span>
        </b>
        <span>{row.name === '' ? tr(words.nobody) : row.name}</span>
        <small class="muted">{when(row.writtenAt)}</small>
      </p>
      <p class="muted">{row.title}</p>
      {row.text !== '' && <p>{row.text}</p>}
      {answer !== null && (
        <p>
          <b>{tr(words.answer)}:</b> {answer}
        </p>
      )}
      {writing ? (
        <Writer
          id={`answer-${row.id}`}
          label={tr(words.answer)}
          act={tr(words.sendAnswer)}
          busyLabel={tr(words.sendAnswer)}
          send={send}
        />
      ) : (
        <button type="button" class="btn quiet" onClick={() => setWriting(true)}>
          {tr(answer === null ? words.sendAnswer : words.changeAnswer)}
        </button>
      )}
    </article>
  );
}
