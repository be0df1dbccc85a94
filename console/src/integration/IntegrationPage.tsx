import {
  DELIVERY_STATUSES,
  newClientSchema,
  webhookSchema,
  type IntegrationClient,
  timeInChina,
} from '@gongkai/core';
import { Alert, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';

function timeOf(at: string | null): string {
  return at === null ? '—' : timeInChina(at);
}

/** A secret in the one moment in which it can be read. */
function ShownSecret({ label, secret }: { readonly label: string; readonly secret: string }) {
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      className="note"
      title={`${label}，只显示这一次，请立即交给对方的管理员：`}
      description={<code className="figures">{secret}</code>}
    />
  );
}

interface ClientProps {
  readonly of: IntegrationClient;
  readonly onChange: () => void;
  readonly onSecret: (label: string, secret: string) => void;
}

function ClientPart({ of, onChange, onSecret }: ClientProps) {
  const { code } = usePlace();
  const [url, setUrl] = useState(of.webhookUrl ?? '');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const params = { code, clientId: of.clientId };
  const rotate = useAction(async () => {
    onSecret(`“${of.name}”的新密钥`, (await call('rotateIntegrationKey', { params })).secret);
    onChange();
  });
  const end = useAction(async () => {
    await call('endIntegrationClient', { params });
    onChange();
  });
  const hook = useAction(async () => {
    const read = webhookSchema.safeParse({ url });
    setIssue(fieldIssues(read.error).url);
    if (!read.success) return;
    const set = await call('setIntegrationWebhook', { params, body: read.data });
    onSecret(`“${of.name}”的通知签名密钥`, set.secret);
    onChange();
  });
  const unhook = useAction(async () => {
    await call('removeIntegrationWebhook', { params });
    onChange();
  });
  return (
    <section>
      <h3>{of.name}</h3>
      <p>
        已转来 {of.intakes} 件；密钥末尾 <code>{of.keyHint}</code>，登记于 {timeOf(of.createdAt)}
        {of.rotatedAt !== null && `，换发于 ${timeOf(of.rotatedAt)}`}
        {of.endedAt !== null && `；已于 ${timeOf(of.endedAt)} 停用`}
      </p>
      {of.endedAt === null && (
        <>
          <Field
            label="办理进展通知到"
            hint="对方接收通知的 https 地址；每次设定都换发签名密钥。"
            issue={issue}
            isOptional
          >
            {(control) => <Input {...control} value={url} onChange={({ target }) => setUrl(target.value)} />}
          </Field>
          <div className="letter-actions">
            <Button size="small" loading={hook.isRunning} onClick={() => void hook.run()}>
              设定通知地址
            </Button>
            {of.webhookUrl !== null && (
              <Button size="small" loading={unhook.isRunning} onClick={() => void unhook.run()}>
                不再通知
              </Button>
            )}
            <Popconfirm title="原密钥立即失效，确定换发？" onConfirm={() => void rotate.run()}>
              <Button size="small" loading={rotate.isRunning}>
                换发密钥
              </Button>
            </Popconfirm>
            <Popconfirm title="停用后对方不能再转来申请，确定停用？" onConfirm={() => void end.run()}>
              <Button size="small" danger loading={end.isRunning}>
                停用
              </Button>
            </Popconfirm>
          </div>
        </>
      )}
      <ProblemNote error={rotate.error ?? end.error ?? hook.error ?? unhook.error} />
    </section>
  );
}

function Deliveries() {
  const { code } = usePlace();
  const [after, setAfter] = useState<string | undefined>(undefined);
  const page = useCall('listIntegrationDeliveries', { params: { code }, query: { after, limit: 50 } });
  const replay = useAction(async (deliveryId: string) => {
    await call('replayIntegrationDelivery', { params: { code, deliveryId } });
    page.reload();
  });
  return (
    <section>
      <h2>送出的通知</h2>
      <Shown of={page} what="送出的通知">
        {({ items, next }) =>
          items.length === 0 ? (
            <p className="muted">还没有送出通知。</p>
          ) : (
            <>
              <DataTable
                caption="送出的通知"
                rows={items}
                keyOf={({ deliveryId }) => deliveryId}
                columns={[
                  { key: 'at', title: '时间', render: ({ createdAt }) => timeOf(createdAt) },
                  { key: 'case', title: '申请', render: ({ caseId }) => caseId },
                  { key: 'status', title: '状态', render: ({ status }) => DELIVERY_STATUSES[status] },
                  { key: 'http', title: '对方的回答', render: ({ httpStatus }) => httpStatus ?? '—' },
                  { key: 'tries', title: '次数', isNumeric: true, render: ({ attempts }) => attempts },
                  {
                    key: 'replay',
                    title: '重送',
                    render: ({ deliveryId, caseId }) => (
                      <Button
                        size="small"
                        aria-label={`重送 ${caseId} 的通知`}
                        disabled={replay.isRunning}
                        onClick={() => void replay.run(deliveryId)}
                      >
                        重送
                      </Button>
                    ),
                  },
                ]}
              />
              <Pager
                isFirst={after === undefined}
                next={next}
                onFirst={() => setAfter(undefined)}
                onNext={setAfter}
              />
            </>
          )
        }
      </Shown>
      <ProblemNote error={replay.error} />
    </section>
  );
}

/** Other systems that may hand in applications: their keys, where they are told of progress, what was sent. */
export function IntegrationPage() {
  const { code } = usePlace();
  const agency = useAgency();
  const clients = useCall('listIntegrationClients', { params: { code } });
  const [name, setName] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const [shown, setShown] = useState<{ label: string; secret: string } | null>(null);
  const add = useAction(async () => {
    const read = newClientSchema.safeParse({ name });
    setIssue(fieldIssues(read.error).name);
    if (!read.success) return;
    const made = await call('createIntegrationClient', { params: { code }, body: read.data });
    setShown({ label: `“${made.client.name}”的密钥`, secret: made.secret });
    setName('');
    clients.reload();
  });
  return (
    <Page title="外部系统" lead={agency?.name ?? code}>
      <p className="muted">
        外部系统凭密钥转来申请、查询进展；接口说明见 <a href="/api/v1/openapi.json">openapi.json</a>。
      </p>
      <p className="muted">
        对方核对通知：头部 <code>gongkai-signature</code> 形如 <code>t=秒,v1=十六进制</code>，其中 v1
        是用签名密钥对“秒.正文原样的字节”作的 HMAC-SHA256；不符的，或者时间相差超过五分钟的，应当丢弃。
      </p>
      {shown !== null && <ShownSecret {...shown} />}
      <Shown of={clients} what="外部系统">
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title="没有登记外部系统" />
          ) : (
            <>
              {items.map((client) => (
                <ClientPart
                  key={client.clientId}
                  of={client}
                  onChange={clients.reload}
                  onSecret={(label, secret) => setShown({ label, secret })}
                />
              ))}
            </>
          )
        }
      </Shown>
      <section>
        <h2>登记外部系统</h2>
        <Field label="名称" hint="例如“省政务服务平台”。" issue={issue}>
          {(control) => <Input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Button type="primary" loading={add.isRunning} onClick={() => void add.run()}>
          登记并生成密钥
        </Button>
        <ProblemNote error={add.error} />
      </section>
      <Deliveries />
    </Page>
  );
}
