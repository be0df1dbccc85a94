import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';

/** Writes the frozen text of a letter as docx and pdf. */
export const RENDER_LETTER_JOB = defineJob({
  name: 'letter.render',
  label: '生成文书文件',
  isAwaited: true,
  payload: z.object({ agencyId: z.string(), letterId: z.string() }),
});
