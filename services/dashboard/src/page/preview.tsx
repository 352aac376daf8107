// The server's own rendering of the draft, as wide as a phone; drawn anew after each save.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Notice } from '../parts/states.tsx';
import { lang, tr } from '../words.ts';

const widths = [320, 360, 412] as const;

export const kilobytes = (bytes: number): string => tr(words.kb, { size: (bytes / 1024).toFixed(1) });

/** Bytes of a loaded preview as they travelled, packed; undefined where the browser does not tell. */
export function bytesOf(frame: HTMLIFrameElement): number | undefined {
  try {
    const [entry] = frame.contentWindow?.performance.getEntriesByType('navigation') ?? [];
    return (entry as PerformanceNavigationTiming | undefined)?.encodedBodySize || undefined;
  } catch {
    return undefined;
  }
}

/** False when the browser shows a page of its own instead, because nobody answered. */
function isOurs(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentDocument?.querySelector('main') != null;
  } catch {
    return false;
  }
}

export function Preview({ version }: { version: number }) {
  const [width, setWidth] = useState<number>(360);
  const [bytes, setBytes] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [scale, setScale] = useState(1);
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const first = useRef(true);
  const address = `/v1/stores/mine/preview?lang=${lang.value}`;

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
      <div class="chips" role="group" aria-label={tr(words.width)}>
        {widths.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={width === each} onClick={() => setWidth(each)}>
            {each}
          </button>
        ))}
      </div>
      <div class="frame-place" ref={place} style={{ height: `${(640 + 16) * scale}px` }}>
        <div class="frame" style={{ width: `${width + 16}px`, transform: `scale(${scale})` }}>
          <iframe
            ref={frame}
            title={tr(words.previewTitle)}
            src={address}
            onLoad={(event) => {
              setBytes(bytesOf(event.currentTarget));
              setFailed(!isOurs(event.currentTarget));
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
        {tr(words.previewSays)} {bytes !== undefined && tr(words.bytes, { size: kilobytes(bytes) })}
      </p>
    </section>
  );
}
