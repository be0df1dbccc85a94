import { Tag } from 'antd';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

const SHOWN = 5;

/** Sub-tasks that wait for one's unit, on the first screen. */
export function OpenTasks() {
  const place = usePlace();
  const tasks = useCall('listUnitTasks', {
    params: { code: place.code },
    query: { status: 'open', limit: SHOWN },
  });
  return (
    <section aria-label="待办的协办任务">
      <h3>待办的协办任务</h3>
      <Shown of={tasks} what="协办任务">
        {({ items, next }) =>
          items.length === 0 ? (
            <p className="muted">没有待办的协办任务。</p>
          ) : (
            <>
              <ul className="plain-list">
                {items.map(({ taskId, caseId, asked, dueOn, isOverdue }) => (
                  <li key={taskId}>
                    <span className="figures nowrap">{caseId}</span> {asked} <Day on={dueOn} />
                    {isOverdue && <Tag color="error">超期</Tag>}
                  </li>
                ))}
              </ul>
              <Link href={pagePath(place, 'unitTasks')}>{next === null ? '去办理' : '全部任务'}</Link>
            </>
          )
        }
      </Shown>
    </section>
  );
}

/** How many applications wait to be confirmed, for those who supervise: numbers alone. */
export function UnconfirmedCount() {
  const { code } = usePlace();
  const count = useCall('countUnconfirmedCases', { params: { code } });
  return (
    <section aria-label="尚未确认收到的申请">
      <h3>尚未确认收到的申请</h3>
      <Shown of={count} what="件数">
        {({ waiting, late, withoutAttempt }) => (
          <p>
            {waiting} 件，其中超过当日 {late} 件，还没有联系过申请人 {withoutAttempt} 件。
          </p>
        )}
      </Shown>
    </section>
  );
}
