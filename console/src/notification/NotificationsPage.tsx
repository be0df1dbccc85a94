import { NOTIFICATION_KIND_NAMES, NOTIFICATION_KINDS, type PresentedNotification } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { Link, useSearchParams } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { changeNewsFilter, consolePath, readNewsFilters, type NewsFilters } from './news-filters.js';
import { NotificationSettingsSection } from './NotificationSettingsSection.js';
import { putUnread } from './unread.js';

const PAGE_SIZE = 50;
const KIND_OPTIONS = NOTIFICATION_KIND_NAMES.map((value) => ({
  value,
  label: NOTIFICATION_KINDS[value].label,
}));
const READ_OPTIONS = [
  { value: 'true', label: '未读' },
  { value: 'false', label: '已读' },
];

/** The sentence leads to its subject; following it is reading it. */
function Subject({ of, onRead }: { readonly of: PresentedNotification; readonly onRead: () => void }) {
  const { isOfConsole, href } = consolePath(of.path);
  const text = of.readAt === null ? <strong>{of.text}</strong> : of.text;
  const props = { href, onClick: onRead, 'data-row-link': true } as const;
  return (
    <>
      {isOfConsole ? <Link {...props}>{text}</Link> : <a {...props}>{text}</a>}
      {of.subject.type === 'case' && <span className="muted nowrap"> {of.subject.id}</span>}
    </>
  );
}

function columnsOf(isRunning: boolean, read: (news: PresentedNotification) => void) {
  return [
    {
      key: 'text',
      title: '内容',
      render: (news: PresentedNotification) => (
        <>
          <Subject of={news} onRead={() => read(news)} />
          <br />
          <span className="muted small">{NOTIFICATION_KINDS[news.kind].label}</span>
        </>
      ),
    },
    {
      key: 'time',
      title: '时间',
      render: ({ createdAt }: PresentedNotification) => <Instant at={createdAt} />,
    },
    {
      key: 'read',
      title: '状态',
      render: (news: PresentedNotification) =>
        news.readAt === null ? (
          <span className="nowrap">
            <Tag color="processing">未读</Tag>{' '}
            <Button
              size="small"
              disabled={isRunning}
              aria-label={`标为已读：${news.text}`}
              onClick={() => read(news)}
            >
              标为已读
            </Button>
          </span>
        ) : (
          <span className="muted">已读</span>
        ),
    },
  ];
}

/** One's own news: what was assigned, what waits for approval, which terms end, what happened to one's account. */
export function NotificationsPage() {
  const [search, setSearch] = useSearchParams();
  const filters = readNewsFilters(search);
  const change = (next: NewsFilters): void => setSearch({ ...next });
  const page = useCall('listNotifications', { query: { ...filters, limit: PAGE_SIZE } });
  const { after: _, ...first } = filters;
  const mark = useAction(async (news: PresentedNotification | null) => {
    const { unread } =
      news === null
        ? await call('markAllNotificationsRead', {})
        : await call('markNotificationRead', { params: { notificationId: news.notificationId } });
    putUnread(unread);
    page.reload();
  });
  const read = (news: PresentedNotification): void => {
    if (news.readAt === null) void mark.run(news);
  };
  return (
    <Page
      title="通知"
      lead="交办、待审、期限和账号安全方面与您有关的事项。"
      actions={
        <Button disabled={mark.isRunning} onClick={() => void mark.run(null)}>
          全部标为已读
        </Button>
      }
    >
      <div className="filters">
        <ChoiceField
          label="事项"
          empty="全部"
          value={filters.kind ?? ''}
          options={KIND_OPTIONS}
          onChange={(value) => change(changeNewsFilter(filters, 'kind', value))}
        />
        <ChoiceField
          label="状态"
          empty="全部"
          value={filters.unread ?? ''}
          options={READ_OPTIONS}
          onChange={(value) => change(changeNewsFilter(filters, 'unread', value))}
        />
      </div>
      <ProblemNote error={mark.error} />
      <Shown of={page} what="通知">
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing title="没有符合条件的通知">
              <p>有事项交给您、等您审定或者临近期限时，会列在这里。</p>
            </Nothing>
          ) : (
            <>
              <DataTable
                caption="通知"
                columns={columnsOf(mark.isRunning, read)}
                rows={items}
                keyOf={({ notificationId }) => notificationId}
              />
              <Pager
                isFirst={filters.after === undefined}
                next={next}
                onFirst={() => change(first)}
                onNext={(after) => change({ ...first, after })}
              />
            </>
          )
        }
      </Shown>
      <NotificationSettingsSection />
    </Page>
  );
}
