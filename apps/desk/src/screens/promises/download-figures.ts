import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { getPromiseFigures } from '@earshot/contract/promise-contract.ts';
import { t } from '../../i18n/translate.ts';
import { rateOf } from './kept-rate-plot.tsx';

type Figures = ResponseOf<typeof getPromiseFigures>;

/** A cell of CSV (RFC 4180); what a spreadsheet would run as a formula is made plain text. */
function quoteCell(cell: string | number): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Saves exactly the figures that are shown, with their total, as CSV in UTF-8. */
export function downloadFigures(
  figures: Figures,
  shown: { from: string; to: string; group: string },
  nameOf: (item: Figures['items'][number]) => string,
): void {
  const count = (row: Figures['total']) => [
    row.kept,
    row.broken,
    row.renegotiated,
    rateOf(row)?.toFixed(4) ?? '',
  ];
  const rows = [
    ['group', 'kept', 'broken', 'renegotiated', 'kept_rate'],
    ...figures.items.map((item) => [nameOf(item), ...count(item)]),
    [t('promises.sum'), ...count(figures.total)],
  ];
  const text = rows.map((row) => `${row.map(quoteCell).join(',')}\r\n`).join('');
  // The mark at the front tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `promises-${shown.group}-${shown.from}-${shown.to}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
