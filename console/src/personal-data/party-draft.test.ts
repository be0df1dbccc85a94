import { correctedApplicantSchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { correctionOf } from './party-draft.js';

test('only what was typed is sent, and nothing typed is no correction', () => {
  const given = correctionOf({ telephone: ' 13800000000 ', email: '' }, 'agent', { name: '代办人' });
  expect(given).toEqual({
    telephone: '13800000000',
    representative: { relation: 'agent', values: { name: '代办人' } },
  });
  expect(correctedApplicantSchema.safeParse(given).success).toBe(true);
  const empty = correctedApplicantSchema.safeParse(correctionOf({ name: '  ' }, 'agent', { email: '' }));
  expect(empty.error?.issues[0]?.message).toContain('至少有一项');
});
