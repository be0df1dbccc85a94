import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';

/** Puts the papers of a case together. */
export const BUNDLE_JOB = defineJob({
  name: 'caseBundle.make',
  label: '合成案卷',
  isAwaited: true,
  payload: z.object({ agencyId: z.string(), bundleId: z.string() }),
});
