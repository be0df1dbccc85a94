import type { ReactNode } from 'react';

export interface Column<T, S extends string = never> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: T) => ReactNode;
  readonly isNumeric?: boolean;
  /** A few characters that stay on one line. */
  readonly isShort?: boolean;
  /** Orders that clicking the head goes through: first and second click. */
  readonly sorts?: readonly [S, S];
}

interface DataTableProps<T, S extends string> {
  /** Read out before the table; not shown when the page's title says it. */
  readonly caption: string;
  readonly columns: readonly Column<T, S>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly sort?: S | undefined;
  readonly onSort?: (sort: S) => void;
}

/** Whether a list in this order is sorted by this column: its second order may be that of another. */
export function isSortedBy(sorts: readonly [string, string] | undefined, sort: string | undefined): boolean {
  return sorts !== undefined && sort !== undefined && columnOf(sort) === columnOf(sorts[0]);
}

function columnOf(sort: string): string {
  return sort.replace(/^-/, '');
}

function directionOf(sort: string | undefined): 'ascending' | 'descending' {
  return sort?.startsWith('-') === true ? 'descending' : 'ascending';
}

/** A real table that scrolls inside itself on a narrow screen. */
export function DataTable<T, S extends string = never>(props: DataTableProps<T, S>) {
  const { caption, columns, rows, keyOf, sort, onSort } = props;
  return (
    <div className="table-scroll" role="region" aria-label={`${caption}（可滚动）`} tabIndex={0}>
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, isNumeric, sorts }) => {
              const isSorted = isSortedBy(sorts, sort);
              return (
                <th
                  key={key}
                  scope="col"
                  className={isNumeric === true ? 'numeric' : undefined}
                  aria-sort={isSorted ? directionOf(sort) : undefined}
                >
                  {sorts === undefined || onSort === undefined ? (
                    title
                  ) : (
                    <button
                      type="button"
                      className="sort-button"
                      onClick={() => onSort(sort === sorts[0] ? sorts[1] : sorts[0])}
                    >
                      {title}
                      <span aria-hidden="true">
                        {isSorted ? (directionOf(sort) === 'ascending' ? ' ▲' : ' ▼') : ' ↕'}
                      </span>
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, render, isNumeric, isShort }) => (
                <td
                  key={key}
                  className={isNumeric === true ? 'numeric' : isShort === true ? 'nowrap' : undefined}
                >
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
