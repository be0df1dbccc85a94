import { expect, test } from 'vitest';
import { nextRecordId } from './record-id.js';

test('ids are of version 7, and sort as they were made however fast that was', () => {
  const ids = Array.from({ length: 20_000 }, nextRecordId);
  for (const id of ids.slice(0, 50)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
