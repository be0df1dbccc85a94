/** When a schedule falls due: every so many minutes from midnight in China, or each day at a time there. */
export type Slot =
  | { readonly everyMinutes: number }
  /** `HH:MM` in China. */
  | { readonly dailyAt: string };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** China has one time zone, UTC+8, without summer time. */
const CHINA_OFFSET_MS = 8 * 60 * MINUTE_MS;

/** The last instant at which the slot fell due. What was missed before it is not made up for. */
export function latestSlot(slot: Slot, now: Date): Date {
  const inChina = now.getTime() + CHINA_OFFSET_MS;
  if ('everyMinutes' in slot) {
    const period = slot.everyMinutes * MINUTE_MS;
    return new Date(Math.floor(inChina / period) * period - CHINA_OFFSET_MS);
  }
  const offset = timeOfDay(slot.dailyAt);
  return new Date(Math.floor((inChina - offset) / DAY_MS) * DAY_MS + offset - CHINA_OFFSET_MS);
}

/** Milliseconds since midnight. */
function timeOfDay(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined) throw new RangeError(`Not a time of day: ${time}`);
  return (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
}
