import {
  CLEANUP_RESULTS,
  CLEANUP_RESULT_NAMES,
  CLEANUP_STATUSES,
  newCleanupSchema,
  REGULATION_KINDS,
  REGULATION_KIND_NAMES,
  type CleanupSummary,
  type RegulationKind,
} from '@gongkai/core';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { cleanupPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

function NewCleanupDialog({ onClose }: { readonly onClose: () => void }) {
  const place = usePlace();
  const { status } = useWorkplace();
  const [, navigate] = useLocation();
  const [fields, setFields] = useState({
    title: `${place.year}年度行政规范性文件清理`,
    scope: '',
    asOf: status.today,
    dueOn: '',
  });
  const [kinds, setKinds] = useState<readonly RegulationKind[]>(['normativeDocument']);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const dueOn = fields.dueOn === '' ? null : fields.dueOn;
    const parsed = newCleanupSchema.safeParse({ ...fields, dueOn, kinds });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    const { roundId } = await call('openCleanup', { params: { code: place.code }, body: parsed.data });
    navigate(cleanupPath(place, roundId));
  });
  return (
    <ActionDialog title="开始清理" okText="开始" action={save} onClose={onClose}>
      <Field label="名称" issue={issues.title}>
        {(control) => (
          <Input
            {...control}
            value={fields.title}
            onChange={({ target }) => setFields({ ...fields, title: target.value })}
          />
        )}
      </Field>
      <Field label="范围和依据" hint="依据哪个文件清理，清理哪些文件；随结果公布" issue={issues.scope}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={fields.scope}
            onChange={({ target }) => setFields({ ...fields, scope: target.value })}
          />
        )}
      </Field>
      <Checkbox.Group
        value={[...kinds]}
        options={REGULATION_KIND_NAMES.map((value) => ({ value, label: REGULATION_KINDS[value] }))}
        onChange={(chosen) => setKinds(REGULATION_KIND_NAMES.filter((kind) => chosen.includes(kind)))}
      />
      {issues.kinds !== undefined && <p className="issue">{issues.kinds}</p>}
      <DayField
        label="基准日（清理这一天现行有效的文件）"
        value={fields.asOf}
        issue={issues.asOf}
        onChange={(asOf) => setFields({ ...fields, asOf })}
      />
      <DayField
        label="完成期限"
        isOptional
        value={fields.dueOn}
        issue={issues.dueOn}
        onChange={(dueOn) => setFields({ ...fields, dueOn })}
      />
    </ActionDialog>
  );
}

/** Every clean-up: how far it has come and what was found. */
export function CleanupsPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const mayCleanUp = useMayWithin('regulation.cleanUp');
  const found = useCall('listCleanups', { params: { code: place.code } });
  const [isOpening, setOpening] = useState(false);
  return (
    <Page
      title="文件清理"
      lead={agency?.name ?? place.code}
      actions={
        <>
          <Link href={pagePath(place, 'regulations')}>立改废台账</Link>
          {mayCleanUp && <Button onClick={() => setOpening(true)}>开始清理</Button>}
        </>
      }
    >
      <Shown of={found} what="文件清理">
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title="还没有清理过">
              开始清理后，现行有效的文件全部列入，逐件拟定结果，审定后公布。
            </Nothing>
          ) : (
            <DataTable
              caption="文件清理"
              rows={items}
              keyOf={({ roundId }) => roundId}
              columns={[
                {
                  key: 'title',
                  title: '名称',
                  render: ({ roundId, title }: CleanupSummary) => (
                    <Link href={cleanupPath(place, roundId)}>{title}</Link>
                  ),
                },
                {
                  key: 'status',
                  title: '进度',
                  render: (it: CleanupSummary) => CLEANUP_STATUSES[it.status],
                },
                {
                  key: 'asOf',
                  title: '基准日',
                  render: ({ asOf }: CleanupSummary) => <Day on={asOf} />,
                },
                {
                  key: 'dueOn',
                  title: '完成期限',
                  render: (it: CleanupSummary) =>
                    it.dueOn === null ? (
                      '—'
                    ) : (
                      <>
                        <Day on={it.dueOn} />
                        {it.status !== 'published' && it.dueOn < status.today && (
                          <strong className="overdue"> 已超期</strong>
                        )}
                      </>
                    ),
                },
                {
                  key: 'none',
                  title: '待定',
                  isNumeric: true,
                  render: (it: CleanupSummary) => it.counts.none,
                },
                ...CLEANUP_RESULT_NAMES.map((result) => ({
                  key: result,
                  title: CLEANUP_RESULTS[result],
                  isNumeric: true,
                  render: (it: CleanupSummary) => it.counts[result],
                })),
              ]}
            />
          )
        }
      </Shown>
      {isOpening && <NewCleanupDialog onClose={() => setOpening(false)} />}
    </Page>
  );
}
