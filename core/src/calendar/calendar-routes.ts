import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { addedNoticeSchema, newNoticeSchema } from './added-notice.js';
import { localDateSchema } from './local-date.js';

/** A due date that a notice moves. No personal data: the number of the case alone. */
export const movedDueDateSchema = z.object({
  agencyCode: z.string(),
  caseId: z.string(),
  /** The reply's due date, or the end of the applicant's own term. */
  term: z.enum(['reply', 'applicant']),
  before: localDateSchema,
  after: localDateSchema,
  /** Calendar days; negative: earlier. */
  days: z.number().int(),
});
export type MovedDueDate = z.infer<typeof movedDueDateSchema>;

/** What a notice would change in the open cases. */
export const noticePreviewSchema = z.object({
  /** Open cases whose dates were counted anew. */
  counted: z.number().int(),
  moved: z.number().int(),
  /** Of those moved, the ones whose new date lies before today. */
  overdueAfter: z.number().int(),
  /** The first of those moved, the most urgent first. */
  items: z.array(movedDueDateSchema),
});
export type NoticePreview = z.infer<typeof noticePreviewSchema>;

export const CALENDAR_ROUTES = {
  listCalendarNotices: {
    method: 'get',
    path: '/calendar/notices',
    summary: '登记的放假调休通知；随程序带来的不在其中',
    tag: 'system',
    permission: 'signedIn',
    audit: { none: '放假安排是公开的。' },
    response: z.object({ items: z.array(addedNoticeSchema) }),
  },
  previewCalendarNotice: {
    method: 'post',
    path: '/calendar/notice-previews',
    summary: '一件放假调休通知会使哪些在办申请的期限移动、移动几天；只推算，不登记',
    tag: 'system',
    permission: 'calendar.manage',
    audit: { none: '只推算，没有改变什么；结果只有编号和日期。' },
    body: newNoticeSchema,
    response: noticePreviewSchema,
  },
  addCalendarNotice: {
    method: 'post',
    path: '/calendar/notices',
    summary: '登记一件放假调休通知；在办申请的期限由后台任务重算',
    tag: 'system',
    permission: 'calendar.manage',
    audit: 'calendar.noticeAdded',
    /** `moved`: what the preview showed, so that nothing is applied that was not seen. */
    body: z.object({ notice: newNoticeSchema, moved: z.number().int() }),
    response: addedNoticeSchema,
  },
} as const satisfies Record<string, ApiRoute>;
