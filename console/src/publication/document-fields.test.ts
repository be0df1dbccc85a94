import { documentDraftSchema } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { EMPTY_FIELDS, fieldsOf, readFields, withKind } from './document-fields.js';

const draft = documentDraftSchema.parse({
  kind: 'interpretation',
  title: '一图读懂失业保险新规',
  summary: '用图说明申领步骤。',
  genre: '解读材料',
  topic: '劳动、人事、监察\\社会保障',
  keywords: ['失业保险', '申领'],
  duty: 'planning',
  formedOn: '2026-02-10',
  mode: 'proactive',
  body: '一、谁可以申领\n失业人员。',
  relations: [
    { kind: 'interprets', documentId: 'a1' },
    { kind: 'related', documentId: 'b2' },
  ],
});

test('a draft and its fields say the same', () => {
  expect(readFields(fieldsOf(draft))).toEqual({ draft, issues: null });
});

describe('reading the form', () => {
  test('what is missing is named at its field', () => {
    const { issues } = readFields(EMPTY_FIELDS);
    expect(Object.keys(issues ?? {}).sort()).toEqual(['formedOn', 'title']);
  });

  test('a ground and a reason belong to what is not published, and go with it', () => {
    const withheld = {
      ...fieldsOf(draft),
      mode: 'withheld',
      withholdingGround: 'internalAffairs',
      modeReason: '内部事务',
    };
    expect(readFields(withheld).draft).toMatchObject({
      withholdingGround: 'internalAffairs',
      modeReason: '内部事务',
    });
    expect(readFields({ ...withheld, mode: 'proactive' }).draft).toMatchObject({
      withholdingGround: null,
      modeReason: null,
    });
  });

  test('the item of the catalogue follows the kind, until another was chosen', () => {
    const budget = withKind(EMPTY_FIELDS, 'budget');
    expect(budget.duty).toBe('budgets');
    expect(withKind({ ...budget, duty: 'statistics' }, 'policy').duty).toBe('statistics');
  });
});
