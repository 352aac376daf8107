// What a loaded preview weighs, as the browser measured it.
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { tr } from '../words.ts';

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

export type Picture = { readonly alt: string; readonly bytes: number };

/** The pictures of a loaded preview in their order, as far as the browser has asked for them. */
export function picturesOf(frame: HTMLIFrameElement): Picture[] {
  try {
    const inside = frame.contentWindow;
    const entries = (inside?.performance.getEntriesByType('resource') ?? []) as PerformanceResourceTiming[];
    const bytes = new Map(entries.map(({ name, encodedBodySize }) => [name, encodedBodySize]));
    return [...(frame.contentDocument?.images ?? [])].flatMap(({ alt, currentSrc }) => {
      const size = bytes.get(currentSrc);
      return size === undefined || size === 0 ? [] : [{ alt, bytes: size }];
    });
  } catch {
    return [];
  }
}

/** False when the browser shows a page of its own instead, because nobody answered. */
export function isOurs(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentDocument?.querySelector('main') != null;
  } catch {
    return false;
  }
}
