import { expect, test } from 'vitest';
import { latestSlot, type Slot } from './slot.js';

test.each<[Slot, string, string]>([
  [{ everyMinutes: 15 }, '2026-03-02T00:14:59.999+08:00', '2026-03-02T00:00:00+08:00'],
  [{ everyMinutes: 15 }, '2026-03-02T00:15:00+08:00', '2026-03-02T00:15:00+08:00'],
  [{ everyMinutes: 1440 }, '2026-03-02T07:59:00+08:00', '2026-03-02T00:00:00+08:00'],
  [{ dailyAt: '02:30' }, '2026-03-02T02:29:59+08:00', '2026-03-01T02:30:00+08:00'],
  [{ dailyAt: '02:30' }, '2026-03-02T02:30:00+08:00', '2026-03-02T02:30:00+08:00'],
  [{ dailyAt: '00:00' }, '2026-03-01T23:59:59+08:00', '2026-03-01T00:00:00+08:00'],
  [{ dailyAt: '23:59' }, '2026-01-01T00:00:00+08:00', '2025-12-31T23:59:00+08:00'],
])('%j at %s fell due at %s', (slot, now, expected) => {
  expect(latestSlot(slot, new Date(now))).toEqual(new Date(expected));
});

test('a time that no clock shows is refused', () => {
  expect(() => latestSlot({ dailyAt: '24:00' }, new Date())).toThrow('Not a time of day');
});
