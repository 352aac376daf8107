// The code of a ticket as a picture to hold to a camera; what it says stands beside it in words.
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { encode } from 'uqr';

/** Light border that scanners need (ISO/IEC 18004: four modules). */
const border = 4;
/** CSS pixels of its side: fits a screen of 320 px, and a camera reads it from an arm's length. */
const side = 240;

/** Black on white whatever the page looks like at night. Runs of modules are one stroke each, to be few bytes. */
export function qrPicture(text: string, label: string): Html {
  const { data } = encode(text, { ecc: 'M', border });
  const path = data
    .map((row, y) =>
      row
        .map((dark, x) => (dark && row[x - 1] !== true ? `M${x} ${y}h${runAt(row, x)}v1h-${runAt(row, x)}z` : ''))
        .join(''),
    )
    .join('');
  const box = `0 0 ${data.length} ${data.length}`;
  return html`<svg role="img" aria-label="${label}" width="${side}" height="${side}" viewBox="${box}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${data.length}v${data.length}h-${data.length}z"/><path fill="#000" d="${path}"/></svg>`;
}

function runAt(row: readonly boolean[], from: number): number {
  const end = row.findIndex((dark, x) => x >= from && !dark);
  return (end === -1 ? row.length : end) - from;
}
