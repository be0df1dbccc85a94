import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  decideRound,
  faultOfResult,
  validityAfter,
  type CleanupEntryState,
  type CleanupResult,
} from './cleanup-round.js';

const day = parseLocalDate;
const entry = (result: CleanupResult | null, decidedBy: string | null = 'officer'): CleanupEntryState => ({
  ...{ title: '关于就业补贴的通知', madeOn: day('2019-06-03'), result },
  decidedBy: result === null ? null : decidedBy,
});

describe('a result of the clean-up', () => {
  test('becomes the validity: 继续有效 keeps it, 修改、废止、失效 change it', () => {
    expect(validityAfter('keep', null)).toBe('valid');
    expect(validityAfter('keep', 'amended')).toBe('amended');
    expect(validityAfter('amend', 'valid')).toBe('amended');
    expect(validityAfter('repeal', 'valid')).toBe('repealed');
    expect(validityAfter('lapse', 'amended')).toBe('expired');
  });

  test.each([
    [{ result: 'keep', reason: null, endedOn: null }, null],
    [{ result: 'repeal', reason: null, endedOn: null }, '请写明理由'],
    [{ result: 'keep', reason: null, endedOn: day('2026-01-01') }, '没有失效日期'],
    [{ result: 'repeal', reason: '被新文件代替', endedOn: day('2019-06-02') }, '早于制定日期'],
    [{ result: 'lapse', reason: '有效期届满', endedOn: day('2019-06-03') }, null],
  ] as const)('%o', (given, fault) => {
    const found = faultOfResult(entry(null), given);
    if (fault === null) expect(found).toBeNull();
    else expect(found).toContain(fault);
  });
});

describe('a round', () => {
  test('is signed when every document has a result, by somebody who decided none of them', () => {
    const entries = [entry('keep'), entry(null)];
    expect(() => decideRound({ status: 'open', entries }, 'sign', 'head')).toThrow('还有1件没有清理结果');
    const whole = [entry('keep'), entry('repeal')];
    expect(() => decideRound({ status: 'open', entries: whole }, 'sign', 'officer')).toThrow('不能自己审定');
    expect(decideRound({ status: 'open', entries: whole }, 'sign', 'head')).toBe('signed');
  });

  test('is published after it was signed, once; until then it can be returned', () => {
    const entries = [entry('keep')];
    expect(() => decideRound({ status: 'open', entries }, 'publish', 'editor')).toThrow('审定');
    expect(decideRound({ status: 'signed', entries }, 'publish', 'editor')).toBe('published');
    expect(decideRound({ status: 'signed', entries }, 'return', 'head')).toBe('open');
    expect(() => decideRound({ status: 'published', entries }, 'publish', 'editor')).toThrow('审定');
    expect(() => decideRound({ status: 'published', entries }, 'return', 'head')).toThrow('没有公布');
  });
});
