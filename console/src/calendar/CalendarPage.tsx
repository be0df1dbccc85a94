import {
  may,
  newNoticeSchema,
  SHIPPED_NOTICE_NUMBERS,
  type AddedNotice,
  type MovedDueDate,
  type NewNotice,
  type NoticePreview,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Day, Instant } from '../ui/Day.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { NotPermitted } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { daysWords, emptyNotice, noticeOf } from './notice-draft.js';
import { NoticeFields } from './NoticeFields.js';
import { YearCalendar } from './YearCalendar.js';
import { Form } from '../ui/Form.js';

function Moved({ preview }: { readonly preview: NoticePreview }) {
  const { moved, counted, overdueAfter, items } = preview;
  return (
    <section aria-labelledby="moved-title">
      <h2 id="moved-title">预览：会移动的期限</h2>
      <p role="status">
        推算了 {counted} 件在办申请，其中 {moved} 个期限会移动
        {overdueAfter > 0 && `，${overdueAfter} 件将因此超过期限`}。现在还没有登记。
      </p>
      {items.length > 0 && (
        <DataTable
          caption="会移动的期限"
          rows={items}
          keyOf={({ agencyCode, caseId, term }) => `${agencyCode} ${caseId} ${term}`}
          columns={[
            { key: 'agency', title: '机关', render: ({ agencyCode }: MovedDueDate) => agencyCode },
            { key: 'case', title: '申请编号', render: ({ caseId }: MovedDueDate) => caseId },
            {
              key: 'term',
              title: '期限',
              render: ({ term }: MovedDueDate) => (term === 'reply' ? '答复期限' : '申请人的期限'),
            },
            { key: 'before', title: '原为', render: ({ before }: MovedDueDate) => <Day on={before} /> },
            { key: 'after', title: '将为', render: ({ after }: MovedDueDate) => <Day on={after} /> },
            {
              key: 'days',
              title: '移动',
              isNumeric: true,
              render: ({ days }: MovedDueDate) => (days > 0 ? `推后 ${days} 天` : `提前 ${-days} 天`),
            },
          ]}
        />
      )}
      {items.length < moved && <p className="muted">只列出最紧的 {items.length} 个。</p>}
    </section>
  );
}

function NewNoticeForm({ onAdded }: { readonly onAdded: () => void }) {
  const { status } = useWorkplace();
  const [draft, setDraft] = useState(() => emptyNotice(status.today));
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const [seen, setSeen] = useState<{ notice: NewNotice; preview: NoticePreview } | null>(null);
  const preview = useAction(async () => {
    setSeen(null);
    const parsed = newNoticeSchema.safeParse(noticeOf(draft));
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    setSeen({ notice: parsed.data, preview: await call('previewCalendarNotice', { body: parsed.data }) });
  });
  const add = useAction(async () => {
    if (seen === null) return;
    await call('addCalendarNotice', { body: { notice: seen.notice, moved: seen.preview.moved } });
    setSeen(null);
    setDraft(emptyNotice(status.today));
    onAdded();
  });
  return (
    <section aria-labelledby="new-notice-title">
      <h2 id="new-notice-title">登记一件通知</h2>
      <Form action={preview} okText="预览会移动哪些期限" isPrimary={false}>
        <NoticeFields
          draft={draft}
          issues={{ ...issues, ...issuesOf(preview.error) }}
          onChange={(changed) => {
            setDraft(changed);
            setSeen(null);
          }}
        />
      </Form>
      {seen !== null && (
        <>
          <Moved preview={seen.preview} />
          <p>
            登记之后不能删除：登记错了的，再登记一件更正它的通知。登记即刻生效，台账由后台任务重算，并记入审计。
          </p>
          <ProblemNote error={add.error} />
          <Button type="primary" loading={add.isRunning} onClick={() => void add.run()}>
            登记{seen.notice.number}，移动 {seen.preview.moved} 个期限
          </Button>
        </>
      )}
    </section>
  );
}

/** The notices that working days are counted by; the system administrator adds what has been published since. */
export function CalendarPage() {
  const { access, status } = useWorkplace();
  const notices = useCall('listCalendarNotices', {});
  return (
    <Page title="工作日历" lead="期限按国务院办公厅的放假调休通知逐日推算；地区的安排只对该地区的机关起作用">
      <p>程序自带 {SHIPPED_NOTICE_NUMBERS.size} 件通知（2018 年起）。之后发布的在这里登记。</p>
      <Shown of={notices} what="放假调休通知">
        {({ items }) => (
          <>
            <YearCalendar added={items} today={status.today} />
            <section aria-labelledby="added-notices-title">
              <h2 id="added-notices-title">另外登记的通知</h2>
              {items.length === 0 ? (
                <Nothing title="还没有另外登记的通知" />
              ) : (
                <DataTable
                  caption="登记的放假调休通知"
                  rows={items}
                  keyOf={({ noticeId }) => noticeId}
                  columns={[
                    { key: 'number', title: '文号', render: ({ number }: AddedNotice) => number },
                    {
                      key: 'issued',
                      title: '印发',
                      render: ({ issuedOn }: AddedNotice) => <Day on={issuedOn} />,
                    },
                    {
                      key: 'region',
                      title: '适用',
                      render: ({ regionCode }: AddedNotice) => regionCode ?? '全国',
                    },
                    { key: 'off', title: '放假', render: ({ off }: AddedNotice) => daysWords(off) },
                    { key: 'work', title: '调休上班', render: ({ work }: AddedNotice) => daysWords(work) },
                    {
                      key: 'added',
                      title: '登记于',
                      render: ({ addedAt }: AddedNotice) => <Instant at={addedAt} />,
                    },
                  ]}
                />
              )}
            </section>
          </>
        )}
      </Shown>
      {may(access, 'calendar.manage', { agencyCode: null }) ? (
        <NewNoticeForm onAdded={notices.reload} />
      ) : (
        <NotPermitted permission="calendar.manage" />
      )}
    </Page>
  );
}
