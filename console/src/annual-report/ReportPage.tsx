import type { PresentedFinding, PresentedReport } from '@gongkai/core';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { cellPath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { AreaMembers } from './AreaMembers.js';
import { CellDrawer } from './CellDrawer.js';
import { ExportPanel } from './ExportPanel.js';
import { FindingList } from './FindingList.js';
import { FormSwitch } from './FormSwitch.js';
import { NotCheckableList } from './NotCheckableList.js';
import { findingsByCell, type ReportTableKey } from './report-layout.js';
import { readReportQuery, writeReportQuery, type ReportQuery } from './report-query.js';
import { RemedyPolicyLine } from './RemedyPolicyLine.js';
import { ReportTable } from './ReportTable.js';
import { WaiverDialog } from './WaiverDialog.js';
import { WorkflowBar } from './WorkflowBar.js';

const TABLES = ['table2', 'table3', 'table4'] as const satisfies readonly ReportTableKey[];

/** What is shown of each unit of an area at once; any other cell is opened. */
const SUMMED = ['newReceived', 'carriedIn', 'resultTotal', 'carriedOut'].map((row) => `table3.${row}.total`);

/** Puts the cell before the reader's eyes and under the keyboard. */
function goToCell(cell: string): void {
  const figure = document.getElementById(`cell-${cell}`);
  figure?.scrollIntoView({ block: 'center', inline: 'center' });
  figure?.focus({ preventScroll: true });
}

interface ReportBodyProps {
  readonly report: PresentedReport;
  readonly query: ReportQuery;
  readonly onChange: (report: PresentedReport) => void;
  readonly onReload: () => void;
}

function ReportBody({ report, query, onChange, onReload }: ReportBodyProps) {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const [highlighted, setHighlighted] = useState<ReadonlySet<string>>(new Set());
  const [waiving, setWaiving] = useState<PresentedFinding | null>(null);
  const withdraw = useAction(async ({ key }: PresentedFinding) =>
    onChange(await call('withdrawWaiver', { params: { ...place, key } })),
  );
  const byCell = useMemo(() => findingsByCell(report.findings), [report.findings]);
  const opened = search.get('cell');
  const hrefOf = (cell: string): string =>
    `/console${cellPath(place, cell, writeReportQuery({ ...query, form: report.form }))}`;
  const open = (cell: string | null): void => {
    const next: Record<string, string> = writeReportQuery(query);
    if (cell !== null) next.cell = cell;
    setSearch(next, { replace: cell === null });
    if (cell === null && opened !== null) setTimeout(() => goToCell(opened), 0);
  };
  const mayWaive = useMay('report.waive');
  return (
    <>
      <WorkflowBar report={report} onChange={onChange} />
      <div className="report-columns">
        <div className="report-tables">
          {TABLES.map((table) => (
            <ReportTable
              key={table}
              table={table}
              form={report.form}
              tables={report.tables}
              findings={byCell}
              highlighted={highlighted}
              hrefOf={hrefOf}
              onOpen={open}
            />
          ))}
          <RemedyPolicyLine report={report} onDecided={onReload} />
        </div>
        <aside className="report-findings" aria-label="核对结果">
          <h2>核对结果{report.findings.length > 0 && `（${report.findings.length}项）`}</h2>
          <ProblemNote error={withdraw.error} />
          <FindingList
            findings={report.findings}
            form={report.form}
            notCheckable={report.notCheckable.length}
            onHighlight={(cells) => setHighlighted(new Set(cells))}
            onGoTo={goToCell}
            {...(mayWaive && report.status !== 'published'
              ? { onWaive: setWaiving, onWithdraw: (finding) => void withdraw.run(finding) }
              : {})}
          />
          <NotCheckableList rules={report.notCheckable} form={report.form} />
        </aside>
      </div>
      <AreaMembers cells={SUMMED} />
      {/* Publishing asks for the files anew. */}
      <ExportPanel key={`${report.version} ${report.status}`} report={report} />
      {opened !== null && (
        <CellDrawer
          cell={opened}
          href={hrefOf(opened)}
          form={report.form}
          version={query.version}
          onClose={() => open(null)}
        />
      )}
      {waiving !== null && (
        <WaiverDialog
          finding={waiving}
          onClose={() => setWaiving(null)}
          onDone={(next) => {
            setWaiving(null);
            onChange(next);
          }}
        />
      )}
    </>
  );
}

/** The report of the agency and year as it stands now: figures, checks, and the way to publication. */
export function ReportPage() {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const query = readReportQuery(search);
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query });
  const change = (next: PresentedReport): void => {
    // The answer is of the newest version in its own form; anything else the address asks for is read again.
    if (query.version !== undefined) setSearch({});
    else if (query.form !== undefined && query.form !== next.form) report.reload();
    else report.put(next);
  };
  return (
    <Page
      title={`${place.year}年度报告：三张表`}
      lead={report.data?.agencyName ?? ''}
      actions={
        report.data !== null && (
          <FormSwitch
            report={report.data}
            query={query}
            onChange={(next) => setSearch(writeReportQuery(next))}
          />
        )
      }
    >
      <Shown of={report} what="年度报告">
        {(data) => <ReportBody report={data} query={query} onChange={change} onReload={report.reload} />}
      </Shown>
    </Page>
  );
}
