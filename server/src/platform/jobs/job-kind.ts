import type { z } from 'zod';
import type { AppContext } from '../context.js';
import type { Transaction } from '../database/schema.js';
import type { Slot } from './slot.js';

/** One kind of job: its name in the database, what it is called, what it is given, how often it is tried. */
export interface JobKind<P extends z.ZodType = z.ZodType> {
  /** `slice.verb`; kept in the database, so never renamed while one may wait. */
  readonly name: string;
  /** Chinese, for the page of failed jobs. */
  readonly label: string;
  /** Ids and days, never personal data. */
  readonly payload: P;
  readonly maxAttempts: number;
  /** The wait before the second attempt; it doubles each time, up to an hour. */
  readonly firstDelaySeconds: number;
  /** Somebody has asked for it and waits: it goes before those of the day, and one worker does no others. */
  readonly isAwaited: boolean;
}

interface JobDefinition<P extends z.ZodType> {
  readonly name: string;
  readonly label: string;
  readonly payload: P;
  readonly maxAttempts?: number;
  readonly firstDelaySeconds?: number;
  readonly isAwaited?: boolean;
}

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_FIRST_DELAY_SECONDS = 10;

export function defineJob<P extends z.ZodType>(definition: JobDefinition<P>): JobKind<P> {
  return {
    maxAttempts: DEFAULT_ATTEMPTS,
    firstDelaySeconds: DEFAULT_FIRST_DELAY_SECONDS,
    isAwaited: false,
    ...definition,
  };
}

/** The job that a handler is doing. */
export interface RunningJob {
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** Shown to whoever waits; may be called at any rate, inside a transaction as well. */
  readonly reportProgress: (done: number, total: number) => void;
  /**
   * Marks the job done in the transaction that holds its effect, so that both happen or neither: for effects
   * that must not happen twice. @throws when another process has taken the job up meanwhile
   */
  readonly completeIn: (db: Transaction) => Promise<void>;
  /** Aborted when the process can wait no longer; the job is then taken up again after the next start. */
  readonly signal: AbortSignal;
}

/**
 * Does a job. It may be called again for a job that it had half or wholly done (its process was killed before
 * that was recorded), so doing it twice must come to the same as once. Throwing is failing: it is tried again.
 */
export type JobHandler<P> = (ctx: AppContext, payload: P, job: RunningJob) => Promise<void>;

interface RegisteredJob {
  readonly kind: JobKind;
  readonly handler: JobHandler<unknown>;
}

export interface JobSchedule {
  readonly name: string;
  readonly slot: Slot;
  readonly kind: JobKind;
  readonly payload: unknown;
}

/** What the slices bring to the queue. */
export interface JobRegistry {
  readonly jobs: Map<string, RegisteredJob>;
  readonly schedules: JobSchedule[];
}

export function createJobRegistry(): JobRegistry {
  return { jobs: new Map(), schedules: [] };
}

/** What the kinds are called, by their names. */
export function jobLabels({ jobs }: JobRegistry): ReadonlyMap<string, string> {
  return new Map([...jobs].map(([name, { kind }]) => [name, kind.label]));
}

/** Registers the one handler of a kind. A slice calls it in its `jobs.ts`. */
export function handleJob<P extends z.ZodType>(
  registry: JobRegistry,
  kind: JobKind<P>,
  handler: JobHandler<z.output<P>>,
): void {
  if (registry.jobs.has(kind.name)) throw new Error(`The job ${kind.name} already has a handler.`);
  // The payload is parsed with the schema of this very kind before it is called.
  registry.jobs.set(kind.name, { kind, handler: handler as JobHandler<unknown> });
}

/** Enqueues a job of the kind once in each slot, whichever of the processes notices it first. */
export function scheduleJob<P extends z.ZodType>(
  registry: JobRegistry,
  slot: Slot,
  kind: JobKind<P>,
  payload: z.input<P>,
): void {
  if (!registry.jobs.has(kind.name)) throw new Error(`The job ${kind.name} has no handler.`);
  if (registry.schedules.some(({ name }) => name === kind.name))
    throw new Error(`The job ${kind.name} already has a schedule.`);
  registry.schedules.push({ name: kind.name, slot, kind, payload });
}
