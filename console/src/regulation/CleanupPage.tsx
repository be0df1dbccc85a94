import {
  CLEANUP_RESULTS,
  CLEANUP_STATUSES,
  cleanupResultsSchema,
  REGULATION_KINDS,
  type CleanupEntry,
  type CleanupRound,
} from '@gongkai/core';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { documentPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day, Instant } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';
import { Form } from '../ui/Form.js';

interface PartProps {
  readonly of: CleanupRound;
  readonly onChange: (round: CleanupRound) => void;
}

/** One result with its reason for the documents that are ticked. */
function ResultForm({
  of,
  chosen,
  onChange,
  onDone,
}: PartProps & { readonly chosen: readonly string[]; readonly onDone: () => void }) {
  const { code } = usePlace();
  const [result, setResult] = useState('keep');
  const [reason, setReason] = useState('');
  const [endedOn, setEndedOn] = useState('');
  const [issue, setIssue] = useState<string>();
  const ends = result === 'repeal' || result === 'lapse';
  const save = useAction(async () => {
    const parsed = cleanupResultsSchema.safeParse({
      results: chosen.map((recordId) => ({
        ...{ recordId, result },
        reason: reason.trim() === '' ? null : reason,
        endedOn: ends && endedOn !== '' ? endedOn : null,
      })),
    });
    setIssue(parsed.success ? undefined : (parsed.error.issues[0]?.message ?? '请核对。'));
    if (!parsed.success) return;
    const params = { code, roundId: of.roundId };
    onChange(await call('setCleanupResults', { params, body: parsed.data }));
    onDone();
  });
  return (
    <Form action={save} okText={`给选中的${chosen.length}件拟定结果`} isDisabled={chosen.length === 0}>
      <ChoiceField
        label="清理结果"
        value={result}
        options={optionsOf(CLEANUP_RESULTS)}
        onChange={setResult}
      />
      <Field
        label="理由"
        isOptional={result === 'keep'}
        hint="随结果公布。修改决定不随结果一并公布、只列入计划的，选“继续有效”并写明"
        issue={issue}
      >
        {(control) => (
          <Input {...control} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      {ends && (
        <DayField label="失效日期（不填为公布之日）" isOptional value={endedOn} onChange={setEndedOn} />
      )}
    </Form>
  );
}

function Steps({ of, onChange }: PartProps) {
  const { code } = usePlace();
  const maySign = useMayWithin('document.signOff');
  const mayPublish = useMayWithin('document.publish');
  const params = { code, roundId: of.roundId };
  const sign = useAction(async (action: 'sign' | 'return') => {
    onChange(await call('signCleanup', { params, body: { action } }));
  });
  const publish = useAction(async () => {
    onChange(await call('publishCleanup', { params }));
  });
  return (
    <>
      {of.status === 'open' &&
        (maySign ? (
          <Button loading={sign.isRunning} onClick={() => void sign.run('sign')}>
            审定
          </Button>
        ) : (
          <p className="muted">每一件都有结果后由负责人审定，拟定结果的人不审定。</p>
        ))}
      {of.status === 'signed' && (
        <>
          {maySign && (
            <Button loading={sign.isRunning} onClick={() => void sign.run('return')}>
              退回重拟
            </Button>
          )}
          {mayPublish ? (
            <Button type="primary" loading={publish.isRunning} onClick={() => void publish.run()}>
              公布清理结果
            </Button>
          ) : (
            <p className="muted">由编辑公布；公布的同时更新每一件的有效性。</p>
          )}
        </>
      )}
      {of.status === 'published' && (
        <a href={`/agencies/${encodeURIComponent(code)}/cleanup-rounds/${encodeURIComponent(of.roundId)}`}>
          看公布的结果
        </a>
      )}
      <ProblemNote error={sign.error} />
      <ProblemNote error={publish.error} />
    </>
  );
}

function Body({ of, onChange }: PartProps) {
  const place = usePlace();
  const mayCleanUp = useMayWithin('regulation.cleanUp') && of.status === 'open';
  const [shown, setShown] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const rows = of.entries.filter(({ result }) => shown === '' || (result ?? 'none') === shown);
  const toggle = (recordId: string) =>
    setChosen(chosen.includes(recordId) ? chosen.filter((id) => id !== recordId) : [...chosen, recordId]);
  return (
    <>
      <dl className="case-head">
        <dt>进度</dt>
        <dd>
          <strong>{CLEANUP_STATUSES[of.status]}</strong>
          {of.signedBy !== null && <span className="muted">，{of.signedBy}审定</span>}
          {of.publishedAt !== null && (
            <span className="muted">
              ，<Instant at={of.publishedAt} />
              公布
            </span>
          )}
        </dd>
        <dt>范围和依据</dt>
        <dd>{of.scope}</dd>
        <dt>基准日</dt>
        <dd>
          <Day on={of.asOf} />
        </dd>
      </dl>
      <Steps of={of} onChange={onChange} />
      <ChoiceField
        label="清理结果"
        empty={`全部（${of.entries.length}件）`}
        value={shown}
        options={[
          { value: 'none', label: `待定（${of.counts.none}件）` },
          ...Object.entries(CLEANUP_RESULTS).map(([value, label]) => ({
            value,
            label: `${label}（${of.counts[value as keyof typeof of.counts]}件）`,
          })),
        ]}
        onChange={setShown}
      />
      {mayCleanUp && (
        <>
          <p>
            <Button
              size="small"
              onClick={() => setChosen(rows.filter((it) => it.result === null).map((it) => it.recordId))}
            >
              选中所有待定的
            </Button>{' '}
            <Button size="small" disabled={chosen.length === 0} onClick={() => setChosen([])}>
              全不选
            </Button>
          </p>
          <ResultForm of={of} chosen={chosen} onChange={onChange} onDone={() => setChosen([])} />
        </>
      )}
      <DataTable
        caption="清理的文件"
        rows={rows}
        keyOf={({ recordId }) => recordId}
        columns={[
          {
            key: 'chosen',
            title: '选择',
            render: ({ recordId, title }: CleanupEntry) =>
              mayCleanUp && (
                <Checkbox
                  aria-label={`选择${title}`}
                  checked={chosen.includes(recordId)}
                  onChange={() => toggle(recordId)}
                />
              ),
          },
          {
            key: 'title',
            title: '标题',
            render: ({ documentId, title, number }: CleanupEntry) => (
              <>
                {documentId === null ? title : <Link href={documentPath(place, documentId)}>{title}</Link>}
                {number !== null && <div className="muted small">{number}</div>}
              </>
            ),
          },
          { key: 'kind', title: '种类', render: ({ kind }: CleanupEntry) => REGULATION_KINDS[kind] },
          {
            key: 'madeOn',
            title: '制定日期',
            render: ({ madeOn }: CleanupEntry) => <Day on={madeOn} />,
          },
          {
            key: 'result',
            title: '清理结果',
            render: ({ result }: CleanupEntry) => (result === null ? '待定' : CLEANUP_RESULTS[result]),
          },
          {
            key: 'reason',
            title: '理由',
            render: ({ reason, endedOn }: CleanupEntry) =>
              `${reason ?? '—'}${endedOn === null ? '' : `（自${endedOn}起）`}`,
          },
          {
            key: 'decidedBy',
            title: '拟定',
            render: ({ decidedBy }: CleanupEntry) => decidedBy ?? '—',
          },
        ]}
      />
    </>
  );
}

/** One clean-up: every document with its result, its signature and its publication. */
export function CleanupPage({ roundId }: { readonly roundId: string }) {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('getCleanup', { params: { code: place.code, roundId } });
  return (
    <Page
      title={found.data?.title ?? '文件清理'}
      lead={agency?.name ?? place.code}
      actions={<Link href={pagePath(place, 'cleanups')}>回到文件清理</Link>}
    >
      <Shown of={found} what="文件清理">
        {(of) => <Body of={of} onChange={found.put} />}
      </Shown>
    </Page>
  );
}
