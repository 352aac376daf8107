// A walk through a page with Tab alone: at each stop the ring has to be seen, nothing may cover it, and the way goes down the
// page as eyes do.
import type { Page } from 'playwright-core';

type Stop = {
  readonly name: string;
  readonly ring: boolean;
  readonly covered: string | null;
  readonly top: number;
  readonly fixed: boolean;
};

/** What is focused; undefined once the walk has left the page. The page's policy allows no evaluated script of its own. */
const atFocus = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body || at === document.documentElement) return undefined;
  const label = at.labels?.[0]?.textContent;
  const name = (at.getAttribute('aria-label') ?? label ?? at.textContent ?? at.id).trim().replace(/\\s+/g, ' ').slice(0, 40);
  const box = at.getBoundingClientRect();
  const ringed = (node) => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const ring = ringed(at) || (at.closest('label') !== null && ringed(at.closest('label')));
  const points = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const clipped = box.height > innerHeight ? [[box.left + box.width / 2, Math.max(box.top, 0) + 8]] : points;
  const over = clipped.map(([x, y]) => document.elementFromPoint(x, y));
  const own = (seen) => seen !== null && (at.contains(seen) || seen.contains(at) || (at.labels ?? []).length > 0 && [...at.labels].some((one) => one.contains(seen)));
  const other = over.find((seen) => !own(seen));
  const covered = over.some(own) && (other === undefined || getComputedStyle(at).display === 'inline') ? null
    : other === undefined ? 'nothing' : other === null ? 'the edge of the screen' : other.tagName + '.' + other.className;
  const fixed = (() => { for (let n = at; n !== null; n = n.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(n).position)) return true; return false; })();
  return { name, ring, covered, top: Math.round(box.top + scrollY), fixed };
})()`;

/**
 * From the top of the page. Names of the stops, and what is wrong with some. A line of things beside each other counts as one
 * height.
 */
export async function walk(page: Page, most = 80): Promise<{ stops: string[]; wrong: string[] }> {
  await page.evaluate(
    'document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex"), scrollTo(0, 0)',
  );
  const stops: string[] = [];
  const wrong: string[] = [];
  let lowest = -Infinity;
  for (let tab = 0; tab < most; tab += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop | undefined>(atFocus);
    if (stop === undefined) break;
    stops.push(stop.name);
    if (!stop.ring) wrong.push(`${stop.name}: no ring`);
    if (stop.covered !== null) wrong.push(`${stop.name}: covered by ${stop.covered}`);
    // Bars that stand at an edge of the screen have no place on the page.
    if (stop.fixed) continue;
    if (stop.top < lowest - 60) wrong.push(`${stop.name}: above what came before`);
    lowest = Math.max(lowest, stop.top);
  }
  return { stops, wrong };
}
