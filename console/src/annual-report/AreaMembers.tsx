import {
  cellName,
  isCellAddress,
  MEMBER_STANDINGS,
  valueAt,
  type AreaReport,
  type CellAddress,
  type ReportTables,
} from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { cellPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { shownFigure } from './report-layout.js';

type Member = AreaReport['members'][number];

/** The figure of a unit, which leads to the unit's own cell. */
function MemberFigure({ of, cell }: { readonly of: Member; readonly cell: CellAddress }) {
  const { year } = usePlace();
  if (of.tables === null) return '—';
  return (
    <Link href={cellPath({ code: of.code, year }, cell)} className="figures">
      {shownFigure(cell, valueAt(of.tables as ReportTables, cell)) || '空白'}
    </Link>
  );
}

function MemberTable({ area, cells }: { readonly area: AreaReport; readonly cells: readonly CellAddress[] }) {
  const { year } = usePlace();
  return (
    <div className="area-members">
      <DataTable
        caption={`${area.agencyName}各单位`}
        rows={area.members}
        keyOf={({ code }) => code}
        columns={[
          {
            key: 'name',
            title: '单位',
            render: ({ code, name }) => <Link href={pagePath({ code, year }, 'report')}>{name}</Link>,
          },
          {
            key: 'standing',
            title: '报告',
            render: ({ standing, publishedOn }) => (
              <>
                {MEMBER_STANDINGS[standing]} {standing === 'published' && <Day on={publishedOn} />}
              </>
            ),
          },
          ...cells.map((cell) => ({
            key: cell,
            title: cellName(cell, area.form),
            isNumeric: true,
            render: (of: Member) => <MemberFigure of={of} cell={cell} />,
          })),
        ]}
      />
      <dl className="facts">
        {cells.map((cell) => (
          <div key={cell}>
            <dt>{cellName(cell, area.form)}</dt>
            <dd className="figures">
              全地区{' '}
              <strong>{shownFigure(cell, valueAt(area.tables as ReportTables, cell)) || '空白'}</strong>
              ，其中本级 {shownFigure(cell, valueAt(area.own as ReportTables, cell)) || '空白'}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Loaded({ cells }: { readonly cells: readonly CellAddress[] }) {
  const { code, year } = usePlace();
  const area = useCall('getAreaReport', { params: { code, year } });
  return (
    <section aria-labelledby="area-title">
      <h2 id="area-title">全地区汇总（条例第四十九条）</h2>
      <p className="muted">
        上面的报告只统计本级。这里是本级与各单位之和，每个单位计一次；点数字看那个单位的来源。
      </p>
      <Shown of={area} what="地区汇总">
        {(known) => (
          <>
            <MemberTable area={known} cells={cells} />
            {known.findings.length > 0 && (
              <ul className="plain-list">
                {known.findings.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

/** For a government whose report sums an area: its units with what each adds to the cells; nothing for other organs. */
export function AreaMembers({ cells }: { readonly cells: readonly string[] }) {
  const agency = useAgency();
  const known = cells.filter(isCellAddress);
  return agency?.scope === 'area' && known.length > 0 ? <Loaded cells={known} /> : null;
}
