import type { Spread } from './measure.js';

export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly values: Spread;
  /** The median should not be above it. */
  readonly limit?: number;
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

function verdict({ values, limit }: Line): string {
  if (limit === undefined) return '';
  return `≤ ${Number(limit.toPrecision(3))} ${values.median <= limit ? 'OK' : 'OVER'}`;
}

/** The table that `npm run bench` prints. */
export function resultTable(lines: readonly Line[]): string {
  const rows = [
    ['', 'median', 'lowest', 'highest', 'unit', 'limit'],
    ...lines.map((line) => [
      line.what,
      shown(line.values.median),
      shown(line.values.low),
      shown(line.values.high),
      line.unit,
      verdict(line),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((text, column) =>
          column >= 1 && column <= 3 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
