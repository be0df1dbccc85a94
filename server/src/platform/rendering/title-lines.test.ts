import { describe, expect, test } from 'vitest';
import { titleLines } from './title-lines.js';

describe('a title', () => {
  test.each([
    ['政府信息公开申请答复书', ['政府信息公开申请答复书']],
    [
      '云泽市人民政府办公室关于规范依申请公开办理工作的通知',
      ['云泽市人民政府办公室关于', '规范依申请公开办理工作的通知'],
    ],
    [
      '云泽市自然资源局2025年政府信息公开工作年度报告',
      ['云泽市自然资源局2025年', '政府信息公开工作年度报告'],
    ],
    [
      '云泽市人力资源和社会保障局（试行）政府信息公开申请台账',
      ['云泽市人力资源和社会保障局', '（试行）政府信息公开申请台账'],
    ],
    ['关于印发《云泽市不动产登记办法》的通知和解读', ['关于印发《云泽市不动产', '登记办法》的通知和解读']],
  ])('%s is broken between words into even lines', (title, lines) => {
    expect(titleLines(title, 20)).toEqual(lines);
  });

  test('takes no more lines than it needs, and none is too long', () => {
    const title = '云泽市人民政府办公室'.repeat(5);
    const lines = titleLines(title, 20);
    expect(lines.join('')).toBe(title);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(20);
  });

  test('keeps its own line ends, and leaves a word that no line holds', () => {
    expect(titleLines('甲\n乙', 20)).toEqual(['甲', '乙']);
    expect(titleLines('x'.repeat(80), 20)).toEqual(['x'.repeat(80)]);
  });
});
