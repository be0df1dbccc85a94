import { localDateSchema, yearOf, type ReportComparison } from '@gongkai/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { shownFigure } from './report-layout.js';
import { percent } from './series-option.js';

type ComparedCell = ReportComparison['cells'][number];
const FIRST_YEAR = 2019;

function gap({ left, right }: ComparedCell): string {
  if (left === null || right === null) return '—';
  const change = Math.round((right - left) * 1e6) / 1e6;
  return change > 0 ? `+${change}` : String(change);
}

function Cells({ comparison }: { readonly comparison: ReportComparison }) {
  const [showsAll, setShowsAll] = useState(false);
  const different = comparison.cells.filter(({ left, right }) => left !== right);
  const shown = showsAll ? comparison.cells : different;
  return (
    <section aria-labelledby="compared-title">
      <h2 id="compared-title">
        逐格对照（{comparison.cells.length}格中{different.length}格不同）
      </h2>
      <label className="check">
        <input type="checkbox" checked={showsAll} onChange={({ target }) => setShowsAll(target.checked)} />
        也列出相同的格
      </label>
      {shown.length === 0 ? (
        <Nothing title="每一格都相同" />
      ) : (
        <DataTable
          caption="两份报告逐格对照"
          rows={shown}
          keyOf={({ cell }) => cell}
          columns={[
            { key: 'label', title: '格', render: ({ label }) => label },
            {
              key: 'left',
              title: comparison.left.name,
              isNumeric: true,
              render: ({ cell, left }) => shownFigure(cell, left) || '空白',
            },
            {
              key: 'right',
              title: comparison.right.name,
              isNumeric: true,
              render: ({ cell, right }) => shownFigure(cell, right) || '空白',
            },
            { key: 'gap', title: '右减左', isNumeric: true, render: gap },
          ]}
        />
      )}
    </section>
  );
}

function Reuse({ comparison }: { readonly comparison: ReportComparison }) {
  return (
    <section aria-labelledby="reuse-title">
      <h2 id="reuse-title">文字沿用</h2>
      <p className="muted">右边的文字中，有多少照抄自左边（连续13字以上相同）。</p>
      {comparison.reuse.length === 0 ? (
        <p className="muted">没有可以对照的正文。</p>
      ) : (
        <DataTable
          caption="各节文字沿用的比例"
          rows={comparison.reuse}
          keyOf={({ number }) => String(number)}
          columns={[
            { key: 'heading', title: '节', render: ({ heading }) => heading },
            { key: 'share', title: '沿用', isNumeric: true, render: ({ share }) => percent(share) },
            {
              key: 'passages',
              title: '相同的文字',
              render: ({ passages }) =>
                passages.length === 0 ? (
                  '—'
                ) : (
                  <details>
                    <summary>{passages.length} 段</summary>
                    <ul className="plain-list">
                      {passages.map((passage, index) => (
                        <li key={index}>
                          <q>{passage}</q>
                        </li>
                      ))}
                    </ul>
                  </details>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** Two reports side by side: cell by cell, and how much of the prose was used again. */
export function ComparisonPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const [search, setSearch] = useSearchParams();
  const imported = useCall('listImportedReports', { params: { code: place.code } });
  const left = search.get('left') ?? `report:${place.code}:${place.year - 1}`;
  const right = search.get('right') ?? `report:${place.code}:${place.year}`;
  const comparison = useCall('compareReports', { query: { left, right } });
  const last = yearOf(localDateSchema.parse(status.today));
  const known = [
    ...Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => ({
      value: `report:${place.code}:${last - index}`,
      label: `本平台 ${last - index}年度`,
    })),
    ...(imported.data?.items ?? []).map(({ id, fileName, year }) => ({
      value: `imported:${place.code}:${id}`,
      label: `导入 ${year ?? ''} ${fileName}`,
    })),
  ];
  const options = [left, right]
    .filter((value) => !known.some((option) => option.value === value))
    .map((value) => ({ value, label: value }))
    .concat(known);
  return (
    <Page title="两份报告对照" lead={agency?.name ?? place.code}>
      <div className="filters">
        <ChoiceField
          label="左边"
          value={left}
          options={options}
          onChange={(value) => setSearch({ left: value, right })}
        />
        <ChoiceField
          label="右边"
          value={right}
          options={options}
          onChange={(value) => setSearch({ left, right: value })}
        />
      </div>
      <Shown of={comparison} what="对照">
        {(data) => (
          <>
            <Cells comparison={data} />
            <Reuse comparison={data} />
          </>
        )}
      </Shown>
    </Page>
  );
}
