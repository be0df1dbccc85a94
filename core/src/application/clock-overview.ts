import { z } from 'zod';

/** How the clocks of one agency's open cases stand: numbers alone (条例第四十六条). */
export const clockCountsSchema = z.object({
  agencyCode: z.string(),
  /** Not confirmed with the applicant: nothing runs yet. */
  unconfirmed: z.number().int(),
  processing: z.number().int(),
  suspended: z.number().int(),
  awaitingApplicant: z.number().int(),
  overdue: z.number().int(),
  dueToday: z.number().int(),
  /** From today to Sunday. */
  dueThisWeek: z.number().int(),
});
export type ClockCounts = z.infer<typeof clockCountsSchema>;
