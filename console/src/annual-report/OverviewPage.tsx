import { CASE_STATUSES, REPORT_STATUSES, type CaseSummary } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { OF_EVERY_YEAR } from '../application/register-filters.js';
import { casePath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useMay, useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { YearSeriesSection } from './YearSeriesSection.js';

const DUE_SHOWN = 8;

function DueList({ cases, caption }: { readonly cases: readonly CaseSummary[]; readonly caption: string }) {
  const place = usePlace();
  return (
    <DataTable
      caption={caption}
      rows={cases}
      keyOf={({ caseId }) => caseId}
      columns={[
        {
          key: 'id',
          title: '编号',
          render: ({ caseId }) => (
            <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
              {caseId}
            </Link>
          ),
        },
        {
          key: 'request',
          title: '申请内容',
          render: ({ request }) => <span className="clamped">{request}</span>,
        },
        { key: 'due', title: '答复期限', render: ({ dueOn }) => <Day on={dueOn} /> },
        {
          key: 'status',
          title: '状态',
          render: ({ status }) => <span className="nowrap">{CASE_STATUSES[status]}</span>,
        },
      ]}
    />
  );
}

function DueSection() {
  const place = usePlace();
  const params = { code: place.code };
  const overdue = useCall('listCases', { params, query: { overdue: true, sort: 'dueOn', limit: DUE_SHOWN } });
  const running = useCall('listCases', {
    params,
    query: { status: 'processing', overdue: false, sort: 'dueOn', limit: DUE_SHOWN },
  });
  return (
    <>
      <section aria-labelledby="overdue-title">
        <h2 id="overdue-title">已超过答复期限</h2>
        <Shown of={overdue} what="超期的申请">
          {({ items, total }) =>
            items.length === 0 ? (
              <Nothing title="没有超过期限的申请" />
            ) : (
              <>
                <DueList cases={items} caption="已超过答复期限的申请" />
                <Link
                  href={pagePath(place, 'register', { ...OF_EVERY_YEAR, overdue: 'true', sort: 'dueOn' })}
                >
                  全部{total === null ? '' : ` ${total} 件`}
                </Link>
              </>
            )
          }
        </Shown>
      </section>
      <section aria-labelledby="due-title">
        <h2 id="due-title">将到期</h2>
        <Shown of={running} what="将到期的申请">
          {({ items, total }) =>
            items.length === 0 ? (
              <Nothing title="没有办理中的申请" />
            ) : (
              <>
                <DueList cases={items} caption="将到期的申请" />
                <Link
                  href={pagePath(place, 'register', {
                    ...OF_EVERY_YEAR,
                    status: 'processing',
                    overdue: 'false',
                    sort: 'dueOn',
                  })}
                >
                  全部{total === null ? '' : ` ${total} 件`}
                </Link>
              </>
            )
          }
        </Shown>
      </section>
    </>
  );
}

function ReportState() {
  const place = usePlace();
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query: {} });
  return (
    <Shown of={report} what="年度报告">
      {({ status, version, publishedOn, findings, obstacles }) => {
        const open = findings.filter(({ waiver }) => waiver === null).length;
        return (
          <p className="workflow-state">
            <Tag>{REPORT_STATUSES[status]}</Tag>第 {version} 版
            {publishedOn !== null && (
              <span>
                <Day on={publishedOn} /> 公布
              </span>
            )}
            <span>
              {open === 0 ? '没有未说明的核对结果' : `${open}项核对结果未说明`}
              {status !== 'published' && obstacles.length > 0 && `，${obstacles.length}件事妨碍公布`}
            </span>
            <Link href={pagePath(place, 'report')}>打开三张表</Link>
            <Link href={pagePath(place, 'narrative')}>打开正文</Link>
          </p>
        );
      }}
    </Shown>
  );
}

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
