import { inventFrom } from './invented-cases.js';

const WORDS =
  '工作 管理 服务 政府 信息 公开 部门 办法 规定 标准 项目 资金 申请 审批 社会 保险 就业 教育 卫生 住房 规划 环境'.split(
    ' ',
  );
const LENGTH = 2_000;

/** An invented document that the public reads. */
export function benchDocument(number: number) {
  const invent = inventFrom(number + 1);
  let body = '';
  while (body.length < LENGTH) {
    body += WORDS[invent(WORDS.length)] ?? '';
    if (invent(12) === 0) body += '，';
    if (invent(60) === 0) body += '。\n';
  }
  const formedOn = `2024-${String(1 + (number % 12)).padStart(2, '0')}-10`;
  return {
    documentId: `bench-${number}`,
    draft: {
      ...{ kind: 'policy', mode: 'proactive', modeReason: null, withholdingGround: null, topic: null },
      ...{
        title: `${body.slice(0, 20)}通知`,
        summary: body.slice(0, 60),
        documentNumber: null,
        genre: '通知',
      },
      ...{ duty: 'planning', formedOn, effectiveOn: null, expiresOn: null, responsibleUnit: null },
      ...{ keywords: [], body, relations: [], interpretationPlan: null, needsConsent: false },
    } as never,
    ...{ status: 'published' as const, step: null, publishedAt: `${formedOn}T02:00:00Z`, withdrawn: null },
    ...{ validity: null, recordId: null, author: 'bench' },
  } as const;
}
