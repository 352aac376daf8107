// One product: made, changed, put up for sale. What is typed is kept on this phone until it is saved.
import { readProduct } from '@windsurf/contracts/store';
import type { Product } from '@windsurf/contracts/store';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { useLocation, useRoute } from 'preact-iso';
import { session } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/products.css';
import { slotOf } from './kept-slot.ts';
import { ProductEditor } from './product-editor.tsx';
import { emptyForm, formOf, type ProductForm, readKeptForm } from './product-form.ts';

export function ProductScreen() {
  const { params } = useRoute();
  const id = params.id ?? 'new';
  // The address changes from "new" to the id when the product is made; the form and its upload stay as they are.
  const [first, setFirst] = useState(id);
  const [made, setMade] = useState<string>();
  useEffect(() => {
    if (id !== first && id !== made) setFirst(id);
  }, [id]);
  return first === 'new' ? <NewProduct key="new" made={setMade} /> : <OldProduct key={first} id={first} />;
}

function useKept(of: string): { readonly form: ProductForm | undefined } | undefined {
  const [kept, setKept] = useState<{ form: ProductForm | undefined }>();
  useEffect(() => {
    void readKeptForm(slotOf(session.peek()?.creatorId, of)).then((form) => setKept({ form }));
  }, []);
  return kept;
}

function NewProduct({ made }: { made(id: string): void }) {
  const { query } = useLocation();
  const kept = useKept('new');
  if (kept === undefined) return <Frame title={tr(words.newTitle)} />;
  const start = { ...emptyForm, title: query.title ?? '' };
  return <ProductEditor product={undefined} saved={start} kept={kept.form} made={made} />;
}

function OldProduct({ id }: { id: string }) {
  const product = useResource(readProduct, { params: { id } });
  const kept = useKept(id);
  const [known, setKnown] = useState<Product>();
  useEffect(() => {
    if (product.fresh && product.data !== undefined) setKnown(product.data);
  }, [product.fresh]);
  if (product.problem !== undefined && known === undefined) {
    return (
      <Frame title={tr(words.editTitle)}>
        <Failed problem={product.problem} {...(product.problem.status === 404 ? {} : { retry: product.reload })} />
      </Frame>
    );
  }
  if (known === undefined || kept === undefined) return <Frame title={tr(words.editTitle)} />;
  return <ProductEditor product={known} saved={formOf(known)} kept={kept.form} made={() => undefined} />;
}

const Frame = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <Screen title={title} up="/products" upLabel={tr(words.title)}>
    {children ?? <Waiting rows={4} />}
  </Screen>
);
