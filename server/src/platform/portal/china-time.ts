const CHINA_OFFSET_MS = 8 * 3_600_000;

/** An instant as pages of the government print it: 2026-03-02 09:30 (国办发〔2017〕47号). */
export function chinaTime(instant: string): string {
  return new Date(Date.parse(instant) + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}
