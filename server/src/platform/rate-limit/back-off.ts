/** How soon somebody who failed may try again. Never locked for good: an attacker must not shut an office out. */
export interface BackOffPolicy {
  /** Failures without any wait. */
  readonly free: number;
  /** Wait after the next one, in seconds; each further one doubles it. */
  readonly firstWait: number;
  /** No wait is longer, in seconds. */
  readonly longestWait: number;
  /** So long after the last failure all are forgotten, in seconds. */
  readonly forgetAfter: number;
}

/** Seconds to wait after the nth failure, n from 1. */
export function waitAfter(failures: number, { free, firstWait, longestWait }: BackOffPolicy): number {
  if (failures <= free) return 0;
  return Math.min(firstWait * 2 ** (failures - free - 1), longestWait);
}

/** The waits after the first, second … failure; the last one holds for all further ones. */
export function waitsOf(policy: BackOffPolicy): number[] {
  const waits: number[] = [];
  do waits.push(waitAfter(waits.length + 1, policy));
  while (waits.at(-1) !== policy.longestWait);
  return waits;
}
