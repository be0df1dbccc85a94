import { figureName, renderNarrative, type FormVersion, type ReportTables } from '@gongkai/core';
import type { ReactNode } from 'react';

/** Sections that are reported by their table alone, unless somebody adds words. */
const TABLE_SECTIONS: readonly number[] = [2, 3, 4];

function emptyWords(section: number): string {
  return TABLE_SECTIONS.includes(section) ? '本节以表格形式报告，可以不写正文。' : '这一节还没有正文。';
}

interface NarrativePreviewProps {
  readonly number: number;
  readonly template: string;
  readonly tables: ReportTables;
  readonly year: number;
  readonly form: FormVersion;
  readonly onOpen: (cell: string) => void;
}

/** The text as it will be read; each bound figure is marked and opens its cell, what can't be computed is shown. */
export function NarrativePreview({ number, template, tables, year, form, onOpen }: NarrativePreviewProps) {
  const { text, figures, errors } = renderNarrative(template, tables, year);
  const parts: ReactNode[] = [];
  let read = 0;
  for (const figure of figures) {
    parts.push(text.slice(read, figure.start));
    const names = figure.cells.map((cell) => figureName(cell, form));
    const source = `${figure.text}，取自${names.slice(0, 3).join('、')}${names.length > 3 ? `等${names.length}格` : ''}`;
    const [first] = figure.cells;
    parts.push(
      <button
        key={figure.start}
        type="button"
        className="bound-figure figures"
        title={source}
        aria-label={source}
        onClick={() => first !== undefined && onOpen(first)}
      >
        {figure.text}
      </button>,
    );
    read = figure.end;
  }
  parts.push(text.slice(read));
  return (
    <>
      <div className="narrative-text">
        {text === '' ? <p className="muted">{emptyWords(number)}</p> : parts}
      </div>
      {errors.length > 0 && (
        <ul className="plain-list issue" aria-label="不能取数的地方">
          {errors.map(({ expression, message, line, column }) => (
            <li key={`${line} ${column}`}>
              第{line}行第{column}字 <code>{`{{${expression}}}`}</code>：{message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
