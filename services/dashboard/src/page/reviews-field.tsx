// Reviews to show on a page: chosen, never written or changed here.
import { listMyReviews } from '@windsurf/contracts/store-reviews';
import { blockWords as words } from '@windsurf/language/words-dashboard-fields';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

type ReviewsProps = {
  readonly id: string;
  readonly label: string;
  readonly max: number;
  readonly chosen: unknown;
  set(ids: readonly string[]): void;
};

export function ReviewsField({ id, label, max, chosen, set }: ReviewsProps) {
  const reviews = useResource(listMyReviews, { query: { limit: 100 } });
  const ids: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
  const items = reviews.data?.items;
  const known = new Set(items?.map((review) => review.id));
  return (
    <fieldset class="choices" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      <p class="hint">{tr(words.reviewsSays)}</p>
      {reviews.problem !== undefined && <Failed problem={reviews.problem} retry={reviews.reload} />}
      {items === undefined && reviews.problem === undefined && <Waiting rows={2} />}
      {items?.length === 0 && <p class="muted">{tr(words.reviewsNone)}</p>}
      {items?.map((review) => {
        const is = ids.includes(review.id);
        return (
          <label key={review.id} class="choice">
            <input
              type="checkbox"
              checked={is}
              onChange={() => {
                // What was taken back since it was chosen makes room.
                const left = ids.filter((each): each is string => typeof each === 'string' && known.has(each));
                const next = is ? left.filter((each) => each !== review.id) : [...left, review.id];
                if (next.length <= max) set(next);
              }}
            />
            <span>
              <span aria-hidden="true">{'★'.repeat(review.stars)}</span>
              <span class="vh">{review.stars}</span> {review.text} – {review.name || tr(words.reviewsNobody)}
              <small class="muted"> {review.title}</small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
