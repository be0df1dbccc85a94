import { newUnitTaskSchema, type CaseSummary, type NewUnitTask } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { messageOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { FormDialog } from '../ui/FormDialog.js';
import { labelsFile } from '../intake/desk-files.js';
import type { Column } from '../ui/DataTable.js';
import { useMayWithin } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import type { CaseSort } from './register-filters.js';

interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly set: (caseIds: readonly string[], isChosen: boolean) => void;
  readonly clear: () => void;
}

/** Rows that were ticked; they stay while pages are turned. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    chosen,
    set: (caseIds, isChosen) =>
      setChosen((before) => {
        const next = new Set(before);
        for (const caseId of caseIds) {
          if (isChosen) next.add(caseId);
          else next.delete(caseId);
        }
        return next;
      }),
    clear: () => setChosen(new Set()),
  };
}

/** The first column: a tick for each row. */
export function selectionColumn({ chosen, set }: Selection): Column<CaseSummary, CaseSort> {
  return {
    key: 'selection',
    title: '选择',
    render: ({ caseId }) => (
      <input
        type="checkbox"
        aria-label={`选择 ${caseId}`}
        checked={chosen.has(caseId)}
        onChange={({ target }) => set([caseId], target.checked)}
      />
    ),
  };
}

/** How it went with one row. */
interface RowResult {
  readonly caseId: string;
  readonly isDone: boolean;
  readonly words: string;
}

/** One row after another, each by itself: what fails for one stops none of the others. */
async function eachRow(
  caseIds: readonly string[],
  work: (caseId: string) => Promise<string>,
  report: (results: readonly RowResult[]) => void,
): Promise<void> {
  const results: RowResult[] = [];
  for (const caseId of caseIds) {
    try {
      results.push({ caseId, isDone: true, words: await work(caseId) });
    } catch (error) {
      results.push({ caseId, isDone: false, words: messageOf(error) });
    }
    report([...results]);
  }
}

async function remindUnits(code: string, caseId: string): Promise<string> {
  const { tasks } = await call('getHandling', { params: { code, caseId } });
  const open = tasks.filter(({ status }) => status === 'open');
  if (open.length === 0) return '没有等待处室答复的协办任务';
  for (const { taskId } of open) await call('remindUnitTask', { params: { code, taskId } });
  return `催办了 ${open.map(({ unitCode }) => unitCode).join('、')}`;
}

interface SelectionBarProps {
  readonly selection: Selection;
  readonly shown: readonly CaseSummary[];
}

/** What can be done with the ticked rows at once, and how it went with each. */
export function SelectionBar({ selection, shown }: SelectionBarProps) {
  const { code } = usePlace();
  const { chosen, set, clear } = selection;
  const mayAssign = useMayWithin('task.assign');
  const mayName = useMayWithin('personalData.unmask');
  const units = useCall('getAgency', { params: { code } }).data?.units ?? [];
  const [isAssigning, setAssigning] = useState(false);
  const [results, setResults] = useState<readonly RowResult[]>([]);
  const remind = useAction(() => eachRow([...chosen], (caseId) => remindUnits(code, caseId), setResults));
  const assign = useAction((task: NewUnitTask) =>
    eachRow(
      [...chosen],
      async (caseId) => {
        await call('assignUnitTask', { params: { code, caseId }, body: task });
        return `已交 ${task.unitCode}`;
      },
      setResults,
    ),
  );
  const pageIds = shown.map(({ caseId }) => caseId);
  const isNone = chosen.size === 0;
  const isBusy = remind.isRunning || assign.isRunning;
  return (
    <div role="group" aria-label="对所选申请">
      <div className="selection-bar">
        <span role="status">已选 {chosen.size} 件</span>
        <Button size="small" onClick={() => set(pageIds, true)}>
          选中本页
        </Button>
        <Button size="small" disabled={isNone || isBusy} onClick={clear}>
          全部不选
        </Button>
        {mayAssign && (
          <>
            <Button size="small" disabled={isNone || isBusy} onClick={() => setAssigning(true)}>
              交处室协办
            </Button>
            <Button
              size="small"
              disabled={isNone || isBusy}
              loading={remind.isRunning}
              onClick={() => void remind.run()}
            >
              催办
            </Button>
          </>
        )}
        {mayName && !isNone && (
          <a className="outline-link" href={labelsFile(code, [...chosen])}>
            打印地址标签
          </a>
        )}
      </div>
      {results.length > 0 && (
        <ul className="plain-list note" aria-label="逐件结果">
          {results.map(({ caseId, isDone, words }) => (
            <li key={caseId} className={isDone ? undefined : 'issue'}>
              {caseId}：{isDone ? '' : '没有办成，'}
              {words}
            </li>
          ))}
        </ul>
      )}
      {isAssigning && (
        <FormDialog
          title={`把所选 ${chosen.size} 件交处室协办`}
          okText="交办"
          fields={[
            {
              name: 'unitCode',
              label: '处室',
              kind: 'choice',
              options: [
                { value: '', label: '请选择' },
                ...units.map((unit) => ({ value: unit.code, label: unit.name })),
              ],
            },
            { name: 'asked', label: '要协办什么', kind: 'text' },
            { name: 'days', label: '期限（工作日）', kind: 'number' },
          ]}
          initial={{ days: '5' }}
          schema={newUnitTaskSchema}
          inputOf={({ unitCode = '', asked = '', days = '' }) => ({ unitCode, asked, days: Number(days) })}
          onSave={async (task) => {
            setAssigning(false);
            await assign.run(task);
          }}
          onClose={() => setAssigning(false)}
        />
      )}
    </div>
  );
}
