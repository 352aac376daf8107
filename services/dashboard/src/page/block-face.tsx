import type { Block } from '@windsurf/contracts/store-blocks';
import type { Product } from '@windsurf/contracts/store';
import { kindWords } from '@windsurf/language/words-dashboard-blocks';
import { birr, when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import { firstWords, textsOf } from './block-state.ts';
import { labelOf, optionOf } from './field-words.ts';
import { shownUrl } from '../pictures/send-picture.ts';

type FaceProps = { readonly block: Block; readonly products: readonly Product[] | undefined };

export const kindIcons: Readonly<Record<Block['kind'], IconName>> = {
  link: 'link',
  product: 'products',
  'product-list': 'products',
  text: 'text',
  heading: 'text',
  picture: 'picture',
  gallery: 'picture',
  video: 'play',
  audio: 'play',
  social: 'people',
  telegram: 'chat',
  freebie: 'add',
  tip: 'wallet',
  booking: 'clock',
  course: 'move',
  membership: 'people',
  dates: 'clock',
  questions: 'chat',
  voices: 'chat',
  countdown: 'percent',
  recommendation: 'link',
  contact: 'phone',
  place: 'store',
  notice: 'info',
  posts: 'text',
};

const Ghost = ({ children }: { children: string }) => <i class="ghost">{children}</i>;

/** A block as the page shows it, roughly; the preview is the truth. */
export function BlockFace({ block, products }: FaceProps) {
  switch (block.kind) {
    case 'text':
      return <span class="f-text">{block.text || <Ghost>{labelOf('text', 'text')}</Ghost>}</span>;
    case 'heading':
      return (
        <b class={block.level === 2 ? 'f-heading' : 'f-heading small-heading'}>
          {block.text || <Ghost>{labelOf('heading', 'text')}</Ghost>}
        </b>
      );
    case 'link':
      return (
        <span class={block.important === true ? 'f-link strong-link' : 'f-link'}>
          <b>{block.title || <Ghost>{labelOf('link', 'title')}</Ghost>}</b>
          {block.note !== undefined && <small>{block.note}</small>}
        </span>
      );
    case 'product':
      return <ProductFace block={block} products={products} />;
    case 'picture':
      return block.imageId === '' ? (
        <OtherFace block={block} products={products} />
      ) : (
        <span class="f-picture">
          <img src={shownUrl(block.imageId)} alt="" loading="lazy" />
          {block.caption !== undefined && <small>{block.caption}</small>}
        </span>
      );
    case 'gallery':
      return block.images.length === 0 ? (
        <OtherFace block={block} products={products} />
      ) : (
        <span class={`f-gallery in-${block.columns}`}>
          {block.images.map(({ imageId }) => (
            <img key={imageId} src={shownUrl(imageId)} alt="" loading="lazy" />
          ))}
        </span>
      );
    case 'questions':
      return (
        <span class="f-list">
          {block.heading !== undefined && <b>{block.heading}</b>}
          {block.entries.length === 0 && <OtherFace block={block} products={products} />}
          {block.entries.map(({ question }, at) => (
            <span key={`q-${at}`} class="f-row">
              {question || <Ghost>{labelOf('questions', 'question')}</Ghost>}
            </span>
          ))}
        </span>
      );
    case 'notice':
      return <span class={`f-notice ${block.tone}`}>{block.text || <Ghost>{labelOf('notice', 'text')}</Ghost>}</span>;
    default:
      return <OtherFace block={block} products={products} />;
  }
}

function ProductFace({ block, products }: FaceProps & { block: Extract<Block, { kind: 'product' }> }) {
  const product = products?.find(({ id }) => id === block.productId);
  return (
    <span class={`f-product ${block.look}`}>
      {product?.coverUrl != null ? <img src={product.coverUrl} alt="" loading="lazy" /> : <span class="cover" />}
      <span>
        <b>{block.title ?? product?.title ?? tr(kindWords.product.name)}</b>
        {block.text !== undefined && <small>{block.text}</small>}
        {product !== undefined && <span class="num">{birr(product.priceSantim)}</span>}
      </span>
    </span>
  );
}

/** Kind, its first words, and a line of what else is in it. */
function OtherFace({ block, products }: FaceProps) {
  const said = textsOf(block, (field, value) => {
    if (field.type === 'product') return products?.find(({ id }) => id === value)?.title ?? '';
    if (field.type === 'moment' && typeof value === 'string' && value !== '') return when(value);
    if (field.key === 'network' || field.key === 'way') return optionOf(field.key, String(value));
    return field.type === 'text' && typeof value === 'string' ? value : '';
  });
  const first = firstWords(block) || said[0];
  const rest = said.filter((each) => each !== first).slice(0, 4);
  return (
    <span class="f-other">
      <Icon name={kindIcons[block.kind]} />
      <span>
        <b>{first ?? tr(kindWords[block.kind].name)}</b>
        <small>
          {first === undefined ? tr(kindWords[block.kind].what) : [tr(kindWords[block.kind].name), ...rest].join(' · ')}
        </small>
      </span>
    </span>
  );
}
