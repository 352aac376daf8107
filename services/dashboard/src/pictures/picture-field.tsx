// One picture, as each form has it (ED-9): made small on the phone and shown from there while it travels; the part that
// is kept can be chosen; what it costs a reader is said.
import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { pictureWords as words } from '@windsurf/language/words-dashboard-pictures';
import { asProblem } from '../api-problem.ts';
import { Icon } from '../parts/icons.tsx';
import { sentence } from '../parts/states.tsx';
import { sizeText } from '../products/sizes.ts';
import { tr } from '../words.ts';
import type { Crop, Shape } from './crop.ts';
import { shownUrl, smaller, upload, whenDrawn } from './send-picture.ts';
import type { CropSheet as Sheet } from './crop-sheet.tsx';
import '../styles/pictures.css';

type PictureProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly shape: Shape;
  readonly optional?: boolean;
  readonly imageId: string | undefined;
  /** What the form says is wrong with it. */
  readonly error?: string | undefined;
  onPicture(imageId: string | undefined): void;
};
type State =
  | { readonly kind: 'idle' | 'shrinking' | 'drawing' | 'later' }
  | { readonly kind: 'sending'; readonly share: number; readonly bytes: number }
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'refused' | 'failed'; readonly says: string };

export function PictureField({ id, label, hint, shape, optional, imageId, error, onPicture }: PictureProps) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [chosen, setChosen] = useState<File>();
  const [local, setLocal] = useState<string>();
  const [Cutting, setCutting] = useState<{ sheet: typeof Sheet }>();
  const small = useRef<Blob | undefined>(undefined);
  const stop = useRef<AbortController | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => (local === undefined ? undefined : URL.revokeObjectURL(local)), [local]);
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (): Promise<void> => {
    const bytes = small.current;
    if (bytes === undefined) return;
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setState({ kind: 'sending', share: 0, bytes: bytes.size });
    try {
      const sent = (share: number): void => setState({ kind: 'sending', share, bytes: bytes.size });
      let picture = await upload(bytes, { signal: own.signal, sent });
      onPicture(picture.imageId);
      if (picture.state === 'waiting') {
        setState({ kind: 'drawing' });
        const drawn = await whenDrawn(picture.imageId, own.signal);
        if (own.signal.aborted) return;
        if (drawn === undefined) return setState({ kind: 'later' });
        picture = drawn;
      }
      if (picture.state === 'failed') setState({ kind: 'refused', says: picture.detail });
      else setState({ kind: 'done', bytes: picture.shownBytes ?? picture.bytes });
    } catch (reason) {
      if (!own.signal.aborted) setState({ kind: 'failed', says: sentence(asProblem(reason)) });
    }
  };
  const choose = async (file: File | undefined, crop?: Crop): Promise<void> => {
    if (file === undefined) return;
    stop.current?.abort();
    setState({ kind: 'shrinking' });
    try {
      small.current = await smaller(file, crop);
    } catch (reason) {
      return setState({ kind: 'refused', says: reason instanceof Error ? reason.message : tr(words.notPicture) });
    }
    setChosen(file);
    setLocal(URL.createObjectURL(small.current));
    await send();
  };
  const forget = (): void => {
    stop.current?.abort();
    setLocal(undefined);
    setChosen(undefined);
    setState({ kind: 'idle' });
  };

  const shown = local ?? (imageId === undefined || imageId === '' ? undefined : shownUrl(imageId));
  const busy = state.kind === 'shrinking' || state.kind === 'sending';
  const wrong = state.kind === 'refused' || state.kind === 'failed' ? state.says : error;
  return (
    <div class={wrong === undefined ? 'field' : 'field wrong'} id={id} tabIndex={-1} role="group" aria-label={label}>
      <span class="label">
        {label}
        {optional === true && <span class="muted"> ({tr(common.optional)})</span>}
      </span>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {wrong !== undefined && (
        <p class="error" role="alert">
          <Icon name="bad" />
          {wrong}
        </p>
      )}
      {shown !== undefined && <img class={`picked ${shape}`} src={shown} alt="" />}
      <input
        class="vh"
        ref={input}
        tabIndex={-1}
        aria-label={label}
        type="file"
        accept="image/*"
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div class="acts">
        {!busy && (
          <button type="button" class="btn quiet" onClick={() => input.current?.click()}>
            <Icon name="picture" />
            {tr(shown === undefined ? words.choose : words.change)}
          </button>
        )}
        {state.kind === 'sending' && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              forget();
            }}
          >
            {tr(common.cancel)}
          </button>
        )}
        {state.kind === 'failed' && (
          <button type="button" class="btn" onClick={() => void send()}>
            {tr(common.tryAgain)}
          </button>
        )}
        {chosen !== undefined && !busy && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              void import('./crop-sheet.tsx').then(({ CropSheet }) => setCutting({ sheet: CropSheet }));
            }}
          >
            {tr(words.crop)}
          </button>
        )}
        {shown !== undefined && !busy && optional === true && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              forget();
              onPicture(undefined);
            }}
          >
            {tr(words.remove)}
          </button>
        )}
      </div>
      {state.kind === 'sending' && (
        <progress max={100} value={Math.round(state.share * 100)} aria-label={tr(words.sendingLabel)} />
      )}
      <p class="hint" role="status">
        {state.kind === 'shrinking' && tr(words.shrinking)}
        {state.kind === 'sending' && tr(words.sending, { size: sizeText(state.bytes) })}
        {state.kind === 'drawing' && tr(words.drawing)}
        {state.kind === 'later' && tr(words.later)}
        {state.kind === 'done' && tr(words.costs, { size: sizeText(state.bytes) })}
      </p>
      {Cutting !== undefined && chosen !== undefined && (
        <Cutting.sheet
          file={chosen}
          shape={shape}
          close={() => setCutting(undefined)}
          keep={(crop) => {
            setCutting(undefined);
            void choose(chosen, crop);
          }}
        />
      )}
    </div>
  );
}
