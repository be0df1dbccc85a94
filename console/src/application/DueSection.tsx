import { CASE_STATUSES, localDateSchema, type CaseSummary } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { CaseDue } from './CaseDue.js';
import { dueWords } from './case-events.js';
import { useCaseTotal } from './case-total.js';
import { OF_EVERY_YEAR } from './register-filters.js';

const DUE_SHOWN = 8;
/** Read, so that what comes due within the week can be counted. */
const DUE_COUNTED = 50;

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
        { key: 'due', title: '答复期限', render: (row) => <CaseDue of={row} /> },
        {
          key: 'status',
          title: '状态',
          render: ({ status }) => <span className="nowrap">{CASE_STATUSES[status]}</span>,
        },
      ]}
    />
  );
}

const OVERDUE = { overdue: true, sort: 'dueOn' } as const;
const RUNNING = { status: 'processing', overdue: false, sort: 'dueOn' } as const;

/** Applications of the agency whose reply is overdue or comes due, the most urgent first. */
export function DueSection() {
  const place = usePlace();
  const params = { code: place.code };
  const overdue = useCall('listCases', { params, query: { ...OVERDUE, limit: DUE_SHOWN } });
  const running = useCall('listCases', { params, query: { ...RUNNING, limit: DUE_COUNTED } });
  const allOverdue = useCaseTotal(place.code, OVERDUE, overdue);
  const allRunning = useCaseTotal(place.code, RUNNING, running);
  const today = localDateSchema.parse(useWorkplace().status.today);
  return (
    <>
      <section aria-labelledby="overdue-title">
        <h2 id="overdue-title">已超过答复期限</h2>
        <Shown of={overdue} what="超期的申请">
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title="没有超过期限的申请" />
            ) : (
              <>
                <DueList cases={items} caption="已超过答复期限的申请" />
                <Link
                  href={pagePath(place, 'register', { ...OF_EVERY_YEAR, overdue: 'true', sort: 'dueOn' })}
                >
                  全部{allOverdue === null ? '' : ` ${allOverdue} 件`}
                </Link>
              </>
            )
          }
        </Shown>
      </section>
      <section aria-labelledby="due-title">
        <h2 id="due-title">将到期</h2>
        <Shown of={running} what="将到期的申请">
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title="没有办理中的申请" />
            ) : (
              <>
                <p>{dueWords(items, today)}</p>
                <DueList cases={items.slice(0, DUE_SHOWN)} caption="将到期的申请" />
                <Link
                  href={pagePath(place, 'register', {
                    ...OF_EVERY_YEAR,
                    status: 'processing',
                    overdue: 'false',
                    sort: 'dueOn',
                  })}
                >
                  全部{allRunning === null ? '' : ` ${allRunning} 件`}
                </Link>
              </>
            )
          }
        </Shown>
      </section>
    </>
  );
}
