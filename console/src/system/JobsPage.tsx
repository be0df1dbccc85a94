import { may, type FailedJob } from '@gongkai/core';
import { Button } from 'antd';
import { useSearchParams } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';

const PAGE_SIZE = 50;

interface Steps {
  readonly isRunning: boolean;
  readonly retry: (jobId: string) => void;
  readonly discard: (jobId: string) => void;
}

function columnsOf(mayRetry: boolean, { isRunning, retry, discard }: Steps) {
  const columns = [
    { key: 'label', title: '任务', render: ({ label }: FailedJob) => label },
    { key: 'error', title: '失败原因', render: ({ error }: FailedJob) => error ?? '没有记录' },
    { key: 'attempt', title: '试过次数', isNumeric: true, render: ({ attempt }: FailedJob) => attempt },
    { key: 'enqueued', title: '提出于', render: ({ enqueuedAt }: FailedJob) => <Instant at={enqueuedAt} /> },
    {
      key: 'finished',
      title: '最后失败于',
      render: ({ finishedAt }: FailedJob) => (finishedAt === null ? '' : <Instant at={finishedAt} />),
    },
  ];
  const steps = {
    key: 'steps',
    title: '处理',
    render: ({ jobId, label }: FailedJob) => (
      <>
        <Button size="small" disabled={isRunning} aria-label={`重试：${label}`} onClick={() => retry(jobId)}>
          重试
        </Button>{' '}
        <Button
          size="small"
          disabled={isRunning}
          aria-label={`放弃：${label}`}
          onClick={() => discard(jobId)}
        >
          放弃
        </Button>
      </>
    ),
  };
  return mayRetry ? [...columns, steps] : columns;
}

/** Background jobs that have failed for good, each to be tried again or given up. */
export function JobsPage() {
  const [search, setSearch] = useSearchParams();
  const mayRetry = may(useWorkplace().access, 'job.retry', { agencyCode: null });
  const after = search.get('after');
  const page = useCall('listFailedJobs', {
    query: { limit: PAGE_SIZE, ...(after === null ? {} : { after }) },
  });
  const action = useAction(async (step: 'retryJob' | 'discardJob', jobId: string) => {
    await call(step, { params: { jobId } });
    page.reload();
  });
  const steps: Steps = {
    isRunning: action.isRunning,
    retry: (jobId) => void action.run('retryJob', jobId),
    discard: (jobId) => void action.run('discardJob', jobId),
  };
  return (
    <Page title="后台任务" lead="多次重试仍然失败的任务。查明原因、排除故障后重试；不再需要的可以放弃。">
      <ProblemNote error={action.error} />
      <Shown of={page} what="后台任务">
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing title="没有失败的任务">
              <p>后台任务运行正常。</p>
            </Nothing>
          ) : (
            <>
              <DataTable
                caption="失败的后台任务"
                columns={columnsOf(mayRetry, steps)}
                rows={items}
                keyOf={({ jobId }) => jobId}
              />
              <Pager
                isFirst={after === null}
                next={next}
                onFirst={() => setSearch({})}
                onNext={(after) => setSearch({ after })}
              />
            </>
          )
        }
      </Shown>
    </Page>
  );
}
