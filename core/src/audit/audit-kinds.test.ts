import { expect, test } from 'vitest';
import type { z } from 'zod';
import { AUDIT_DETAIL_LABELS } from './audit-detail-labels.js';
import { AUDIT_KINDS } from './audit-kinds.js';

test('every particular that a record can hold has a Chinese name, and no other has one', () => {
  const held = Object.values(AUDIT_KINDS).flatMap(({ details }) =>
    Object.keys((details as unknown as z.ZodObject).shape),
  );
  expect(Object.keys(AUDIT_DETAIL_LABELS).sort()).toEqual([...new Set(held)].sort());
  for (const label of Object.values(AUDIT_DETAIL_LABELS)) expect(label).toMatch(/^\p{Script=Han}+$/u);
});
