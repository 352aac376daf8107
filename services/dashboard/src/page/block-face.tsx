import type { Block, Product } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { birr } from '../parts/figures.ts';
import { tr } from '../words.ts';

type FaceProps = { readonly block: Block; readonly products: readonly Product[] | undefined };

/** A block as the page shows it, roughly; the preview is the truth. */
export function BlockFace({ block, products }: FaceProps) {
  if (block.kind === 'text') {
    return <span class="f-text">{block.text || <i class="ghost">{tr(words.textLabel)}</i>}</span>;
  }
  if (block.kind === 'link') {
    return (
      <span class={block.important === true ? 'f-link strong-link' : 'f-link'}>
        <b>{block.title || <i class="ghost">{tr(words.linkTitle)}</i>}</b>
        {block.note !== undefined && <small>{block.note}</small>}
      </span>
    );
  }
  const product = products?.find(({ id }) => id === block.productId);
  return (
    <span class={`f-product ${block.look}`}>
      {product?.coverUrl != null ? <img src={product.coverUrl} alt="" loading="lazy" /> : <span class="cover" />}
      <span>
        <b>{product?.title ?? tr(words.product)}</b>
        {product !== undefined && <span class="num">{birr(product.priceSantim)}</span>}
      </span>
    </span>
  );
}
