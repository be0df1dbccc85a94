import { UNIT_TASK_STATUSES, type UnitTask, type UnitTaskStatus } from '@gongkai/core';
import { Link, useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { ChoiceField } from '../ui/Field.js';
import { useMayWithin } from '../ui/permission.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { UnitTaskTable } from './UnitTasks.js';
import { optionsOf } from '../ui/options.js';

const PAGE_SIZE = 50;
const STATUS_OPTIONS = optionsOf(UNIT_TASK_STATUSES);

/** The case of a task: a link where one may open it at all. */
export function CaseOfTask({ task }: { readonly task: UnitTask }) {
  const place = usePlace();
  const mayView = useMayWithin('case.view');
  if (!mayView) return <span className="figures nowrap">{task.caseId}</span>;
  return (
    <Link href={casePath(place, task.caseId)} className="figures nowrap" data-row-link>
      {task.caseId}
    </Link>
  );
}

/** 我的任务: sub-tasks of the units in which one handles them, the earliest due first. */
export function UnitTasksPage() {
  const { code } = usePlace();
  const agency = useAgency();
  const [search, setSearch] = useSearchParams();
  const status = (Object.keys(UNIT_TASK_STATUSES) as UnitTaskStatus[]).find(
    (it) => it === search.get('status'),
  );
  const after = search.get('after') ?? undefined;
  const query = {
    status: status ?? 'open',
    limit: PAGE_SIZE,
    ...(after !== undefined && { after }),
  } as const;
  const tasks = useCall('listUnitTasks', { params: { code }, query });
  const go = (next: string | null): void => {
    setSearch({ status: query.status, ...(next !== null && { after: next }) });
  };
  return (
    <Page title="我的任务" lead={agency?.name ?? code}>
      <ChoiceField
        label="状态"
        value={query.status}
        options={STATUS_OPTIONS}
        onChange={(value) => setSearch({ status: value })}
      />
      <Shown of={tasks} what="协办任务">
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing title={`没有${UNIT_TASK_STATUSES[query.status]}的协办任务`}>
              <p>公开机构把申请交处室协办后，列在这里。</p>
            </Nothing>
          ) : (
            <>
              <UnitTaskTable
                tasks={items}
                caption="协办任务"
                onChange={tasks.reload}
                caseLink={(task) => <CaseOfTask task={task} />}
              />
              <Pager isFirst={after === undefined} next={next} onFirst={() => go(null)} onNext={go} />
            </>
          )
        }
      </Shown>
    </Page>
  );
}
