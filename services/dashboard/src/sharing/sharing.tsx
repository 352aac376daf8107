// How an address looks where it is shared: the card as messengers draw it, words to send, a code to print.
import { listProducts } from '@windsurf/contracts/store';
import { readShare } from '@windsurf/contracts/store-share';
import type { Answer } from '@windsurf/contracts/endpoint';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { sharingWords as words } from '@windsurf/language/words-dashboard-sharing';
import { Screen } from '../app/screen.tsx';
import { Icon } from '../parts/icons.tsx';
import { copyText } from '../parts/share.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/sharing.css';

type Shared = Answer<typeof readShare>;

export function Sharing() {
  const [productId, setProductId] = useState('');
  const products = useResource(listProducts, {});
  const share = useResource(readShare, { query: productId === '' ? {} : { productId } });
  const sold = products.data?.items.filter(({ state }) => state === 'published') ?? [];
  return (
    <Screen title={tr(words.title)} lede={tr(words.titleSays)} up="/more" upLabel={tr(moreWords.title)}>
      <div class="field">
        <label for="what">{tr(words.what)}</label>
        <select id="what" value={productId} onChange={(event) => setProductId(event.currentTarget.value)}>
          <option value="">{tr(words.wholeStore, { name: store.value?.displayName ?? '' })}</option>
          {sold.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {share.data === undefined && share.problem === undefined && <Waiting rows={2} />}
      {share.problem !== undefined && <Failed problem={share.problem} retry={share.reload} />}
      {share.data !== undefined && <Shown shared={share.data} />}
    </Screen>
  );
}

/** Addresses on this origin: the policy of this app loads from nowhere else. */
const here = (url: string): string => new URL(url, location.href).pathname;

function Shown({ shared }: { shared: Shared }) {
  const { url, title, description, text, card, code, live, previews } = shared;
  const send = async (): Promise<void> => {
    if ('share' in navigator) await navigator.share({ title, text, url }).catch(() => undefined);
    else if (await copyText(`${text}\n${url}`)) tell(tr(common.copied));
  };
  const telegram = `https://t.me/share/url?url=${encodeURIComponent(url)}&text=${encodeURIComponent(text)}`;
  return (
    <>
      {!live && (
        <Notice kind="warn">
          <p>{tr(words.notLive)}</p>
        </Notice>
      )}
      <section class="panel">
        <h2>{tr(words.cardTitle)}</h2>
        <div class="bubble">
          <p dir="ltr" class="bubble-link">
            {url}
          </p>
          <div class="bubble-card">
            <b>{title}</b>
            {description !== '' && <p>{description}</p>}
            {live && <img src={here(card.url)} width={1200} height={630} alt={card.alt} />}
          </div>
        </div>
        <p class="muted">{tr(words.oldCards)}</p>
        <p class="muted" role="status">
          {previews === 0 ? tr(words.noPreviews) : tr(words.previews, { count: previews })}
        </p>
      </section>
      <section class="panel">
        <h2>{tr(words.sendTitle)}</h2>
        <p>{text}</p>
        <div class="acts">
          <a class="btn" href={telegram} target="_blank" rel="noopener">
            <Icon name="share" />
            {tr(words.telegram)}
          </a>
          <button type="button" class="btn quiet" onClick={() => void send()}>
            {tr('share' in navigator ? words.otherApps : words.copyAll)}
          </button>
        </div>
      </section>
      {live && (
        <section class="panel">
          <h2>{tr(words.codeTitle)}</h2>
          <p class="muted">{tr(words.codeSays)}</p>
          <img class="code-image" src={code.svg} width={200} height={200} alt={tr(words.codeOf, { address: url })} />
          <div class="acts">
            <a class="btn quiet" href={code.png} download>
              {tr(words.codePng)}
            </a>
            <a class="btn quiet" href={code.svg} download>
              {tr(words.codeSvg)}
            </a>
          </div>
        </section>
      )}
    </>
  );
}
