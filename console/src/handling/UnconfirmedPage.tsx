import { CHANNEL_LABELS, type UnconfirmedCase } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

/** Applications by web, fax, e-mail or plain letter that nobody has confirmed: they are cases from submission. */
export function UnconfirmedPage() {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('listUnconfirmedCases', { params: { code: place.code } });
  return (
    <Page title="尚未确认收到的申请" lead={agency?.name ?? place.code}>
      <p className="muted">
        网上、传真、电子邮件和平常信函的申请，以双方确认之日为收到之日（条例第三十一条）。应在提交的当个工作日联系申请人确认，每次联系都登记在案件的“联系记录”。
      </p>
      <Shown of={found} what="申请">
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title="没有等待确认的申请" />
          ) : (
            <DataTable
              caption="尚未确认收到的申请"
              rows={items}
              keyOf={({ caseId }) => caseId}
              columns={[
                {
                  key: 'id',
                  title: '编号',
                  render: ({ caseId }: UnconfirmedCase) => (
                    <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
                      {caseId}
                    </Link>
                  ),
                },
                {
                  key: 'channel',
                  title: '渠道',
                  render: ({ channel }: UnconfirmedCase) => CHANNEL_LABELS[channel],
                },
                {
                  key: 'submitted',
                  title: '提交日期',
                  render: ({ submittedOn, isLate }: UnconfirmedCase) => (
                    <>
                      <Day on={submittedOn} />
                      {isLate && <Tag color="error">已过当日</Tag>}
                    </>
                  ),
                },
                {
                  key: 'attempts',
                  title: '联系次数',
                  isNumeric: true,
                  render: ({ attempts }: UnconfirmedCase) => attempts,
                },
                {
                  key: 'last',
                  title: '最近一次联系',
                  render: ({ lastAttemptOn }: UnconfirmedCase) => <Day on={lastAttemptOn} />,
                },
              ]}
            />
          )
        }
      </Shown>
    </Page>
  );
}
