import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { Icon } from '../parts/icons.tsx';
import { sentence } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { sizeText } from './sizes.ts';
import type { Slot } from './kept-slot.ts';
import { browserUploader, readKeptUpload } from './upload-browser.ts';
import type { Uploader, UploadState } from './uploader.ts';

type FileProps = {
  /** An upload is found again under it. */
  readonly slot: Slot;
  readonly fileId: string | null;
  readonly error: string | undefined;
  /** The file that the product will have, once all of it has arrived; null when it was given up or refused. */
  onFile(fileId: string | null): void;
};

const wordsOf = (state: UploadState): string => {
  switch (state.kind) {
    case 'none':
      return '';
    case 'starting':
      return tr(words.fileStarting);
    case 'sending':
      return tr(words.fileSending, { percent: state.percent });
    case 'paused':
      return tr(words.filePaused, { percent: state.percent });
    case 'stalled':
      return tr(words.fileStalled, { percent: state.percent });
    case 'interrupted':
      return tr(words.fileInterrupted, { percent: state.percent });
    case 'checking':
      return tr(words.fileChecking);
    case 'ready':
      return tr(words.fileReady, { kind: (state.file.kind ?? '').toUpperCase(), size: sizeText(state.file.sizeBytes) });
    case 'refused':
      return typeof state.problem === 'string' ? state.problem || tr(words.fileRefused) : sentence(state.problem);
  }
};

export function FileField({ slot, fileId, error, onFile }: FileProps) {
  const [state, setState] = useState<UploadState>({ kind: 'none' });
  const input = useRef<HTMLInputElement>(null);
  const uploader = useRef<Uploader | undefined>(undefined);
  const latest = useRef({ slot, onFile });
  latest.current = { slot, onFile };

  useEffect(() => {
    const made = browserUploader(
      () => latest.current.slot,
      (next, id) => {
        setState(next);
        if (next.kind === 'checking' || next.kind === 'ready') latest.current.onFile(id ?? null);
        if (next.kind === 'refused') latest.current.onFile(null);
      },
    );
    uploader.current = made;
    void readKeptUpload(slot).then((kept) => {
      if (kept !== undefined) void made.pickUp(kept);
      else if (fileId !== null) void made.show(fileId);
    });
    return () => made.stop();
  }, []);

  const on = uploader.current;
  const pick = (): void => input.current?.click();
  const name = state.kind === 'none' ? undefined : state.kind === 'ready' ? state.file.name : state.name;
  const moving = state.kind === 'sending' || state.kind === 'stalled' || state.kind === 'starting';
  const percent = 'percent' in state ? state.percent : undefined;
  const wrong = state.kind === 'refused' ? wordsOf(state) : error;

  return (
    <div class={wrong === undefined ? 'field' : 'field wrong'} id="file" tabIndex={-1}>
      <label for="file-input">{tr(words.file)}</label>
      <p class="hint" id="file-hint">
        {tr(words.fileHint)}
      </p>
      {wrong !== undefined && (
        <p class="error" id="file-error" role="alert">
          <Icon name="bad" />
          {wrong}
        </p>
      )}
      <input
        class="vh"
        ref={input}
        tabIndex={-1}
        id="file-input"
        type="file"
        aria-describedby="file-hint"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void on?.choose(file);
          event.currentTarget.value = '';
        }}
      />
      {name !== undefined && (
        <div class={`upload ${state.kind}`}>
          <Icon name={state.kind === 'ready' ? 'check' : state.kind === 'refused' ? 'bad' : 'file'} />
          <div>
            <b>{name}</b>
            {percent !== undefined && <progress max={100} value={percent} aria-label={tr(words.file)} />}
            {state.kind !== 'refused' && <p class={state.kind === 'ready' ? 'ok' : 'muted'}>{wordsOf(state)}</p>}
            {state.kind === 'interrupted' && state.other && (
              <p class="error">{tr(words.fileOtherChosen, { name: state.name })}</p>
            )}
          </div>
        </div>
      )}
      {/* Percents are not read out one by one: only a change of state is. */}
      <p class="vh" role="status">
        {state.kind === 'sending' || state.kind === 'refused' ? '' : wordsOf(state)}
      </p>
      <div class="acts">
        {moving && state.kind !== 'starting' && (
          <button type="button" class="btn quiet" onClick={() => on?.pause()}>
            <Icon name="pause" />
            {tr(words.pause)}
          </button>
        )}
        {state.kind === 'paused' && (
          <button type="button" class="btn" onClick={() => void on?.resume()}>
            <Icon name="play" />
            {tr(words.resume)}
          </button>
        )}
        {state.kind === 'interrupted' && (
          <button type="button" class="btn" onClick={pick}>
            {tr(words.sameFile)}
          </button>
        )}
        {(moving || state.kind === 'paused' || state.kind === 'interrupted') && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              void on?.cancel();
              onFile(null);
            }}
          >
            {tr(common.cancel)}
          </button>
        )}
        {(state.kind === 'none' || state.kind === 'ready' || state.kind === 'refused') && (
          <button type="button" class="btn quiet" onClick={pick}>
            <Icon name="file" />
            {state.kind === 'none' ? tr(words.fileChoose) : tr(words.fileOther)}
          </button>
        )}
      </div>
    </div>
  );
}
