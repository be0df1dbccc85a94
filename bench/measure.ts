export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  const low = sorted[0];
  const high = sorted.at(-1);
  if (upper === undefined || lower === undefined || low === undefined || high === undefined) {
    throw new Error('Nothing was measured');
  }
  return { median: (lower + upper) / 2, low, high };
}

/** How often `work` is done in a second, doing it for at least `milliseconds`. */
export async function perSecond(work: () => unknown, milliseconds: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    await work();
    done += 1;
    elapsed = performance.now() - start;
  }
  return (done * 1000) / elapsed;
}

/** Each kind of work once a round, so that what else the machine does hits all alike. The first round warms up. */
export async function alternate<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  milliseconds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const rate = await perSecond(works[name], milliseconds);
      if (round > 0) rates[name].push(rate);
    }
  }
  return rates;
}
