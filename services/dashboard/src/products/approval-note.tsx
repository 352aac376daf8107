// Whether a product waits for us or was not approved, with the reason and what to do.
import type { Product } from '@windsurf/contracts/store';
import { approvalWords as words, rejectWords } from '@windsurf/language/words-trust';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/states.tsx';
import { tr } from '../words.ts';

/** Undefined when nobody has to be waited for. */
export const approvalOpen = (product: Product): 'waits' | 'rejected' | undefined => {
  const status = product.approval?.status;
  return status === 'pending_review' ? 'waits' : status === 'rejected' ? 'rejected' : undefined;
};

export function ApprovalNote({ product }: { product: Product }) {
  const { approval } = product;
  const open = approvalOpen(product);
  if (approval == null || open === undefined) return null;
  if (open === 'waits')
    return (
      <Notice kind="info">
        <p role="status">{tr(product.state === 'published' ? words.waitsChange : words.waits)}</p>
      </Notice>
    );
  return (
    <Notice kind="bad">
      <h2>{tr(approval.takenDown ? words.takenDown : words.rejected)}</h2>
      <p>{tr(rejectWords[approval.reason ?? 'other'])}</p>
      {approval.said !== '' && (
        <p>
          <q>{approval.said}</q>
        </p>
      )}
      <p>{tr(words.whatNext)}</p>
    </Notice>
  );
}

export const ApprovalBadge = ({ product }: { product: Product }) => {
  const open = approvalOpen(product);
  if (open === undefined) return null;
  const says =
    open === 'waits' ? words.waitsShort : product.approval?.takenDown === true ? words.takenDown : words.rejected;
  return (
    <span class={`badge ${open === 'waits' ? 'warn' : 'bad'}`}>
      <Icon name={open === 'waits' ? 'clock' : 'bad'} />
      {tr(says)}
    </span>
  );
};
