// The server's own rendering of the draft, as wide as a phone; drawn anew after each save.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '@windsurf/language/phrases';
import { common } from '@windsurf/language/words-common';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { previewWords } from '@windsurf/language/words-dashboard-preview';
import { Notice } from '../parts/states.tsx';
import { store } from '../store.ts';
import { lang, tr } from '../words.ts';
import { bytesOf, isOurs, kilobytes, type Picture, picturesOf } from './frame-facts.ts';
import { arrivals } from './slow-order.ts';

const widths = [320, 360, 412] as const;
const ways = ['buyer', 'plain', 'slow'] as const;
const tongues = [
  ['am', previewWords.amharic],
  ['en', previewWords.english],
] as const satisfies readonly (readonly [Language, unknown])[];

export function Preview({ version }: { version: number }) {
  const [width, setWidth] = useState<number>(360);
  const [as, setAs] = useState<(typeof ways)[number]>('buyer');
  const [tongue, setTongue] = useState<Language>(store.peek()?.lang ?? lang.peek());
  const [facts, setFacts] = useState<{ readonly bytes: number | undefined; readonly pictures: readonly Picture[] }>();
  const [failed, setFailed] = useState(false);
  const [scale, setScale] = useState(1);
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const first = useRef(true);
  const address = `/v1/stores/mine/preview?lang=${tongue}`;

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (failed) {
      // A page of the browser's own cannot be told to reload.
      if (frame.current !== null) frame.current.src = address;
      return;
    }
    // Reloading inside keeps the place to which she scrolled.
    frame.current?.contentWindow?.location.reload();
  }, [version]);
  useLayoutEffect(() => {
    const fit = (): void => setScale(Math.min(1, (place.current?.clientWidth ?? width) / (width + 16)));
    fit();
    addEventListener('resize', fit);
    return () => removeEventListener('resize', fit);
  }, [width]);

  return (
    <section class="preview" aria-label={tr(words.previewTitle)}>
      <div class="chips" role="group" aria-label={tr(previewWords.as)}>
        {ways.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={as === each} onClick={() => setAs(each)}>
            {tr(previewWords[each])}
          </button>
        ))}
      </div>
      <div class="chips" role="group" aria-label={tr(previewWords.language)}>
        {tongues.map(([each, name]) => (
          <button key={each} type="button" class="chip" aria-pressed={tongue === each} onClick={() => setTongue(each)}>
            {tr(name)}
          </button>
        ))}
      </div>
      <div class="chips" role="group" aria-label={tr(words.width)}>
        {widths.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={width === each} onClick={() => setWidth(each)}>
            {each}
          </button>
        ))}
      </div>
      {as === 'plain' && <p class="muted small">{tr(previewWords.plainSays)}</p>}
      {as === 'slow' && facts?.bytes !== undefined && <SlowOrder bytes={facts.bytes} pictures={facts.pictures} />}
      <div class="frame-place" ref={place} style={{ height: `${(640 + 16) * scale}px` }}>
        <div class="frame" style={{ width: `${width + 16}px`, transform: `scale(${scale})` }}>
          <iframe
            // Scripts are switched off for a whole document, so that it is another frame.
            key={as === 'plain' ? 'plain' : 'scripts'}
            ref={frame}
            title={tr(words.previewTitle)}
            src={address}
            {...(as === 'plain' ? { sandbox: 'allow-same-origin' } : {})}
            onLoad={(event) => {
              const loaded = event.currentTarget;
              setFacts({ bytes: bytesOf(loaded), pictures: picturesOf(loaded) });
              setFailed(!isOurs(loaded));
            }}
            style={{ width: `${width}px` }}
          />
        </div>
      </div>
      {failed && (
        <Notice kind="bad">
          <p role="alert">{tr(words.previewFailed)}</p>
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              if (frame.current !== null) frame.current.src = address;
            }}
          >
            {tr(common.tryAgain)}
          </button>
        </Notice>
      )}
      <p class="muted small">
        {tr(words.previewSays)} {facts?.bytes !== undefined && tr(words.bytes, { size: kilobytes(facts.bytes) })}
      </p>
    </section>
  );
}

function SlowOrder({ bytes, pictures }: { bytes: number; pictures: readonly Picture[] }) {
  const there = arrivals(
    bytes,
    pictures.map((picture) => picture.bytes),
  );
  const nameOf = (at: number): string => {
    const size = kilobytes(there[at]?.bytes ?? 0);
    if (at === 0) return tr(previewWords.slowWords, { size });
    return tr(previewWords.slowPicture, { name: pictures[at - 1]?.alt || tr(previewWords.slowNameless, { at }), size });
  };
  return (
    <div>
      <p class="muted small">{tr(previewWords.slowSays)}</p>
      <ol class="slow">
        {there.map(({ seconds }, at) => (
          <li key={`part-${at}`}>
            <b class="num">{tr(previewWords.seconds, { seconds: seconds.toFixed(1) })}</b> {nameOf(at)}
          </li>
        ))}
      </ol>
    </div>
  );
}
