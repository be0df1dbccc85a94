import { mayWithin, yearOf, localDateSchema, type ClockCounts } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Page } from '../ui/Page.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { OF_EVERY_YEAR } from './register-filters.js';

const COUNTS = [
  { key: 'overdue', title: '已超期', search: { overdue: 'true', sort: 'dueOn' } },
  { key: 'dueToday', title: '今天到期', search: { due: 'today', sort: 'dueOn' } },
  { key: 'dueThisWeek', title: '本周到期', search: { due: 'week', sort: 'dueOn' } },
  { key: 'unconfirmed', title: '待确认收到', search: { status: 'unconfirmed' } },
  { key: 'processing', title: '办理中', search: { status: 'processing' } },
  { key: 'suspended', title: '征求意见中', search: { status: 'suspended' } },
  { key: 'awaitingApplicant', title: '待申请人', search: { status: 'awaitingApplicant' } },
] as const satisfies readonly {
  readonly key: keyof ClockCounts;
  readonly title: string;
  readonly search: Readonly<Record<string, string>>;
}[];

/** How the clocks stand in every agency that one watches over; whoever may see the cases goes to them from a number. */
export function ClockOverviewPage() {
  const { agencies, access, status } = useWorkplace();
  const found = useCall('getClockOverview', {});
  const year = yearOf(localDateSchema.parse(status.today));
  const nameOf = (code: string): string => agencies.find((agency) => agency.code === code)?.name ?? code;
  return (
    <Page title="期限总览" lead="所监督的各机关在办申请的期限情况，只有件数">
      <Shown of={found} what="期限总览">
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title="没有所监督的机关" />
          ) : (
            <DataTable
              caption="各机关在办申请的期限情况"
              rows={items}
              keyOf={({ agencyCode }) => agencyCode}
              columns={[
                { key: 'agency', title: '机关', render: ({ agencyCode }: ClockCounts) => nameOf(agencyCode) },
                ...COUNTS.map(({ key, title, search }) => ({
                  ...{ key, title, isNumeric: true },
                  render: (counts: ClockCounts) =>
                    mayWithin(access, 'case.view', counts.agencyCode) ? (
                      <Link
                        href={pagePath({ code: counts.agencyCode, year }, 'register', {
                          ...OF_EVERY_YEAR,
                          ...search,
                        })}
                      >
                        {counts[key]}
                      </Link>
                    ) : (
                      counts[key]
                    ),
                })),
              ]}
            />
          )
        }
      </Shown>
    </Page>
  );
}
