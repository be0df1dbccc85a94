import type { PresentedReport, PresentedSection, ReportTables } from '@gongkai/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { cellPath, pagePath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { rolesWith, useMay } from '../ui/permission.js';
import { FeeSentence } from '../handling/FeeSentence.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { CellDrawer } from './CellDrawer.js';
import { FindingList } from './FindingList.js';
import { LedgerSentences } from './LedgerSentences.js';
import { isAboutProse } from './report-layout.js';
import { writeReportQuery } from './report-query.js';
import { SectionEditor } from './SectionEditor.js';

interface NarrativeBodyProps {
  readonly report: PresentedReport;
  readonly onSaved: (section: PresentedSection) => void;
}

function NarrativeBody({ report, onSaved }: NarrativeBodyProps) {
  const place = usePlace();
  const [opened, setOpened] = useState<string | null>(null);
  const findings = report.findings.filter(({ rule }) => isAboutProse(rule));
  const mayEdit = useMay('report.edit');
  const isPublished = report.status === 'published';
  const isEditable = !isPublished && mayEdit;
  return (
    <>
      {isPublished && <p className="muted">这一版已经公布，正文不能再改；要改请在三张表一页另起一版。</p>}
      {!isPublished && !mayEdit && <p className="muted">正文由{rolesWith('report.edit')}修改。</p>}
      {isEditable && <FeeSentence templates={report.sections.map(({ template }) => template)} />}
      {isEditable && <LedgerSentences report={report} />}
      <div className="report-columns">
        <div className="report-tables">
          {report.sections.map((section) => (
            <SectionEditor
              key={`${report.version} ${section.number}`}
              section={section}
              // The schema writes rows and columns as plain texts; they are those of the form.
              tables={report.tables as ReportTables}
              form={report.form}
              isEditable={isEditable}
              onOpenCell={setOpened}
              onSaved={onSaved}
            />
          ))}
        </div>
        <aside className="report-findings" aria-label="正文的核对结果">
          <h2>正文的核对结果</h2>
          <FindingList
            findings={findings}
            form={report.form}
            onHighlight={() => undefined}
            onGoTo={setOpened}
          />
        </aside>
      </div>
      {opened !== null && (
        <CellDrawer
          cell={opened}
          href={`/console${cellPath(place, opened, writeReportQuery({ form: report.form }))}`}
          form={report.form}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** The six sections of the report, each with its figures bound to the tables. */
export function NarrativePage() {
  const place = usePlace();
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query: {} });
  return (
    <Page
      title={`${place.year}年度报告：正文`}
      lead={report.data?.agencyName ?? ''}
      actions={<Link href={pagePath(place, 'report')}>三张表与公布</Link>}
    >
      <Shown of={report} what="年度报告">
        {(data) => <NarrativeBody report={data} onSaved={report.reload} />}
      </Shown>
    </Page>
  );
}
