import {
  newProposalSchema,
  PROPOSAL_HANDLINGS,
  PROPOSAL_RESULTS,
  PROPOSAL_STATES,
  proposalAnswerSchema,
  proposalQuerySchema,
  PROPOSERS,
  type Proposal,
  type ProposalQuery,
} from '@gongkai/core';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { DocumentPicker } from '../publication/DocumentPicker.js';
import { Page } from '../ui/Page.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { SearchForm } from '../ui/SearchForm.js';
import { useListAddress } from '../ui/use-list-address.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

interface DialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function NewProposalDialog({ onDone, onClose }: DialogProps) {
  const { code, year } = usePlace();
  const { status } = useWorkplace();
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({
    ...{ number: '', session: '', title: '', proposer: 'deputy', handling: 'host' },
    ...{ receivedOn: status.today, dueOn: '' },
  });
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const set = (name: string) => (value: string) => setFields({ ...fields, [name]: value });
  const save = useAction(async () => {
    const parsed = newProposalSchema.safeParse({ ...fields, year });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('createProposal', { params: { code }, body: parsed.data });
    onDone();
  });
  const text = (label: string, name: string) => (
    <Field label={label} issue={issues[name]}>
      {(control) => (
        <Input {...control} value={fields[name]} onChange={({ target }) => set(name)(target.value)} />
      )}
    </Field>
  );
  return (
    <Modal
      open
      title="登记建议提案"
      okText="登记"
      confirmLoading={save.isRunning}
      mask={{ closable: false }}
      onOk={() => void save.run()}
      onCancel={onClose}
    >
      <ChoiceField
        label="类别"
        value={fields.proposer ?? ''}
        options={optionsOf(PROPOSERS)}
        onChange={set('proposer')}
      />
      {text('编号', 'number')}
      {text('会议', 'session')}
      {text('题目', 'title')}
      <ChoiceField
        label="办理方式"
        value={fields.handling ?? ''}
        options={optionsOf(PROPOSAL_HANDLINGS)}
        onChange={set('handling')}
      />
      <DayField label="收到日期" value={fields.receivedOn ?? ''} onChange={set('receivedOn')} />
      <DayField label="答复期限" value={fields.dueOn ?? ''} issue={issues.dueOn} onChange={set('dueOn')} />
      <p className="muted">不登记提出人的姓名和联系方式。</p>
      <ProblemNote error={save.error} />
    </Modal>
  );
}

function AnswerDialog({ of, onDone, onClose }: DialogProps & { readonly of: Proposal }) {
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [answeredOn, setAnsweredOn] = useState<string>(of.answeredOn ?? status.today);
  const [result, setResult] = useState<string>(of.result ?? 'A');
  const [publicity, setPublicity] = useState(of.isPublic === false ? 'withheld' : 'public');
  const [withheldReason, setReason] = useState(of.withheldReason ?? '');
  const [replies, setReplies] = useState<readonly { documentId: string; title: string }[]>(
    of.documentId === null ? [] : [{ documentId: of.documentId, title: of.title }],
  );
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const isPublic = publicity === 'public';
  const save = useAction(async () => {
    const parsed = proposalAnswerSchema.safeParse({
      ...{ answeredOn, result, isPublic },
      withheldReason: isPublic || withheldReason.trim() === '' ? null : withheldReason,
      documentId: replies[0]?.documentId ?? null,
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('answerProposal', { params: { code, proposalId: of.proposalId }, body: parsed.data });
    onDone();
  });
  return (
    <Modal
      open
      title={`答复：${of.title}`}
      okText="保存"
      confirmLoading={save.isRunning}
      mask={{ closable: false }}
      onOk={() => void save.run()}
      onCancel={onClose}
    >
      <DayField label="答复日期" value={answeredOn} onChange={setAnsweredOn} />
      <ChoiceField label="结果" value={result} options={optionsOf(PROPOSAL_RESULTS)} onChange={setResult} />
      <ChoiceField
        label="复文是否公开"
        value={publicity}
        options={[
          { value: 'public', label: '公开' },
          { value: 'withheld', label: '不公开' },
        ]}
        onChange={setPublicity}
      />
      {!isPublic && (
        <Field label="不公开的理由" issue={issues.withheldReason}>
          {(control) => (
            <Input {...control} value={withheldReason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      )}
      <DocumentPicker
        label="复文（最多一件）"
        kind="proposalReply"
        chosen={replies}
        onChange={(chosen) => setReplies(chosen.slice(-1))}
      />
      <ProblemNote error={save.error} />
    </Modal>
  );
}

const FILTERS = ['q', 'proposer', 'state', 'result'] as const;

function columnsOf(
  today: string,
  onAnswer: ((proposal: Proposal) => void) | null,
): readonly Column<Proposal, ProposalQuery['sort']>[] {
  return [
    { key: 'number', title: '编号', isShort: true, render: ({ number }) => number },
    { key: 'proposer', title: '类别', isShort: true, render: ({ proposer }) => PROPOSERS[proposer] },
    { key: 'title', title: '题目', render: ({ title }) => title },
    {
      key: 'due',
      title: '答复期限',
      sorts: ['dueOn', '-dueOn'],
      render: ({ dueOn, answeredOn }) => (
        <>
          <Day on={dueOn} />
          {answeredOn === null && dueOn < today && <strong className="overdue"> 已超期</strong>}
        </>
      ),
    },
    {
      key: 'result',
      title: '结果',
      render: ({ result }) => (result === null ? '待答复' : PROPOSAL_RESULTS[result]),
    },
    { key: 'public', title: '复文', render: (it) => publicityOf(it) },
    ...(onAnswer === null
      ? []
      : [
          {
            key: 'answer',
            title: '办理',
            render: (it: Proposal) => (
              <Button size="small" onClick={() => onAnswer(it)}>
                {it.answeredOn === null ? '登记答复' : '更正答复'}
                <span className="visually-hidden">{it.title}</span>
              </Button>
            ),
          },
        ]),
  ];
}

function publicityOf({ isPublic, isPublished, withheldReason }: Proposal): string {
  if (isPublic === null) return '—';
  if (isPublished) return '已公开';
  return isPublic ? '应当公开，还没有公开' : `不公开：${withheldReason ?? ''}`;
}

/** The ledger of proposals of a year: what was asked, answered, and published. */
export function ProposalsPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const mayRecord = useMayWithin('proposal.record');
  const list = useListAddress();
  const { value, change: set } = list;
  const given = Object.fromEntries(
    [...FILTERS, 'sort'].flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]])),
  );
  const filters = proposalQuerySchema.safeParse({ ...given, year: place.year });
  const asked = filters.data ?? proposalQuerySchema.parse({ year: place.year });
  const found = useCall('listProposals', {
    params: { code: place.code },
    query: { ...asked, ...(value('after') !== '' && { after: value('after') }) },
  });
  const exported = new URLSearchParams({ ...given, year: String(place.year) }).toString();
  const [dialog, setDialog] = useState<'new' | Proposal | null>(null);
  const done = () => {
    setDialog(null);
    found.reload();
  };
  return (
    <Page
      title="建议提案台账"
      lead={`${agency?.name ?? place.code}，${place.year}年`}
      actions={
        <>
          <a href={`/proposal-files/agencies/${encodeURIComponent(place.code)}/proposals.xlsx?${exported}`}>
            导出（xlsx）
          </a>
          {mayRecord && <Button onClick={() => setDialog('new')}>登记建议提案</Button>}
        </>
      }
    >
      <SearchForm
        label="搜索建议提案台账"
        placeholder="题目、编号"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ListFilter of={list} name="proposer" label="类别" options={optionsOf(PROPOSERS)} />
        <ListFilter of={list} name="state" label="办理情况" options={optionsOf(PROPOSAL_STATES)} />
        <ListFilter of={list} name="result" label="结果" options={optionsOf(PROPOSAL_RESULTS)} />
      </div>
      <Shown of={found} what="建议提案台账">
        {({ items, next, figures }) => (
          <>
            <p className="figures">
              {place.year}年收到{figures.received}件（人大代表建议{figures.deputies}件，政协委员提案
              {figures.members}件），答复{figures.answered}件，其中按期{figures.inTime}件；复文已公开
              {figures.published}件；超期未答复{figures.overdue}件。
            </p>
            {items.length === 0 ? (
              <Nothing title={figures.received === 0 ? '今年没有登记建议提案' : '没有符合条件的建议提案'}>
                <p>登记后列在这里，按答复期限排列。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="建议提案台账"
                rows={items}
                keyOf={({ proposalId }) => proposalId}
                columns={columnsOf(status.today, mayRecord ? setDialog : null)}
                sort={asked.sort}
                onSort={(to) => set('sort', to)}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
      {dialog === 'new' && <NewProposalDialog onDone={done} onClose={() => setDialog(null)} />}
      {dialog !== null && dialog !== 'new' && (
        <AnswerDialog of={dialog} onDone={done} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}
