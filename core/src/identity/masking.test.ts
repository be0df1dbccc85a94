import { expect, test } from 'vitest';
import { maskAddress, maskEmail, maskName, maskNumber } from './masking.js';

test.each([
  [maskName('张三'), '张*'],
  [maskName('欧阳示范'), '欧*'],
  [maskName('𠮷田'), '𠮷*'],
  [maskName(''), null],
  [maskName(null), null],
  [maskNumber('110105199001011234'), '110***********1234'],
  [maskNumber('13812345678'), '138****5678'],
  [maskNumber('12345678'), '123*5678'],
  // A short number is not shown whole by its own ends.
  [maskNumber('1234567'), '1******'],
  [maskNumber('12'), '1*'],
  [maskNumber(''), ''],
  [maskEmail('zhang.san@example.cn'), 'z****@example.cn'],
  [maskEmail('没有圆圈'), '没***'],
  [maskAddress('云泽市示范区云山路1号2单元301室'), '云泽市示范区****'],
  [maskAddress('云山'), '云****'],
])('%s', (masked, expected) => {
  expect(masked).toBe(expected);
});
