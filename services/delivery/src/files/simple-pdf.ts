// Small valid PDFs, written by hand: demo data must open in every reader and carry no licence of somebody else.

const escaped = (line: string): string => line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, (c) => `\\${c}`);

/** A PDF 1.4 with one page for each list of lines; the first line of a page is its heading. ASCII only. */
export function simplePdf(title: string, pages: readonly (readonly string[])[]): Buffer {
  const objects: string[] = [];
  const pageId = (index: number): number => 4 + index * 2;
  objects.push('<< /Type /Catalog /Pages 2 0 R >>');
  objects.push(
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${pageId(i)} 0 R`).join(' ')}] >>`,
  );
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const [index, lines] of pages.entries()) {
    const [heading = '', ...rest] = lines;
    const body = rest.map((line) => `0 -18 Td (${escaped(line)}) Tj`).join('\n');
    const text = `BT /F1 20 Tf 64 760 Td (${escaped(heading)}) Tj /F1 12 Tf 0 -16 Td\n${body}\nET\nBT /F1 9 Tf 64 40 Td (${escaped(title)} - ${index + 1} / ${pages.length}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageId(index) + 1} 0 R >>`,
      `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    );
  }
  const information = objects.push(`<< /Title (${escaped(title)}) /Producer (Stan Store Windsurf) >>`);
  let out = '%PDF-1.4\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(out.length);
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info ${information} 0 R >>`;
  return Buffer.from(
    `${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${out.length}\n%%EOF\n`,
    'latin1',
  );
}
