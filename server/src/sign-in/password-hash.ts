import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';
import { normalisePassword } from '@gongkai/core';

/**
 * RFC 9106: the 64 MiB of its second recommended option with one lane, and six passes. The package hashes on a thread
 * of its own, so that others are served meanwhile.
 */
export const ARGON2_OPTIONS = { memoryCost: 65_536, timeCost: 6, parallelism: 1 } as const satisfies Options;

/** At most so many at once: each takes 64 MiB, and an attacker chooses how many ask. */
const AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];

/** As `$argon2id$v=19$m=65536,t=6,p=1$salt$hash`. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisePassword(password), ARGON2_OPTIONS));
}

export function verifyPassword(hashed: string, password: string): Promise<boolean> {
  return inTurn(() => verify(hashed, normalisePassword(password)));
}

/** Made with other parameters than new ones are. */
export function isOutdatedHash(hashed: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(hashed);
  return (
    memoryCost !== ARGON2_OPTIONS.memoryCost ||
    timeCost !== ARGON2_OPTIONS.timeCost ||
    parallelism !== ARGON2_OPTIONS.parallelism
  );
}

/** Takes as long as checking a real password: so an unknown name is not told by the time of the answer. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword('没有这个账号');
  await verifyPassword(await decoy, password);
  return false;
}
let decoy: Promise<string> | undefined;

/** Made before anybody asks, or the first unknown name would take twice as long. */
export async function prepareDecoy(): Promise<void> {
  decoy ??= hashPassword('没有这个账号');
  await decoy;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
