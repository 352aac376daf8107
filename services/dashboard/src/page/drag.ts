// Dragging a block by its handle, with Pointer Events alone (ED-4 d). Only the handle holds back scrolling; swiping over
// blocks moves the page and never a block.
import { asideOf, type Extent, placeOf, scrollSpeed } from './drag-place.ts';

/** Pixels before a press becomes a drag. */
const THRESHOLD = 8;

type Dragging = {
  /** The drag begins: what is open closes, so that all blocks are as small as they can be. */
  begun(): void;
  dropped(place: number): void;
};

/** Starts with a press on the handle of `item`, which stands in a list among its likes. */
export function beginDrag(down: PointerEvent, item: HTMLElement, { begun, dropped }: Dragging): void {
  if (!down.isPrimary || down.button !== 0) return;
  const list = item.parentElement;
  const handle = down.currentTarget;
  if (list === null || !(handle instanceof HTMLElement)) return;
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const startY = down.clientY;
  let y = startY;
  let run: { items: HTMLElement[]; extents: Extent[]; from: number; at: number; place: number } | undefined;
  let frame = 0;
  down.preventDefault();
  handle.setPointerCapture(down.pointerId);

  const start = (): void => {
    begun();
    item.classList.add('dragged');
    // After the drawing that closed what was open.
    frame = requestAnimationFrame(() => {
      const items = [...list.children].filter((child) => child instanceof HTMLElement);
      const extents = items.map((each) => {
        const { top, height } = each.getBoundingClientRect();
        return { top: top + scrollY, height };
      });
      const from = items.indexOf(item);
      const own = extents[from];
      if (own === undefined) return end();
      // What closed may have moved it away from the finger: it comes back under it.
      run = { items, extents, from, at: own.top + own.height / 2, place: from };
      step();
    });
  };
  const draw = (): void => {
    if (run === undefined) return;
    const { items, extents, from, at } = run;
    const by = y + scrollY - at;
    const place = placeOf(extents, from, by);
    const room = (extents[from]?.height ?? 0) + 4;
    items.forEach((each, index) => {
      const aside = index === from ? by : asideOf(index, from, place, room);
      each.style.transform = aside === 0 ? '' : `translateY(${aside}px)`;
    });
    run.place = place;
  };
  const step = (): void => {
    const speed = scrollSpeed(y, innerHeight);
    if (speed !== 0) scrollBy(0, speed);
    draw();
    frame = requestAnimationFrame(step);
  };
  const end = (place?: number): void => {
    cancelAnimationFrame(frame);
    stop.abort();
    item.classList.remove('dragged');
    for (const each of run?.items ?? []) each.style.transform = '';
    if (place !== undefined && place !== run?.from) dropped(place);
  };

  handle.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      y = event.clientY;
      if (run === undefined && frame === 0 && Math.abs(y - startY) >= THRESHOLD) start();
    },
    options,
  );
  handle.addEventListener('pointerup', () => end(run?.place), options);
  handle.addEventListener('pointercancel', () => end(), options);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      end();
    },
    { ...options, capture: true },
  );
  // A second finger takes it back.
  addEventListener('pointerdown', (event) => event.pointerId !== down.pointerId && end(), {
    ...options,
    capture: true,
  });
}
