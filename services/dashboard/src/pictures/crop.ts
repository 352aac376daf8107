// The part of a picture that is kept: four edges, each a thousandth of the picture's side, moved one at a time.

export type Edge = 'left' | 'top' | 'right' | 'bottom';
export type Crop = Readonly<Record<Edge, number>>;
export type Shape = 'square' | 'wide' | 'free';

export const whole: Crop = { left: 0, top: 0, right: 1000, bottom: 1000 };
/** Nothing narrower than a tenth of the picture can be kept. */
const LEAST = 100;

/** The largest part of a shape from the middle of a picture of this size. */
export function centred(width: number, height: number, shape: Shape): Crop {
  if (shape === 'free') return whole;
  const wanted = shape === 'square' ? 1 : 16 / 9;
  const ratio = width / height;
  const across = Math.round(Math.min(1, wanted / ratio) * 1000);
  const down = Math.round(Math.min(1, ratio / wanted) * 1000);
  const left = Math.round((1000 - across) / 2);
  const top = Math.round((1000 - down) / 2);
  return { left, top, right: left + across, bottom: top + down };
}

const limitsOf = (crop: Crop, edge: Edge): readonly [least: number, most: number] => {
  if (edge === 'left') return [0, crop.right - LEAST];
  if (edge === 'right') return [crop.left + LEAST, 1000];
  if (edge === 'top') return [0, crop.bottom - LEAST];
  return [crop.top + LEAST, 1000];
};

/** Puts one edge somewhere, within the picture and away from the edge across. */
export function moveEdge(crop: Crop, edge: Edge, to: number): Crop {
  const [least, most] = limitsOf(crop, edge);
  return { ...crop, [edge]: Math.round(Math.min(most, Math.max(least, to))) };
}

/** Where a key puts an edge; undefined for keys that mean nothing here. */
export function keyMoves(crop: Crop, edge: Edge, key: string): Crop | undefined {
  const [least, most] = limitsOf(crop, edge);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 10,
    ArrowDown: 10,
    ArrowLeft: -10,
    ArrowUp: -10,
    PageDown: 100,
    PageUp: -100,
  };
  if (key === 'Home') return moveEdge(crop, edge, least);
  if (key === 'End') return moveEdge(crop, edge, most);
  const step = steps[key];
  return step === undefined ? undefined : moveEdge(crop, edge, crop[edge] + step);
}

/** The part in pixels of a picture of this size. */
export function partOf(crop: Crop, width: number, height: number) {
  const x = Math.round((crop.left / 1000) * width);
  const y = Math.round((crop.top / 1000) * height);
  return {
    x,
    y,
    width: Math.max(1, Math.round((crop.right / 1000) * width) - x),
    height: Math.max(1, Math.round((crop.bottom / 1000) * height) - y),
  };
}
