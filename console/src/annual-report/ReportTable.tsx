import {
  cellName,
  isCellAddress,
  type FormVersion,
  type LayoutCell,
  type PresentedReport,
} from '@gongkai/core';
import type { MouseEvent } from 'react';
import {
  heldLabelOf,
  layoutOfTable,
  scopeOf,
  shownFigure,
  TABLE_TITLES,
  type ReportTableKey,
} from './report-layout.js';

interface FigureProps {
  readonly cell: string;
  readonly value: number | null;
  readonly name: string;
  readonly href: string;
  readonly findings: number;
  readonly onOpen: (cell: string) => void;
}

/** A figure: a plain click opens what stands behind it beside the table, any other the page of the cell. */
function Figure({ cell, value, name, href, findings, onOpen }: FigureProps) {
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(cell);
  };
  const shown = shownFigure(cell, value);
  const marked = findings === 0 ? '' : `，有${findings}项核对结果`;
  return (
    <a
      id={`cell-${cell}`}
      href={href}
      className="figure-link"
      aria-label={`${name}：${shown === '' ? '空白' : shown}${marked}`}
      onClick={open}
    >
      {shown === '' ? '　' : shown}
      {findings > 0 && (
        // Drawn by the style: as text it would read as a digit of the figure.
        <span className="finding-mark" data-count={findings} aria-hidden="true" />
      )}
    </a>
  );
}

interface ReportTableProps {
  readonly table: ReportTableKey;
  readonly form: FormVersion;
  readonly tables: PresentedReport['tables'];
  readonly findings: ReadonlyMap<string, readonly string[]>;
  readonly highlighted: ReadonlySet<string>;
  readonly hrefOf: (cell: string) => string;
  readonly onOpen: (cell: string) => void;
}

function valueOf(tables: PresentedReport['tables'], cell: string): number | null {
  const [table, ...rest] = cell.split('.');
  const column = rest.pop() ?? '';
  const rows = tables[table as ReportTableKey];
  return rows?.[rest.join('.')]?.[column] ?? null;
}

/** One official table in its printed layout, each figure a way to what stands behind it. */
export function ReportTable(props: ReportTableProps) {
  const { table, form, tables, findings, highlighted, hrefOf, onOpen } = props;
  const layout = layoutOfTable(form, table);
  const title = TABLE_TITLES[table];

  const renderLabel = (row: readonly LayoutCell[], cell: LayoutCell, index: number) => (
    <th
      key={index}
      scope={scopeOf(row, cell)}
      rowSpan={cell.rowSpan}
      colSpan={cell.colSpan}
      className={index === heldLabelOf(row) ? 'held' : undefined}
    >
      {/* Beside a row the English is drawn only where there is room; pointing at the label shows it everywhere. */}
      <span title={cell.label?.en}>{cell.label?.zh}</span>
      <span className="english" lang="en">
        {cell.label?.en}
      </span>
    </th>
  );
  const renderFigure = (cell: LayoutCell, address: string, index: number) => {
    const keys = findings.get(address) ?? [];
    const classes = ['figure', keys.length > 0 && 'has-finding', highlighted.has(address) && 'highlighted'];
    return (
      <td
        key={index}
        rowSpan={cell.rowSpan}
        colSpan={cell.colSpan}
        className={classes.filter((name) => name !== false).join(' ')}
      >
        <Figure
          cell={address}
          value={valueOf(tables, address)}
          name={isCellAddress(address) ? cellName(address, form) : address}
          href={hrefOf(address)}
          findings={keys.length}
          onOpen={onOpen}
        />
      </td>
    );
  };

  return (
    <section className="report-section" aria-labelledby={`title-${table}`}>
      <h2 id={`title-${table}`}>{title}</h2>
      {tables[table] === null ? (
        <p className="muted">这份报告没有这张表。</p>
      ) : (
        <div
          className="table-scroll report-scroll"
          role="region"
          aria-label={`${title}（可滚动）`}
          tabIndex={0}
        >
          <table className={`report-table ${table}`}>
            <tbody>
              {layout.rows.map((row, rowIndex) => (
                <tr key={rowIndex}>
                  {row.map((cell, index) =>
                    cell.cell === undefined
                      ? renderLabel(row, cell, index)
                      : renderFigure(cell, cell.cell, index),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
