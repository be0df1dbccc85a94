import { useCall } from '../api/use-call.js';
import { DueSection } from '../application/DueSection.js';
import { Page } from '../ui/Page.js';
import { useMay, useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { ReportState } from './ReportState.js';
import { YearSeriesSection } from './YearSeriesSection.js';

function ReportSections() {
  const place = usePlace();
  const series = useCall('getYearSeries', { params: { code: place.code } });
  return (
    <>
      <section aria-labelledby="state-title">
        <h2 id="state-title">{place.year}年度报告</h2>
        <ReportState />
      </section>
      <section aria-labelledby="series-title">
        <h2 id="series-title">历年情况</h2>
        <Shown of={series} what="历年数量">
          {(data) => <YearSeriesSection series={data} />}
        </Shown>
      </section>
    </>
  );
}

/** What is due, how the year's report stands, and the years side by side: what of it the viewer may see. */
export function OverviewPage() {
  const place = usePlace();
  const agency = useAgency();
  const [seesCases, seesReports] = [useMayWithin('case.view'), useMay('report.view')];
  return (
    <Page title={`${agency?.name ?? place.code}：概览`}>
      {seesCases && (
        <div className="due-columns">
          <DueSection />
        </div>
      )}
      {seesReports && <ReportSections />}
      {!seesCases && !seesReports && (
        <Nothing title="您在这个机关不办理案件和报告">
          <p>可以看机关与处室，以及人员与权限；其他机关请在上面改选。</p>
        </Nothing>
      )}
    </Page>
  );
}
