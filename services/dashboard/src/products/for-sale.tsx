import type { Product } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { Icon } from '../parts/icons.tsx';
import { copyText } from '../parts/share.tsx';
import { Notice } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';

/** What can be done with a product that is for sale. */
export function ForSale({ product, withdraw }: { product: Product; withdraw(): void }) {
  const [asking, setAsking] = useState(false);
  const onPage = store.value?.draft.content.blocks.some(
    (block) => block.kind === 'product' && block.productId === product.id,
  );
  const { url } = product;
  const isAhead = 'releaseAt' in product.details && product.details.releaseAt !== undefined;
  return (
    <section class="panel">
      <h2>{tr(words.isForSale)}</h2>
      {onPage === true ? <p class="muted">{tr(words.onPage)}</p> : <p class="muted">{tr(words.isForSaleSays)}</p>}
      <div class="acts">
        {onPage !== true && (
          <a class="btn" href={`/page?add=${product.id}`}>
            <Icon name="add" />
            {tr(words.toPage)}
          </a>
        )}
        {url !== null && (
          <>
            <a class="btn quiet" href={url} target="_blank" rel="noopener">
              <Icon name="eye" />
              {tr(words.seeAsBuyer)}
            </a>
            <button
              type="button"
              class="btn quiet"
              onClick={() => void copyText(url).then((done) => done && tell(tr(common.copied)))}
            >
              <Icon name="copy" />
              {tr(common.copyLink)}
            </button>
          </>
        )}
      </div>
      {asking ? (
        <Notice kind="warn">
          <p>{tr(isAhead ? words.withdrawAhead : words.withdrawSays)}</p>
          <div class="acts">
            <button type="button" class="btn danger" onClick={withdraw}>
              {tr(words.withdraw)}
            </button>
            <button type="button" class="btn quiet" onClick={() => setAsking(false)}>
              {tr(common.cancel)}
            </button>
          </div>
        </Notice>
      ) : (
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {tr(words.withdraw)}
        </button>
      )}
    </section>
  );
}
