import { EXCHANGE_INCIDENTS, EXCHANGE_MESSAGES, exchangeAdvice, type ExchangeNode } from '@gongkai/core';
import { Alert } from 'antd';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Day, Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

type Package = ExchangeNode['packages'][number];
type Incident = ExchangeNode['incidents'][number];
type Refused = ExchangeNode['refused'][number];

const numbersOf = (numbers: readonly number[]): string => numbers.join('、') || '无';

function When({ at }: { readonly at: string | null }) {
  return at === null ? <span className="muted">还没有</span> : <Instant at={at} />;
}

const PACKAGE_COLUMNS = [
  {
    key: 'direction',
    title: '方向',
    render: ({ direction }: Package) => (direction === 'in' ? '收到' : '送出'),
  },
  { key: 'number', title: '包号', isNumeric: true, render: ({ number }: Package) => number },
  { key: 'made', title: '装包于', render: ({ madeAt }: Package) => <Instant at={madeAt} /> },
  {
    key: 'settled',
    title: '结果',
    render: ({ direction, settledAt }: Package) =>
      settledAt === null ? (
        direction === 'in' ? (
          '等待前面的包'
        ) : (
          '对方还没有回执，下次导出再带上'
        )
      ) : (
        <>
          {direction === 'in' ? '已办理于 ' : '对方已收到，得知于 '}
          <Instant at={settledAt} />
        </>
      ),
  },
];

const INCIDENT_COLUMNS = [
  { key: 'number', title: '包号', isNumeric: true, render: ({ number }: Incident) => number },
  { key: 'kind', title: '情况', render: ({ kind }: Incident) => EXCHANGE_INCIDENTS[kind] },
  { key: 'noted', title: '发现于', render: ({ notedAt }: Incident) => <Instant at={notedAt} /> },
  {
    key: 'settled',
    title: '结果',
    render: ({ kind, settledAt }: Incident) =>
      settledAt !== null ? (
        <>
          已补上于 <Instant at={settledAt} />
        </>
      ) : (
        {
          lost: '还缺',
          altered: '没有办理',
          repeated: '不起作用',
          late: '照常办理',
          reordered: '按次序办理',
        }[kind]
      ),
  },
];

const REFUSED_COLUMNS = [
  { key: 'reference', title: '收件节点的编号', render: ({ reference }: Refused) => reference ?? '—' },
  { key: 'kind', title: '内容', render: ({ kind }: Refused) => EXCHANGE_MESSAGES[kind] ?? kind },
  { key: 'on', title: '申请人办理于', render: ({ actedOn }: Refused) => <Day on={actedOn} /> },
  { key: 'reason', title: '没有办成的原因', render: ({ reason }: Refused) => reason },
  { key: 'noted', title: '发现于', render: ({ notedAt }: Refused) => <Instant at={notedAt} /> },
];

function NodePart({ of }: { readonly of: ExchangeNode }) {
  const { name, nodeId, role, lastSent, lastReceived, lastExportedAt, lastImportedAt } = of;
  const waits = of.waiting.map(({ kind, count }) => `${EXCHANGE_MESSAGES[kind] ?? kind}${count}条`);
  return (
    <section aria-label={name}>
      <h2>
        {name}（{role === 'inbox' ? '外网的收件节点' : '机关'}）
      </h2>
      {of.warnings.map((warning) => (
        <Alert
          key={warning.kind}
          type="error"
          showIcon
          role="alert"
          className="note"
          title={exchangeAdvice(warning)}
        />
      ))}
      <dl className="facts">
        <div>
          <dt>上次收取</dt>
          <dd>
            <When at={lastImportedAt} />
            ，已收到第{lastReceived}包
          </dd>
        </div>
        <div>
          <dt>上次导出</dt>
          <dd>
            <When at={lastExportedAt} />
            ，已送出到第{lastSent}包
          </dd>
        </div>
        <div>
          <dt>对方还没有回执的包</dt>
          <dd>{numbersOf(of.unacknowledged)}</dd>
        </div>
        <div>
          <dt>等待前面的包</dt>
          <dd>{numbersOf(of.heldBack)}</dd>
        </div>
        <div>
          <dt>等待装包</dt>
          <dd>{waits.join('、') || '无'}</dd>
        </div>
        <div>
          <dt>节点编号</dt>
          <dd className="figures">{nodeId}</dd>
        </div>
      </dl>
      {of.refused.length > 0 && (
        <>
          <h3>没有办成的</h3>
          <p>申请人在外网的进度页面会看到原因。请按原因联系申请人，或者在案件上按实际情况登记。</p>
          <DataTable
            caption={`${name}：没有办成的`}
            columns={REFUSED_COLUMNS}
            rows={of.refused}
            keyOf={({ number, kind, notedAt, reference }) =>
              `${number} ${kind} ${reference ?? ''} ${notedAt}`
            }
          />
        </>
      )}
      {of.incidents.length > 0 && (
        <>
          <h3>异常的包</h3>
          <DataTable
            caption={`${name}：异常的包`}
            columns={INCIDENT_COLUMNS}
            rows={of.incidents}
            keyOf={({ number, kind, notedAt }) => `${kind} ${number} ${notedAt}`}
          />
        </>
      )}
      <h3>收发的包</h3>
      {of.packages.length === 0 ? (
        <p className="muted">还没有收发过。</p>
      ) : (
        <DataTable
          caption={`${name}：收发的包`}
          columns={PACKAGE_COLUMNS}
          rows={of.packages}
          keyOf={({ direction, number }) => `${direction} ${number}`}
        />
      )}
    </section>
  );
}

/** How the exchange with another network stands, and what to do when something is missing. */
export function ExchangePage() {
  const { code } = usePlace();
  const exchange = useCall('getExchange', { params: { code } });
  return (
    <Page
      title="网络间交换"
      lead="外网没有连接时，申请和办理情况装成加密的交换包，由专人搬运。每天在两边各做一次收取和导出（gongkai exchange import、export）；提交、补正、确认都以申请人在外网办理的日期为准，晚到不影响。"
    >
      <Shown of={exchange} what="交换的情况">
        {({ nodes }) =>
          nodes.length === 0 ? (
            <Nothing title="没有登记交换的另一方">
              <p>
                外网与办公网之间有连接的，不需要交换。没有连接的，由系统管理员按运维手册“两个网络之间的交换”登记收件节点。
              </p>
            </Nothing>
          ) : (
            nodes.map((node) => <NodePart key={node.nodeId} of={node} />)
          )
        }
      </Shown>
    </Page>
  );
}
