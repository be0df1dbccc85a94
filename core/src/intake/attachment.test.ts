import { expect, test } from 'vitest';
import { attachmentRemovalFault } from './attachment.js';

const paper = (kind: 'application' | 'identity', removedAt: string | null = null) => ({ kind, removedAt });

test('what proves the application stays until a right one lies beside it; a closed case loses nothing', () => {
  const open = { isClosed: false, others: [] };
  expect(attachmentRemovalFault(paper('identity'), open)).toBeNull();
  expect(attachmentRemovalFault(paper('application'), open)).toContain('先添加正确的一份');
  expect(
    attachmentRemovalFault(paper('application'), { ...open, others: [paper('application', '2026-03-02')] }),
  ).toContain('先添加正确的一份');
  expect(
    attachmentRemovalFault(paper('application'), { ...open, others: [paper('application')] }),
  ).toBeNull();
  expect(attachmentRemovalFault(paper('identity'), { isClosed: true, others: [] })).toContain('已经办结');
  expect(attachmentRemovalFault(paper('identity', '2026-03-02'), open)).toContain('已经移除');
});
