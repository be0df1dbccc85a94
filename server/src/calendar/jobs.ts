import { firstDayOf, localDateSchema, type NewNotice } from '@gongkai/core';
import { z } from 'zod';
import type { Transaction } from '../platform/database/schema.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';

const payload = z.object({ firstDay: localDateSchema });

/**
 * What is to be done after a notice moved working days from a first day on, one kind for each ledger that keeps dates.
 * The slices that own the ledgers do it; the notice only has to know that they are there.
 */
export const RECOUNT_JOBS = {
  cases: defineJob({
    name: 'application.reprojectCalendar',
    label: '因放假调休通知重算期限',
    payload,
  }),
  documents: defineJob({
    name: 'publication.recountTerms',
    label: '因放假调休通知重算公开期限',
    payload,
  }),
  remedies: defineJob({
    name: 'remedy.recountTerms',
    label: '因放假调休通知重算复议诉讼期限',
    payload,
  }),
} as const;

/** Every ledger is brought to the notice after the transaction that enters it. */
export async function enqueueRecounts(db: Transaction, notice: NewNotice, noticeId: string): Promise<void> {
  for (const job of Object.values(RECOUNT_JOBS)) {
    await enqueue(db, job, { firstDay: firstDayOf(notice) }, noticeId);
  }
}
