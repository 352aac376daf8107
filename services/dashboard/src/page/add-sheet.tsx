// Adding a part (ED-2): an address is pasted first; the kinds come after it.
import type { Block, BlockKind } from '@windsurf/contracts/store-blocks';
import type { Product } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { kindWords } from '@windsurf/language/words-dashboard-blocks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Field } from '../parts/form.tsx';
import { birr } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { kindIcons } from './block-face.tsx';
import { kindsOf } from './block-state.ts';
import { MOST_BLOCKS } from './blocks.ts';
import { content, insert, newBlockId, said } from './editor-model.ts';
import { blankBlock } from './kinds.ts';
import { type Pasted, readPasted } from './pasted.ts';

type AddProps = {
  readonly products: readonly Product[] | undefined;
  readonly wanted: string | undefined;
  close(): void;
};

/** What most pages begin with; the rest is under “more” (ED-2). */
const first: readonly BlockKind[] = ['link', 'product', 'text', 'picture', 'telegram', 'freebie', 'questions', 'video'];
const rest: readonly BlockKind[] = kindsOf.filter((kind) => !first.includes(kind));

function pastedBlock({ kind, url, title, params }: Pasted): Block {
  const words = tr(title, params);
  return blankBlock(kind, newBlockId(), kind === 'telegram' ? { url } : { url, title: words });
}

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
    said.value = tr(words.added, { name: tr(kindWords[block.kind].name) });
  };
  const product = (productId: string): Block => blankBlock('product', newBlockId(), { productId });
  const paste = (text: string): void => {
    const ours = products?.find(({ url }) => url !== null && url === text.trim());
    if (ours !== undefined) return put(product(ours.id));
    const found = readPasted(text);
    if (found === undefined) return setError(tr(words.pasteSays));
    return put(pastedBlock(found));
  };

  const choose = (kind: BlockKind): void => {
    if (kind === 'product') setChoosing(true);
    else put(blankBlock(kind, newBlockId()));
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
      <Kinds kinds={first} choose={choose} />
      <details class="more">
        <summary>{tr(words.moreKinds)}</summary>
        <Kinds kinds={rest} choose={choose} />
      </details>
    </Sheet>
  );
}

const Kinds = ({ kinds, choose }: { kinds: readonly BlockKind[]; choose(kind: BlockKind): void }) => (
  <ul class="kinds">
    {kinds.map((kind) => (
      <li key={kind}>
        <button type="button" onClick={() => choose(kind)}>
          <Icon name={kindIcons[kind]} />
          <b>{tr(kindWords[kind].name)}</b>
          <small>{tr(kindWords[kind].what)}</small>
        </button>
      </li>
    ))}
  </ul>
);
