import { uploadImage } from '@windsurf/contracts/store';
import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Icon } from '../parts/icons.tsx';
import { sentence } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { MOST_PICTURE_BYTES, shrink } from './picture.ts';
import { sizeText } from './sizes.ts';

type CoverProps = {
  readonly url: string | null;
  readonly error: string | undefined;
  onCover(cover: { id: string; url: string } | null): void;
};
type State =
  | { readonly kind: 'idle' | 'shrinking' | 'sending' }
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'refused'; readonly says: string }
  | { readonly kind: 'failed'; readonly problem: ApiProblem };

/** The picture is shown from the phone while it travels; a failed one stays and can be sent again. */
export function CoverField({ url, error, onCover }: CoverProps) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [local, setLocal] = useState<string>();
  const small = useRef<Blob | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => (local === undefined ? undefined : URL.revokeObjectURL(local)), [local]);

  const send = async (): Promise<void> => {
    if (small.current === undefined) return;
    setState({ kind: 'sending' });
    try {
      const image = await call(uploadImage, {}, { raw: small.current, deadline: 120_000 });
      setState({ kind: 'done', bytes: small.current.size });
      onCover({ id: image.imageId, url: image.url });
    } catch (reason) {
      setState({ kind: 'failed', problem: asProblem(reason) });
    }
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MOST_PICTURE_BYTES) {
      setState({ kind: 'refused', says: tr(words.coverTooLarge, { size: sizeText(file.size) }) });
      return;
    }
    setState({ kind: 'shrinking' });
    try {
      small.current = await shrink(file);
    } catch {
      setState({ kind: 'refused', says: tr(words.coverNot) });
      return;
    }
    setLocal(URL.createObjectURL(small.current));
    await send();
  };

  const shown = local ?? url;
  const busy = state.kind === 'shrinking' || state.kind === 'sending';
  const wrong = state.kind === 'refused' ? state.says : state.kind === 'failed' ? sentence(state.problem) : error;
  return (
    <div class={wrong === undefined ? 'field' : 'field wrong'} id="cover" tabIndex={-1}>
      <label for="cover-file">
        {tr(words.cover)} <span class="muted">({tr(common.optional)})</span>
      </label>
      <p class="hint" id="cover-hint">
        {tr(words.coverHint)}
      </p>
      {wrong !== undefined && (
        <p class="error" role="alert" id="cover-error">
          <Icon name="bad" />
          {wrong}
        </p>
      )}
      {shown !== null && <img class="cover-large" src={shown} alt="" />}
      <input
        class="vh"
        ref={input}
        tabIndex={-1}
        id="cover-file"
        type="file"
        accept="image/*"
        aria-describedby="cover-hint"
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div class="acts">
        <button
          type="button"
          class="btn quiet"
          aria-disabled={busy || undefined}
          onClick={() => !busy && input.current?.click()}
        >
          <Icon name="picture" />
          {shown === null ? tr(words.coverChoose) : tr(words.coverChange)}
        </button>
        {state.kind === 'failed' && (
          <button type="button" class="btn" onClick={() => void send()}>
            {tr(common.tryAgain)}
          </button>
        )}
        {shown !== null && !busy && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              setLocal(undefined);
              setState({ kind: 'idle' });
              onCover(null);
            }}
          >
            {tr(words.coverRemove)}
          </button>
        )}
      </div>
      <p class="hint" role="status">
        {state.kind === 'shrinking' && tr(words.coverShrinking)}
        {state.kind === 'sending' && tr(words.coverSending)}
        {state.kind === 'done' && tr(words.coverDone, { size: sizeText(state.bytes) })}
      </p>
    </div>
  );
}
