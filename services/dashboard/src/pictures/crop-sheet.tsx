// Which part of a picture is kept: a frame whose four edges are dragged, or moved with the keys like sliders.
import { useEffect, useRef, useState } from 'preact/hooks';
import { pictureWords as words } from '@windsurf/language/words-dashboard-pictures';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { centred, type Crop, type Edge, keyMoves, moveEdge, type Shape, whole } from './crop.ts';

type CropProps = { readonly file: Blob; readonly shape: Shape; close(): void; keep(crop: Crop): void };

const edges = ['left', 'top', 'right', 'bottom'] as const;
const names = { left: words.edgeLeft, top: words.edgeTop, right: words.edgeRight, bottom: words.edgeBottom } as const;
const upright = (edge: Edge): boolean => edge === 'top' || edge === 'bottom';
const percent = (thousandths: number): string => `${thousandths / 10}%`;

export function CropSheet({ file, shape, close, keep }: CropProps) {
  const [url, setUrl] = useState<string>();
  const [crop, setCrop] = useState<Crop>(whole);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  const drag = (edge: Edge, event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || !(event.currentTarget as Element).hasPointerCapture(event.pointerId)) return;
    const along = upright(edge) ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width;
    setCrop((now) => moveEdge(now, edge, along * 1000));
  };
  const { left, top, right, bottom } = crop;
  const kept = { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) };
  // Each grip sits in the middle of its edge.
  const gripAt = (edge: Edge) => ({
    left: percent(upright(edge) ? (left + right) / 2 : crop[edge]),
    top: percent(upright(edge) ? crop[edge] : (top + bottom) / 2),
  });
  return (
    <Sheet
      title={tr(words.cropTitle)}
      close={close}
      foot={
        <div class="pair">
          <button type="button" class="btn quiet" onClick={() => setCrop(whole)}>
            {tr(words.cropWhole)}
          </button>
          <button type="button" class="btn" onClick={() => keep(crop)}>
            {tr(words.cropKeep)}
          </button>
        </div>
      }
    >
      <p class="muted">{tr(words.cropSays)}</p>
      <div class="crop" ref={frame}>
        {url !== undefined && (
          <img
            src={url}
            alt=""
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setCrop(centred(naturalWidth, naturalHeight, shape))
            }
          />
        )}
        <div class="crop-kept" style={kept} />
        {edges.map((edge) => (
          <button
            key={edge}
            type="button"
            class={`crop-grip ${edge}`}
            role="slider"
            aria-label={tr(names[edge])}
            aria-orientation={upright(edge) ? 'vertical' : 'horizontal'}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(crop[edge] / 10)}
            style={gripAt(edge)}
            onKeyDown={(event) => {
              const next = keyMoves(crop, edge, event.key);
              if (next === undefined) return;
              event.preventDefault();
              setCrop(next);
            }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => drag(edge, event)}
          />
        ))}
      </div>
    </Sheet>
  );
}
