import type { CaseSummary } from '@gongkai/core';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Due } from '../ui/Due.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

const MOST = 200;

/** 重新答复: decisions that were overturned and must be made again, each with the term of its own order. */
export function RedecisionsPage() {
  const place = usePlace();
  const agency = useAgency();
  const query = { status: 'redeciding', sort: 'dueOn', limit: MOST } as const;
  const found = useCall('listCases', { params: { code: place.code }, query });
  const derivationOf = async (caseId: string) =>
    (await call('getCase', { params: { code: place.code, caseId } })).derivation;
  return (
    <Page title="重新答复" lead={agency?.name ?? place.code}>
      <p className="muted">
        答复被复议机关或者法院撤销、责令重做的申请。期限按决定或者裁判；没有写明的按二十个工作日。重新答复不再计入年度报告的新收和办理结果。
      </p>
      <Shown of={found} what="重新答复的申请">
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title="没有待重新答复的申请" />
          ) : (
            <DataTable
              caption="待重新答复的申请"
              rows={items}
              keyOf={({ caseId }) => caseId}
              columns={[
                {
                  key: 'id',
                  title: '编号',
                  render: ({ caseId }: CaseSummary) => (
                    <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
                      {caseId}
                    </Link>
                  ),
                },
                {
                  key: 'request',
                  title: '申请内容',
                  render: ({ request }: CaseSummary) => <span className="clamped">{request}</span>,
                },
                {
                  key: 'due',
                  title: '重新答复期限',
                  render: ({ dueOn, caseId }: CaseSummary) => (
                    <Due
                      on={dueOn}
                      what={`${caseId} 的重新答复期限`}
                      derivation={() => derivationOf(caseId)}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Shown>
    </Page>
  );
}
