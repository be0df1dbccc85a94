import {
  handOverSchema,
  may,
  newUnitTaskSchema,
  taskAnswerSchema,
  taskWithdrawalSchema,
  UNIT_TASK_STATUSES,
  type UnitTask,
} from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { AddFile, KeptFiles } from './files.js';
import { FormDialog, type FormField } from '../ui/FormDialog.js';

type Step = 'answer' | 'handOver' | 'withdraw';

/** The units of the agency as choices. */
function useUnits() {
  const { code } = usePlace();
  const agency = useCall('getAgency', { params: { code } });
  const units = agency.data?.units ?? [];
  return {
    options: units.map((unit) => ({ value: unit.code, label: unit.name })),
    nameOf: (unitCode: string) => units.find((unit) => unit.code === unitCode)?.name ?? unitCode,
  };
}

interface AssignDialogProps {
  readonly caseId: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives a unit a sub-task, with a term in working days. */
export function AssignTaskDialog({ caseId, onClose, onDone }: AssignDialogProps) {
  const { code } = usePlace();
  const { options } = useUnits();
  const unit = options[0]?.value ?? '';
  if (unit === '') return null;
  return (
    <FormDialog
      title="交处室协办"
      lead="协办不停止计算答复期限（条例第三十三条第三款）。期限按工作日推算，当日不计。请不要写申请人的姓名和联系方式。"
      okText="交办"
      fields={[
        { name: 'unitCode', label: '协办处室', kind: 'choice', options },
        { name: 'asked', label: '要协办什么', kind: 'text' },
        { name: 'days', label: '期限（工作日）', kind: 'number' },
      ]}
      initial={{ unitCode: unit, days: '5' }}
      schema={newUnitTaskSchema}
      inputOf={({ unitCode, asked = '', days }) => ({ unitCode, asked, days: Number(days) })}
      onSave={async (body) => {
        await call('assignUnitTask', { params: { code, caseId }, body });
        onDone();
      }}
      onClose={onClose}
    />
  );
}

const REASON: FormField = { name: 'reason', label: '理由', kind: 'text' };

function StepDialog(props: {
  readonly task: UnitTask;
  readonly step: Step;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { task, step, onClose, onDone } = props;
  const { code } = usePlace();
  const { options } = useUnits();
  const params = { code, taskId: task.taskId };
  if (step === 'answer') {
    return (
      <FormDialog
        title={`答复协办任务（${task.caseId}）`}
        lead={task.asked ?? ''}
        okText="答复"
        fields={[{ name: 'opinion', label: '协办意见', kind: 'text' }]}
        initial={{}}
        schema={taskAnswerSchema}
        inputOf={({ opinion = '' }) => ({ opinion })}
        onSave={async (body) => {
          await call('answerUnitTask', { params, body });
          onDone();
        }}
        onClose={onClose}
      />
    );
  }
  if (step === 'withdraw') {
    return (
      <FormDialog
        title="撤销协办任务"
        okText="撤销"
        fields={[REASON]}
        initial={{}}
        schema={taskWithdrawalSchema}
        inputOf={({ reason = '' }) => ({ reason })}
        onSave={async (body) => {
          await call('withdrawUnitTask', { params, body });
          onDone();
        }}
        onClose={onClose}
      />
    );
  }
  const others = options.filter(({ value }) => value !== task.unitCode);
  if (others.length === 0) return null;
  return (
    <FormDialog
      title={`移交协办任务（${task.caseId}）`}
      lead={`期限不变：${task.dueOn}。`}
      okText="移交"
      fields={[{ name: 'unitCode', label: '移交处室', kind: 'choice', options: others }, REASON]}
      initial={{ unitCode: others[0]?.value ?? '' }}
      schema={handOverSchema}
      inputOf={({ unitCode, reason = '' }) => ({ unitCode, reason })}
      onSave={async (body) => {
        await call('handOverUnitTask', { params, body });
        onDone();
      }}
      onClose={onClose}
    />
  );
}

function Actions({ task, onChange }: { readonly task: UnitTask; readonly onChange: () => void }) {
  const { access } = useWorkplace();
  const { code } = usePlace();
  const [step, setStep] = useState<Step | null>(null);
  const [told, setTold] = useState<number | null>(null);
  const remind = useAction(async () => {
    const answer = await call('remindUnitTask', { params: { code, taskId: task.taskId } });
    setTold(answer.told);
  });
  const at = { agencyCode: code, unitCode: task.unitCode };
  if (task.status !== 'open') return null;
  return (
    <>
      {may(access, 'task.handle', at) && (
        <>
          <Button size="small" type="primary" onClick={() => setStep('answer')}>
            答复
          </Button>
          <Button size="small" onClick={() => setStep('handOver')}>
            移交
          </Button>
          <AddFile
            what="协办任务"
            send={async (body) => {
              await call('uploadTaskFile', { params: { code, taskId: task.taskId }, body });
              onChange();
            }}
          />
        </>
      )}
      {may(access, 'task.assign', at) && (
        <>
          <Button size="small" loading={remind.isRunning} onClick={() => void remind.run()}>
            催办
          </Button>
          <Button size="small" onClick={() => setStep('withdraw')}>
            撤销
          </Button>
        </>
      )}
      {told !== null && (
        <span className="muted small" role="status">
          {told === 0 ? '今天已经催过，或者处室还没有联络员。' : `已提醒 ${told} 人。`}
        </span>
      )}
      <ProblemNote error={remind.error} />
      {step !== null && (
        <StepDialog
          task={task}
          step={step}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            onChange();
          }}
        />
      )}
    </>
  );
}

interface UnitTaskTableProps {
  readonly tasks: readonly UnitTask[];
  readonly caption: string;
  readonly onChange: () => void;
  /** Where the case itself may be opened. */
  readonly caseLink?: (task: UnitTask) => React.ReactNode;
}

/** Sub-tasks with what is asked, until when and why, and what may be done. */
export function UnitTaskTable({ tasks, caption, onChange, caseLink }: UnitTaskTableProps) {
  const { nameOf } = useUnits();
  return (
    <DataTable
      caption={caption}
      rows={tasks}
      keyOf={({ taskId }) => taskId}
      columns={[
        ...(caseLink === undefined ? [] : [{ key: 'case', title: '申请', render: caseLink }]),
        {
          key: 'unit',
          title: '处室',
          render: ({ unitCode, assigneeName }: UnitTask) => (
            <>
              {nameOf(unitCode)}
              {assigneeName !== null && <span className="muted small"> {assigneeName}</span>}
            </>
          ),
        },
        {
          key: 'asked',
          title: '协办事项',
          render: ({ asked, warning, files }: UnitTask) => (
            <>
              {asked ?? <span className="muted">（已按规定删除）</span>}
              {warning !== null && <p className="issue small">{warning}</p>}
              <KeptFiles files={files} />
            </>
          ),
        },
        {
          key: 'due',
          title: '期限',
          render: ({ dueOn, derivation, status, caseId }: UnitTask) => (
            <Due
              on={dueOn}
              what={`${caseId} 的协办期限`}
              isOver={status !== 'open'}
              derivation={derivation}
            />
          ),
        },
        {
          key: 'status',
          title: '状态',
          render: ({ status, isOverdue, answeredOn, answeredBy, opinion, closeReason }: UnitTask) => (
            <>
              <strong className="nowrap">{UNIT_TASK_STATUSES[status]}</strong>
              {isOverdue && <Tag color="error">超期</Tag>}
              {answeredOn !== null && (
                <p>
                  <Day on={answeredOn} /> {answeredBy}：{opinion}
                </p>
              )}
              {closeReason !== null && <p className="muted small">{closeReason}</p>}
            </>
          ),
        },
        {
          key: 'actions',
          title: '操作',
          render: (task: UnitTask) => <Actions task={task} onChange={onChange} />,
        },
      ]}
    />
  );
}
