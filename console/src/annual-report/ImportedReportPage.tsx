import type { ImportedReport } from '@gongkai/core';
import { Alert } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { FindingList } from './FindingList.js';
import { formOfImported, importedCells, isUnread, needsLook } from './imported-cells.js';
import { otherPlaceOf } from './imported-place.js';
import { NotCheckableList } from './NotCheckableList.js';
import { shownFigure } from './report-layout.js';

interface CellsProps {
  readonly report: ImportedReport;
  readonly showsAll: boolean;
  readonly onShowAll: (showsAll: boolean) => void;
}

function Cells({ report, showsAll, onShowAll }: CellsProps) {
  const cells = importedCells(report);
  const shown = showsAll ? cells : cells.filter(needsLook);
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={showsAll} onChange={({ target }) => onShowAll(target.checked)} />
        列出全部 {cells.length} 格（不勾选则只列需要看的 {cells.filter(needsLook).length} 格）
      </label>
      {shown.length === 0 ? (
        <Nothing title="没有需要看的格">每一格的原文与读出的数字一致。</Nothing>
      ) : (
        <DataTable
          caption="原文与读出的数字"
          rows={shown}
          keyOf={({ cell }) => cell}
          columns={[
            {
              key: 'name',
              title: '格',
              render: ({ cell, name }) => (
                <span id={`cell-${cell}`} tabIndex={-1}>
                  {name}
                </span>
              ),
            },
            {
              key: 'raw',
              title: '原文',
              render: ({ raw }) =>
                raw === null ? (
                  <span className="muted">没有</span>
                ) : (
                  <code>{raw === '' ? '（空）' : raw}</code>
                ),
            },
            {
              key: 'value',
              title: '读出',
              isNumeric: true,
              render: ({ cell, value }) => shownFigure(cell, value) || '空白',
            },
            { key: 'problems', title: '说明', render: ({ problems }) => problems.join(' ') },
          ]}
        />
      )}
    </>
  );
}

function Problems({ report }: { readonly report: ImportedReport }) {
  const whole = report.problems.filter(({ cell }) => cell === undefined);
  if (whole.length === 0) return null;
  return (
    <section aria-labelledby="problems-title">
      <h2 id="problems-title">读取时的问题</h2>
      <ul className="plain-list">
        {whole.map(({ kind, message, text }, index) => (
          <li key={`${kind} ${index}`}>
            {message}
            {text !== undefined && (
              <>
                {' '}
                原文：<code>{text}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tells that the file is of another agency than that under which it was imported, or of a year not looked at now. */
function OtherPlaceNote({ report }: { readonly report: ImportedReport }) {
  const { code, year } = usePlace();
  const agencyName = useAgency()?.name;
  const other = otherPlaceOf(report, { agencyName, year });
  if (other === null) return null;
  if (other.agency === null) {
    return (
      <Alert
        type="info"
        showIcon
        className="note"
        title={`文件写的是${other.year}年度，页面上方选的是${year}年度；与计算的报告对照时以文件的年度为准。`}
      />
    );
  }
  const said = `${other.agency}${other.year === null ? '' : `、${other.year}年度`}`;
  return (
    <Alert
      type="warning"
      showIcon
      className="note"
      title={`文件写的是${said}，请确认是否导入到了正确的机关（现在归在${agencyName ?? code}名下）。`}
    />
  );
}

function ImportedBody({ report }: { readonly report: ImportedReport }) {
  const place = usePlace();
  const [showsAll, setShowsAll] = useState(false);
  const goTo = (cell: string): void => {
    setShowsAll(true);
    setTimeout(() => {
      const named = document.getElementById(`cell-${cell}`);
      named?.scrollIntoView({ block: 'center' });
      named?.focus({ preventScroll: true });
    }, 0);
  };
  const { form, year, agency, importedAt, fileHash } = report;
  return (
    <>
      <OtherPlaceNote report={report} />
      <dl className="facts">
        <dt>报告的机关</dt>
        <dd>{agency ?? '没有认出'}</dd>
        <dt>年度</dt>
        <dd className="figures">{year ?? '没有认出'}</dd>
        <dt>格式</dt>
        <dd>{form === 'free' ? '没有官方表格' : `${form}年格式`}</dd>
        <dt>导入时间</dt>
        <dd>
          <Instant at={importedAt} />
        </dd>
        <dt>文件校验值</dt>
        <dd className="figures breakable">{fileHash}</dd>
      </dl>
      <div className="report-columns">
        <div className="report-tables">
          <Problems report={report} />
          <section aria-labelledby="raw-title">
            <h2 id="raw-title">原文与读出的数字</h2>
            <Cells report={report} showsAll={showsAll} onShowAll={setShowsAll} />
          </section>
        </div>
        <aside className="report-findings" aria-label="核对结果">
          <h2>核对结果</h2>
          <FindingList
            findings={report.findings}
            form={formOfImported(report)}
            notCheckable={report.notCheckable.length}
            unread={importedCells(report).filter(isUnread).length}
            onHighlight={() => undefined}
            onGoTo={goTo}
          />
          <NotCheckableList rules={report.notCheckable} form={formOfImported(report)} isOpen />
        </aside>
      </div>
      <p>
        <Link
          href={pagePath(place, 'comparison', {
            left: `imported:${place.code}:${report.id}`,
            right: `report:${place.code}:${year ?? place.year}`,
          })}
        >
          与本平台计算的报告逐格对照
        </Link>
      </p>
    </>
  );
}

/** One imported report: raw text beside what was read, what was not certain, and what the checks found. */
export function ImportedReportPage({ id }: { readonly id: string }) {
  const place = usePlace();
  const report = useCall('getImportedReport', { params: { code: place.code, id } });
  return (
    <Page
      title={report.data?.fileName ?? '导入的报告'}
      lead="已公布的报告，按文件读出"
      actions={<Link href={pagePath(place, 'importedReports')}>全部导入的报告</Link>}
    >
      <Shown of={report} what="导入的报告">
        {(data) => <ImportedBody report={data} />}
      </Shown>
    </Page>
  );
}
