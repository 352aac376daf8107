// How a paper looks: A4, one column, letters large enough to be read on a phone. One face holds Latin and Ethiopic; each
// document carries the signs that it uses.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import type { Paper, PaperTable } from './paper.ts';

const face = (file: string): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-ethiopic/${file}`)));
let faces: { plain: Buffer; strong: Buffer } | undefined;

const ink = '#1c1917';
const soft = '#57534e';
const line = '#d6d3d1';
const margin = 48;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - margin - 18;
const cm = 72 / 2.54;
const codeSide = 2.6 * cm;

type Doc = PDFKit.PDFDocument;
type Face = { hasGlyphForCodePoint(point: number): boolean };

/** Draws all of them into one PDF; each begins a page. */
export async function drawPapers(papers: readonly Paper[]): Promise<Buffer> {
  faces ??= {
    plain: face('400Regular/NotoSansEthiopic_400Regular.ttf'),
    strong: face('600SemiBold/NotoSansEthiopic_600SemiBold.ttf'),
  };
  const [first] = papers;
  if (!first) throw new RangeError('no paper to draw');
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    autoFirstPage: false,
    lang: first.lang === 'am' ? 'am-ET' : 'en-ET',
    displayTitle: true,
    info: {
      Title: [first.title, first.number].filter(Boolean).join(' '),
      Author: first.issuer[0] ?? '',
      CreationDate: first.at,
      ModDate: first.at,
    },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve, reject) => doc.on('end', resolve).on('error', reject));
  doc.registerFont('plain', faces.plain).registerFont('strong', faces.strong);
  for (const paper of papers) draw(doc, paper);
  const { count } = doc.bufferedPageRange();
  for (let page = 0; count > 1 && page < count; page += 1) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    set(doc, 'plain', 9, soft);
    doc.text(`${page + 1} / ${count}`, margin, 841.89 - margin, { width, align: 'right', lineBreak: false });
  }
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

function set(doc: Doc, font: 'plain' | 'strong', size: number, colour = ink): Doc {
  return doc.font(font).fontSize(size).fillColor(colour);
}

/** Signs that the face does not have: pictures are left out, letters of other scripts become a question mark. */
function clean(doc: Doc, text: string): string {
  const { font } = (doc as unknown as { _font: { font: Face } })._font;
  const flat = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\u{FE0F}]/gu, '');
  let out = '';
  for (const sign of flat) {
    if (font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)) out += sign;
    else if (!/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u.test(sign)) out += '?';
  }
  return out.replace(/ {2,}/g, ' ').trim();
}

/** Writes at a place and gives the y below it. */
function write(
  doc: Doc,
  text: string,
  x: number,
  y: number,
  options: { width: number; align?: 'left' | 'right' },
): number {
  const said = clean(doc, text);
  doc.text(said, x, y, { lineGap: 2, ...options });
  return said === '' ? y : doc.y;
}
const heightOf = (doc: Doc, text: string, of: number): number =>
  doc.heightOfString(clean(doc, text), { width: of, lineGap: 2 });

function room(doc: Doc, y: number, needed: number): number {
  if (y + needed <= bottom) return y;
  doc.addPage();
  return margin;
}

function rule(doc: Doc, y: number, colour = line, thick = 0.7): void {
  doc
    .moveTo(margin, y)
    .lineTo(margin + width, y)
    .lineWidth(thick)
    .strokeColor(colour)
    .stroke();
}

function draw(doc: Doc, paper: Paper): void {
  doc.addPage();
  let y = margin;
  paper.issuer.forEach((text, at) => {
    set(doc, at === 0 ? 'strong' : 'plain', at === 0 ? 17 : 12, at === 0 ? ink : soft);
    y = write(doc, text, margin, y, { width }) + (at === 0 ? 2 : 0);
  });
  y += 18;
  const numberWidth = paper.number === undefined ? 0 : 150;
  set(doc, 'strong', 25);
  const below = write(doc, paper.title, margin, y, { width: width - numberWidth });
  if (paper.number !== undefined) {
    write(doc, paper.number, margin + width - numberWidth, y, { width: numberWidth, align: 'right' });
  }
  y = below + 8;
  rule(doc, y, ink, 1.4);
  y = facts(doc, paper, y + 14);
  for (const table of paper.tables) y = drawTable(doc, table, y + 16);
  y = sums(doc, paper, y + 14);
  y = check(doc, paper, y + 26);
  for (const text of paper.notes) {
    set(doc, 'plain', 10.5, soft);
    y = room(doc, y, heightOf(doc, text, width));
    y = write(doc, text, margin, y, { width }) + 5;
  }
}

const labelWidth = 116;
function facts(doc: Doc, paper: Paper, from: number): number {
  let y = from;
  for (const [label, value] of paper.facts) {
    const of = width - labelWidth;
    set(doc, 'plain', 12.5);
    y = room(doc, y, heightOf(doc, value, of));
    set(doc, 'plain', 12.5, soft);
    const left = write(doc, label, margin, y, { width: labelWidth - 10 });
    set(doc, 'plain', 12.5);
    y = Math.max(left, write(doc, value, margin + labelWidth, y, { width: of })) + 4;
  }
  return y;
}

function drawTable(doc: Doc, table: PaperTable, from: number): number {
  const gap = 8;
  const columns = table.columns.map((column, at) => ({
    ...column,
    x: margin + width * table.columns.slice(0, at).reduce((sum, { share }) => sum + share, 0),
    width: width * column.share - (at === table.columns.length - 1 ? 0 : gap),
  }));
  const row = (y: number, texts: readonly string[], font: 'plain' | 'strong', size: number, colour: string): number => {
    set(doc, font, size, colour);
    const ends = columns.map(({ x, width: of, align = 'left' }, at) =>
      write(doc, texts[at] ?? '', x, y, { width: of, align }),
    );
    return Math.max(...ends);
  };
  const head = (y: number): number => {
    const end =
      row(
        y,
        columns.map(({ label }) => label),
        'plain',
        10.5,
        soft,
      ) + 4;
    rule(doc, end);
    return end + 6;
  };
  let y = from;
  if (table.caption !== undefined) {
    set(doc, 'strong', 14);
    y = write(doc, table.caption, margin, room(doc, y, 70), { width }) + 8;
  }
  y = head(room(doc, y, 60));
  for (const [at, texts] of table.rows.entries()) {
    const font = table.strongLast === true && at === table.rows.length - 1 ? 'strong' : 'plain';
    set(doc, font, 12);
    const tall = Math.max(...columns.map(({ width: of }, at) => heightOf(doc, texts[at] ?? '', of)));
    const place = room(doc, y, tall);
    y = place === y ? y : head(place);
    y = row(y, texts, font, 12, ink) + 5;
  }
  rule(doc, y);
  return y + 4;
}

function sums(doc: Doc, paper: Paper, from: number): number {
  let y = from;
  for (const { label, value, strong = false } of paper.sums) {
    const size = strong ? 17 : 12.5;
    y = room(doc, y, size * 2);
    set(doc, strong ? 'strong' : 'plain', size, strong ? ink : soft);
    const left = write(doc, label, margin, y, { width: width - 190 });
    set(doc, strong ? 'strong' : 'plain', size);
    y = Math.max(left, write(doc, value, margin + width - 180, y, { width: 180, align: 'right' })) + 4;
  }
  return y;
}

function check(doc: Doc, paper: Paper, from: number): number {
  if (!paper.check) return from;
  const { url, says } = paper.check;
  const y = room(doc, from, codeSide + 16);
  const { data, size } = encode(url, { ecc: 'M', border: 0 });
  const side = codeSide / size;
  data.forEach((cells, down) => {
    let across = 0;
    while (across < size) {
      let run = 0;
      while (cells[across + run]) run += 1;
      if (run > 0) doc.rect(margin + across * side, y + down * side, run * side, side);
      across += run + 1;
    }
  });
  doc.fill('#000000');
  const x = margin + codeSide + 18;
  const of = width - codeSide - 18;
  set(doc, 'plain', 11.5, ink);
  const end = write(doc, says, x, y, { width: of });
  set(doc, 'plain', 9, soft);
  doc.text(url, x, end + 3, { width: of, link: url });
  return Math.max(y + codeSide, doc.y) + 20;
}
