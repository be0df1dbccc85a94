import type { AppContext } from '../platform/context.js';
import { takeAttempt, type AttemptLimit } from '../platform/rate-limit/attempt-limit.js';
import type { BackOffPolicy } from '../platform/rate-limit/back-off.js';

/** How often something may be done from one address in an hour before one has to wait; a library shares one. */
const PER_ADDRESS = {
  /** Drafts begun. */
  start: { free: 40, firstWait: 60, longestWait: 900, forgetAfter: 3600 },
  upload: { free: 100, firstWait: 60, longestWait: 900, forgetAfter: 3600 },
  submit: { free: 30, firstWait: 60, longestWait: 900, forgetAfter: 3600 },
  /** Codes of drafts and links that opened nothing. */
  resume: { free: 10, firstWait: 30, longestWait: 900, forgetAfter: 7200 },
  query: { free: 15, firstWait: 30, longestWait: 900, forgetAfter: 7200 },
} as const satisfies Record<string, BackOffPolicy>;
type LimitedAct = keyof typeof PER_ADDRESS;

/** Against guessing the query code of one number. */
const NUMBER_BACK_OFF: BackOffPolicy = { free: 5, firstWait: 30, longestWait: 900, forgetAfter: 7200 };

export function addressLimit(act: LimitedAct, network: string): AttemptLimit {
  return { kind: `online:${act}`, subject: network, policy: PER_ADDRESS[act] };
}

export function numberLimit(number: string): AttemptLimit {
  return { kind: 'online:number', subject: number, policy: NUMBER_BACK_OFF };
}

/** Counts one of the address. @throws DomainError TOO_MANY_ATTEMPTS with `seconds` */
export async function takeTurn(
  ctx: Pick<AppContext, 'db' | 'now' | 'keyring'>,
  act: LimitedAct,
  network: string,
): Promise<void> {
  await takeAttempt(ctx, [addressLimit(act, network)]);
}
