import {
  CHANNEL_LABELS,
  RIGHTS_KINDS,
  RIGHTS_OUTCOMES,
  RIGHTS_STATUSES,
  type RightsKind,
  type RightsRequestSummary,
} from '@gongkai/core';
import { Link, useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath, rightsRequestPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

const PAGE_SIZE = 50;
const KIND_OPTIONS = optionsOf(RIGHTS_KINDS);

/** Demands to correct a record about oneself and suggestions to publish: a register apart from the applications. */
export function RightsRequestsPage() {
  const place = usePlace();
  const agency = useAgency();
  const mayRegister = useMay('case.register');
  const [search, setSearch] = useSearchParams();
  const after = search.get('after');
  const kind = Object.keys(RIGHTS_KINDS).find((it) => it === search.get('kind')) as RightsKind | undefined;
  const page = useCall('listRightsRequests', {
    params: { code: place.code },
    query: { limit: PAGE_SIZE, ...(after !== null && { after }), ...(kind !== undefined && { kind }) },
  });
  const kept = kind === undefined ? {} : { kind };
  return (
    <Page
      title="更正要求与公开建议"
      lead={agency?.name ?? place.code}
      actions={
        mayRegister && (
          <Link className="button-link" href={pagePath(place, 'newCase', { matter: 'correction' })}>
            登记收到的要求或者建议
          </Link>
        )
      }
    >
      <p className="muted">
        要求更正与自己有关的记录（条例第四十一条）、建议主动公开（第四十四条），不是公开申请，不计入表三。
      </p>
      <ChoiceField
        label="种类"
        empty="全部"
        value={kind ?? ''}
        options={KIND_OPTIONS}
        onChange={(value) => setSearch(value === '' ? {} : { kind: value })}
      />
      <Shown of={page} what="更正要求与公开建议">
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing title="还没有更正要求和公开建议">
              <p>公众在平台上提交、窗口登记以后列在这里，由公开机构答复。</p>
            </Nothing>
          ) : (
            <>
              <DataTable
                caption="更正要求与公开建议"
                rows={items}
                keyOf={({ requestId }) => requestId}
                columns={[
                  {
                    key: 'id',
                    title: '编号',
                    render: ({ requestId }: RightsRequestSummary) => (
                      <Link
                        href={rightsRequestPath(place, requestId)}
                        className="figures nowrap"
                        data-row-link
                      >
                        {requestId}
                      </Link>
                    ),
                  },
                  {
                    key: 'kind',
                    title: '种类',
                    render: (row: RightsRequestSummary) => RIGHTS_KINDS[row.kind],
                  },
                  {
                    key: 'on',
                    title: '提交日期',
                    render: ({ submittedOn }: RightsRequestSummary) => <Day on={submittedOn} />,
                  },
                  {
                    key: 'channel',
                    title: '渠道',
                    render: ({ channel }: RightsRequestSummary) => CHANNEL_LABELS[channel],
                  },
                  {
                    key: 'received',
                    title: '收到之日',
                    render: ({ receivedOn }: RightsRequestSummary) =>
                      receivedOn === null ? '待双方确认' : <Day on={receivedOn} />,
                  },
                  {
                    key: 'status',
                    title: '办理',
                    render: ({ status, outcome }: RightsRequestSummary) =>
                      outcome === null ? RIGHTS_STATUSES[status] : RIGHTS_OUTCOMES[outcome],
                  },
                ]}
              />
              <Pager
                isFirst={after === null}
                next={next}
                onFirst={() => setSearch(kept)}
                onNext={(after) => setSearch({ ...kept, after })}
              />
            </>
          )
        }
      </Shown>
    </Page>
  );
}
