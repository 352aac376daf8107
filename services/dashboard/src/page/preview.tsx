// The server's own rendering of the draft, as wide as a phone; drawn anew after each save.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
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

export function Preview({ version }: { version: number }) {
  const [width, setWidth] = useState<number>(360);
  const [bytes, setBytes] = useState<number>();
  const [scale, setScale] = useState(1);
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const first = useRef(true);

  useEffect(() => {
    if (first.current) {
      first.current = false;
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
            src={`/v1/stores/mine/preview?lang=${lang.value}`}
            onLoad={(event) => setBytes(bytesOf(event.currentTarget))}
            style={{ width: `${width}px` }}
          />
        </div>
      </div>
      <p class="muted small">
        {tr(words.previewSays)} {bytes !== undefined && tr(words.bytes, { size: kilobytes(bytes) })}
      </p>
    </section>
  );
}
