// The same as a table for an accountant: CSV (RFC 4180) with a mark of UTF-8 first, because Excel reads Amharic as noise
// without it. A title that begins like a formula is not one.
import { inEat } from '@windsurf/calendar/moment';
import type { StatementSums } from '@windsurf/contracts/payments-billing';
import { telebirrAmount, santim } from '@windsurf/money/money';
import type { Line } from './statements.ts';
import { dayText } from './period.ts';

type Cell = string | number | null;

/** `1234.50`, `-12.00`: for programs. */
const amount = (value: number): string => `${value < 0 ? '-' : ''}${telebirrAmount(santim(Math.abs(value)))}`;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // A number may begin with a minus; a text that does, or that a table would calculate, is told to be a text.
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\u{FEFF}${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;

const two = (value: number): string => String(value).padStart(2, '0');

/** Every receipt, credit note and payout. */
export function linesTable(lines: readonly Line[]): string {
  const head = [
    'date',
    'time_eat',
    'date_ethiopian',
    'what',
    'number',
    'corrects_number',
    'order_number',
    'title',
    'paid_with',
    'amount_etb',
    'without_vat_etb',
    'vat_percent',
    'vat_etb',
    'fees_etb',
    'for_seller_etb',
  ];
  return csv([
    head,
    ...lines.map((line) => {
      const { gregorian, ethiopian, hour, minute } = inEat(line.at);
      const fees = line.what === 'payout' || line.what === 'payout-back' ? 0 : line.feeSantim;
      return [
        dayText(gregorian),
        `${two(hour)}:${two(minute)}`,
        dayText(ethiopian),
        line.what,
        line.number,
        line.corrects,
        line.orderNumber,
        line.title,
        line.rail,
        amount(line.amountSantim),
        amount(line.amountSantim - line.vatSantim),
        String(line.vatBasisPoints / 100),
        amount(line.vatSantim),
        amount(fees),
        amount(line.amountSantim - fees),
      ];
    }),
  ]);
}

/** Sums of each month of a fiscal year, and of all of it. */
export function monthsTable(
  months: readonly { readonly month: string; readonly label: string; readonly sums: StatementSums }[],
  whole: StatementSums,
): string {
  const row = (first: string, label: string, sums: StatementSums): Cell[] => [
    first,
    label,
    sums.receipts,
    amount(sums.receiptsSantim),
    sums.creditNotes,
    amount(sums.creditNotesSantim),
    amount(sums.salesSantim),
    amount(sums.refundsSantim),
    amount(sums.vatSantim),
    amount(sums.platformFeeSantim),
    amount(sums.providerFeeSantim),
    amount(sums.payoutsSantim),
  ];
  return csv([
    [
      'month_ethiopian',
      'months',
      'receipts',
      'receipts_etb',
      'credit_notes',
      'credit_notes_etb',
      'sales_etb',
      'refunds_etb',
      'vat_etb',
      'platform_fee_etb',
      'provider_fee_etb',
      'payouts_etb',
    ],
    ...months.map(({ month, label, sums }) => row(month, label, sums)),
    row('total', '', whole),
  ]);
}
