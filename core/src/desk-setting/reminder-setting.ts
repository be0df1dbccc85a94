import { z } from 'zod';

/**
 * When those who handle a case are reminded. The last day itself, and every working day that it is overdue, are told
 * whatever is set: nothing goes overdue unseen (条例第三十三条).
 */
export const reminderSettingSchema = z.object({
  /** Working days before the last day. */
  beforeDays: z
    .array(z.number().int().min(1).max(15, { error: '最早在期限前 15 个工作日提醒。' }))
    .min(1, { error: '请至少填写一个提前提醒的工作日数。' })
    .max(6)
    .transform((days) => [...new Set(days)].sort((one, other) => other - one)),
  /** Working days after the last day from which the head of the office and the supervisor are told too. */
  escalateAfterDays: z.number().int().min(1).max(10),
});
export type ReminderSetting = z.infer<typeof reminderSettingSchema>;

export const DEFAULT_REMINDERS: ReminderSetting = { beforeDays: [5, 3, 1], escalateAfterDays: 1 };
