// Bringing along what one has elsewhere: a file, a look at what is in it, and only then anything is added.
import { writePost } from '@windsurf/contracts/community';
import { createProduct, listProducts, saveDraft } from '@windsurf/contracts/store';
import type { Imported } from '@windsurf/contracts/store-import';
import { readImport } from '@windsurf/contracts/store-import';
import { importWords as words } from '@windsurf/language/words-dashboard-import';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { newBlockId, replaceDraft } from '../page/editor-model.ts';
import { type FormError, ErrorSummary } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice } from '../parts/states.tsx';
import { readPrice } from '../products/price-field.ts';
import { loadStore, store } from '../store.ts';
import { lang, tr } from '../words.ts';
import { FoundList } from './found-list.tsx';
import { firstTicks, keyOf, linksThere, productKey, productsThere, roomOn, withLinks } from './import-plan.ts';
import '../styles/lists.css';

type Read = {
  readonly file: string;
  /** Of this reading: what is sent twice under it, or again after a cut, is made once. */
  readonly run: string;
  readonly found: Imported;
  readonly there: { readonly links: ReadonlySet<number>; readonly products: ReadonlySet<number> };
};
type Added = { readonly links: number; readonly products: number; readonly posts: number };

/** Her page with the links; where it was changed elsewhere meanwhile, they go to the end of that. */
async function addLinks(links: Imported['links']): Promise<void> {
  if (links.length === 0) return;
  for (const last of [false, true]) {
    const mine = await loadStore();
    if (mine == null) return;
    const content = withLinks(mine.draft.content, links, newBlockId);
    if (content.blocks.length === mine.draft.content.blocks.length) return;
    try {
      await call(saveDraft, { body: { baseVersion: mine.draft.version, content } });
      const saved = await loadStore();
      if (saved != null) replaceDraft(saved);
      return;
    } catch (error) {
      if (last || asProblem(error).status !== 409) throw error;
    }
  }
}

export function Import() {
  const input = useRef<HTMLInputElement>(null);
  const adding = useRef(false);
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [read, setRead] = useState<Read>();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [prices, setPrices] = useState<Readonly<Record<number, string>>>({});
  const [errors, setErrors] = useState<FormError[]>([]);
  const [done, setDone] = useState<number>();
  const [added, setAdded] = useState<Added>();

  const look = async (file: File): Promise<void> => {
    setProblem(undefined);
    setAdded(undefined);
    setErrors([]);
    setShare(0);
    try {
      const found = await call(readImport, {}, { raw: file, sent: setShare, deadline: 180_000 });
      const mine = await loadStore();
      const { items } = await call(listProducts, {});
      const content = mine?.draft.content ?? {
        blocks: [],
        displayName: '',
        line: '',
        bio: '',
        theme: { name: 'addis' as const },
      };
      const there = {
        links: linksThere(found, content),
        products: productsThere(
          found,
          items.map(({ title }) => title),
        ),
      };
      setRead({ file: file.name, run: crypto.randomUUID(), found, there });
      setTicked(firstTicks(found, there));
      setPrices({});
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setShare(undefined);
      if (input.current !== null) input.current.value = '';
    }
  };

  const add = async ({ found, run }: Read): Promise<void> => {
    const links = found.links.filter((_, at) => ticked.has(keyOf('link', at)));
    const posts = found.posts.filter((_, at) => ticked.has(keyOf('post', at)));
    const wrong: FormError[] = [];
    const products = found.products.flatMap((product, at) => {
      if (!ticked.has(keyOf('product', at))) return [];
      const price =
        product.priceSantim === null ? readPrice(prices[at] ?? '') : { ok: true as const, santim: product.priceSantim };
      if (price.ok) return [{ at, title: product.title, description: product.description, priceSantim: price.santim }];
      wrong.push({ id: `price-${at}`, says: price.says[lang.value] });
      return [];
    });
    const room = store.value == null ? 0 : roomOn(store.value.draft.content);
    if (links.length > room) wrong.push({ id: 'links', says: tr(words.noRoom, { count: room }) });
    if (links.length + posts.length + products.length + wrong.length === 0)
      wrong.push({ id: '', says: tr(words.nothingTicked) });
    setErrors(wrong);
    if (wrong.length > 0) return;
    setProblem(undefined);
    let count = 0;
    setDone(0);
    const untick = (key: string): void => setTicked((keys) => new Set([...keys].filter((one) => one !== key)));
    try {
      await addLinks(links);
      setDone((count += links.length));
      found.links.forEach((_, at) => untick(keyOf('link', at)));
      // One after the other; what is done loses its tick, so that going on after a break adds nothing twice.
      for (const { at, ...body } of products) {
        await call(createProduct, { body }, { key: productKey(run, at) });
        untick(keyOf('product', at));
        setDone((count += 1));
      }
      for (const [at, { text }] of found.posts.entries()) {
        if (!ticked.has(keyOf('post', at)) || store.value == null) continue;
        await call(writePost, { params: { creatorId: store.value.creatorId }, body: { text } });
        untick(keyOf('post', at));
        setDone((count += 1));
      }
      setAdded({ links: links.length, products: products.length, posts: posts.length });
      setRead(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setDone(undefined);
    }
  };

  const busy = share !== undefined || done !== undefined;
  return (
    <Screen title={tr(words.title)} lede={tr(words.lede)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} />}
      {added !== undefined && (
        <section class="panel" role="status">
          <h2>{tr(words.added, added)}</h2>
          <p>{tr(words.addedSays)}</p>
          <a class="btn" href="/page">
            {tr(words.toPage)}
          </a>{' '}
          <a class="btn quiet" href="/products">
            {tr(words.toProducts)}
          </a>
        </section>
      )}
      <section class="panel">
        <input
          ref={input}
          id="import-file"
          class="vh"
          type="file"
          accept=".json,.csv,.tsv,.html,.htm,application/json,text/csv,text/html"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file !== undefined && !busy) void look(file);
          }}
        />
        <label class={read === undefined ? 'btn wide' : 'btn quiet'} for="import-file">
          <Icon name="file" />
          {tr(read === undefined ? words.choose : words.chooseOther)}
        </label>
        {share !== undefined && <p role="status">{tr(words.reading, { percent: Math.round(share * 100) })}</p>}
        <details>
          <summary>{tr(words.how)}</summary>
          <ul>
            <li>{tr(words.howTelegram)}</li>
            <li>{tr(words.howTable)}</li>
            <li>{tr(words.howPage)}</li>
          </ul>
        </details>
      </section>
      {read !== undefined && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            // A second press comes before the first one is drawn.
            if (busy || adding.current) return;
            adding.current = true;
            void add(read).finally(() => (adding.current = false));
          }}
        >
          <h2>{tr(words.found, { file: read.file })}</h2>
          <ErrorSummary errors={errors} />
          <FoundList
            found={read.found}
            there={read.there}
            ticked={ticked}
            tick={(key, on) =>
              setTicked((keys) => (on ? new Set([...keys, key]) : new Set([...keys].filter((one) => one !== key))))
            }
            prices={prices}
            price={(at, text) => setPrices((all) => ({ ...all, [at]: text }))}
            errors={errors}
          />
          {read.found.left.media + read.found.left.unnamed + read.found.left.more > 0 && (
            <Notice kind="info">{tr(words.left, read.found.left)}</Notice>
          )}
          <button type="submit" class="btn wide" aria-disabled={busy}>
            {done === undefined
              ? tr(words.add, { count: ticked.size })
              : tr(words.adding, { done, count: done + ticked.size })}
          </button>
        </form>
      )}
    </Screen>
  );
}
