import { describe, expect, test } from 'vitest';
import { checkReviewPath, decideReview, stepsOf, type ReviewState } from './review-path.js';

const draft = (change: Partial<ReviewState> = {}): ReviewState => {
  const reviewed = { kind: 'policy', mode: 'proactive', needsConsent: false, ...change } as const;
  return { ...reviewed, status: 'draft', step: null, steps: stepsOf(reviewed), authors: ['zhao'], ...change };
};

/** The steps that are taken until nothing waits any more. */
function walk(state: ReviewState): string[] {
  const seen: string[] = [];
  let now: ReviewState = { ...state, ...decideReview(state, 'submit', 'zhao') };
  while (now.step !== null) {
    seen.push(now.step);
    now = { ...now, ...decideReview(now, 'approve', 'qian') };
  }
  return [...seen, now.status];
}

describe('the path', () => {
  test('every document: unit, secrecy, signature, in this order', () => {
    expect(walk(draft())).toEqual(['unitHead', 'secrecy', 'signOff', 'signed']);
  });

  test('国办发〔2018〕115号, 〔2016〕80号: a normative document has its legality and its interpretation reviewed', () => {
    expect(
      walk(draft({ kind: 'normativeDocument', steps: stepsOf(draft({ kind: 'normativeDocument' })) })),
    ).toEqual(['unitHead', 'secrecy', 'legality', 'interpretation', 'signOff', 'signed']);
  });

  test('条例第十一条: where another organ is concerned it is asked before the signature', () => {
    expect(stepsOf(draft({ needsConsent: true }))).toEqual(['unitHead', 'secrecy', 'consent', 'signOff']);
  });

  test('what is not disclosed is reviewed as well, and is filed instead of published', () => {
    expect(walk(draft({ mode: 'withheld' })).at(-1)).toBe('filed');
  });

  test('an agency may leave out the unit, never secrecy or legality', () => {
    expect(stepsOf(draft(), [])).toEqual(['secrecy', 'signOff']);
    expect(
      checkReviewPath('normativeDocument', ['unitHead', 'signOff']).map(({ message }) => message),
    ).toEqual([
      '行政规范性文件的审核流程缺少“保密审查”，不能去掉。',
      '行政规范性文件的审核流程缺少“合法性审核”，不能去掉。',
      '行政规范性文件的审核流程缺少“解读方案审核”，不能去掉。',
    ]);
    expect(checkReviewPath('notice', ['secrecy', 'signOff'])).toEqual([]);
  });
});

describe('decisions', () => {
  const inReview = draft({ status: 'inReview', step: 'secrecy' });

  test('nobody reviews his own draft', () => {
    expect(() => decideReview(inReview, 'approve', 'zhao')).toThrow('不能自己保密审查');
    expect(() => decideReview(inReview, 'return', 'zhao')).toThrow('不能自己保密审查');
  });

  test('returned, it is a draft again and starts anew', () => {
    const returned = { ...inReview, ...decideReview(inReview, 'return', 'qian') };
    expect(returned).toMatchObject({ status: 'draft', step: null });
    expect(decideReview(returned, 'submit', 'zhao')).toEqual({ status: 'inReview', step: 'unitHead' });
  });

  test('the author may take it back while it is reviewed, nobody else', () => {
    expect(decideReview(inReview, 'revoke', 'zhao')).toEqual({ status: 'draft', step: null });
    expect(() => decideReview(inReview, 'revoke', 'qian')).toThrow('不能撤回送审');
  });

  test.each(['published', 'withdrawn', 'signed', 'filed'] as const)('%s is not reviewed', (status) => {
    expect(() => decideReview(draft({ status }), 'approve', 'qian')).toThrow('不能审核');
    expect(() => decideReview(draft({ status }), 'submit', 'zhao')).toThrow('不能提交审核');
  });
});
