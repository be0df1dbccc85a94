import { describe, expect, test } from 'vitest';
import { checkReviewPath, decideReview, moveStep, stepsOf, type ReviewState } from './review-path.js';

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

describe('the order', () => {
  test('an agency sets it; what it left out and the law asks for stands where it usually does', () => {
    const legalFirst = ['legality', 'unitHead', 'secrecy', 'interpretation', 'signOff'] as const;
    expect(stepsOf(draft({ kind: 'normativeDocument' }), legalFirst)).toEqual(legalFirst);
    expect(stepsOf(draft({ needsConsent: true }), ['secrecy', 'unitHead', 'signOff'])).toEqual([
      ...['secrecy', 'unitHead', 'consent', 'signOff'],
    ]);
    expect(stepsOf(draft({ kind: 'normativeDocument' }), ['interpretation', 'unitHead'])).toEqual([
      ...['secrecy', 'legality', 'interpretation', 'unitHead', 'signOff'],
    ]);
  });

  test('保密法实施条例第四十二条: nothing is reviewed after the signature', () => {
    expect(stepsOf(draft(), ['signOff', 'secrecy', 'unitHead'])).toEqual(['secrecy', 'unitHead', 'signOff']);
    expect(checkReviewPath('notice', ['unitHead', 'signOff', 'secrecy'])).toMatchObject([
      { rule: 'reviewStepOrder', message: expect.stringContaining('“保密审查”排在“签发”之后') as string },
    ]);
    expect(checkReviewPath('notice', ['secrecy', 'unitHead', 'signOff'])).toEqual([]);
  });

  test('a step changes places with its neighbour, at the ends and with the signature with nobody', () => {
    const path = ['unitHead', 'secrecy', 'signOff'] as const;
    expect(moveStep(path, 'secrecy', -1)).toEqual(['secrecy', 'unitHead', 'signOff']);
    expect(moveStep(path, 'unitHead', 1)).toEqual(['secrecy', 'unitHead', 'signOff']);
    expect(moveStep(path, 'unitHead', -1)).toBe(path);
    expect(moveStep(path, 'secrecy', 1)).toBe(path);
    expect(moveStep(path, 'signOff', -1)).toBe(path);
    expect(moveStep(path, 'legality', -1)).toBe(path);
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
