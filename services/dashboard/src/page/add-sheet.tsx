// Adding a part (ED-2): an address is pasted first; the kinds come after it.
import type { Block, Product } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Field } from '../parts/form.tsx';
import { birr } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { MOST_BLOCKS } from './blocks.ts';
import { content, insert, newBlockId } from './editor-model.ts';
import { readPasted } from './pasted.ts';

type AddProps = {
  readonly products: readonly Product[] | undefined;
  readonly wanted: string | undefined;
  close(): void;
};

export function AddSheet({ products, wanted, close }: AddProps) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [choosing, setChoosing] = useState(wanted !== undefined);
  const full = (content.value?.blocks.length ?? 0) >= MOST_BLOCKS;

  const put = (block: Block): void => {
    if (full) {
      setError(tr(words.full));
      return;
    }
    close();
    insert(block);
  };
  const product = (productId: string): Block => ({
    id: newBlockId(),
    kind: 'product',
    visible: true,
    productId,
    look: 'card',
  });
  const paste = (text: string): void => {
    const ours = products?.find(({ url }) => url !== null && url === text.trim());
    if (ours !== undefined) return put(product(ours.id));
    const found = readPasted(text);
    if (found === undefined) return setError(tr(words.pasteSays));
    return put({ id: newBlockId(), kind: 'link', visible: true, title: tr(found.title, found.params), url: found.url });
  };

  if (choosing) {
    return (
      <Sheet title={tr(words.chooseProduct)} close={close}>
        {products?.length === 0 && (
          <>
            <p>{tr(words.noProducts)}</p>
            <a class="btn" href="/products/new">
              {tr(words.firstProduct)}
            </a>
          </>
        )}
        {error !== undefined && <p class="error">{error}</p>}
        <ul class="options">
          {[...(products ?? [])]
            .sort((a, b) => Number(b.id === wanted) - Number(a.id === wanted))
            .map((each) => (
              <li key={each.id}>
                <button type="button" class="option" onClick={() => put(product(each.id))}>
                  <span>
                    <b>{each.title}</b>
                    <small class="muted num">{birr(each.priceSantim)}</small>
                  </span>
                  {each.state !== 'published' && <small class="tag">{tr(words.notForSale)}</small>}
                </button>
              </li>
            ))}
        </ul>
      </Sheet>
    );
  }
  return (
    <Sheet title={tr(words.addTitle)} close={close}>
      <form
        class="paste"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          paste(typed);
        }}
      >
        <Field
          id="paste"
          label={tr(words.paste)}
          hint={tr(words.pasteHint)}
          autoCapitalize="none"
          autoComplete="off"
          spellcheck={false}
          dir="ltr"
          value={typed}
          onText={(value) => {
            setTyped(value);
            setError(undefined);
          }}
          error={error}
        />
        <button type="submit" class="btn">
          {tr(words.pasteAdd)}
        </button>
      </form>
      <h3>{tr(words.orChoose)}</h3>
      <ul class="kinds">
        <li>
          <button
            type="button"
            onClick={() => put({ id: newBlockId(), kind: 'link', visible: true, title: '', url: '' })}
          >
            <Icon name="link" />
            <b>{tr(words.link)}</b>
            <small>{tr(words.linkWhat)}</small>
          </button>
        </li>
        <li>
          <button type="button" onClick={() => setChoosing(true)}>
            <Icon name="products" />
            <b>{tr(words.product)}</b>
            <small>{tr(words.productWhat)}</small>
          </button>
        </li>
        <li>
          <button type="button" onClick={() => put({ id: newBlockId(), kind: 'text', visible: true, text: '' })}>
            <Icon name="text" />
            <b>{tr(words.text)}</b>
            <small>{tr(words.textWhat)}</small>
          </button>
        </li>
      </ul>
    </Sheet>
  );
}
