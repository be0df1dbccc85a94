import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** What is tried first in Chinese offices and stands in no English list. */
const CHINESE_HABITS = [
  'woaini',
  'woaini1314',
  'woaizhongguo',
  'wobuzhidao',
  'mima',
  'wodemima',
  'nihao',
  'nihaoma',
  'iloveyou1314',
  '1314520',
  '5201314',
  '7758521',
  '147258369',
  'a123456',
  'aa123456',
  'abc123456',
  'qq123456',
  'asd123456',
  'zhengfu',
  'gongkai',
  'xinxi',
  'xinxigongkai',
  'zhengwu',
  'zhengwugongkai',
  'bangongshi',
  'guanliyuan',
  'xitong',
  'admin',
  'administrator',
  'root',
  'system',
  'test',
  'huawei',
  'wangluo',
  'anquan',
  'baomi',
  'renmin',
  'zhongguo',
  'beijing',
  'shanghai',
  'tianjin',
  'chongqing',
  'guangzhou',
  'shenzhen',
  '政府',
  '信息公开',
  '办公室',
  '管理员',
  '中华人民共和国',
  '为人民服务',
  '不忘初心',
  '牢记使命',
  '我爱中国',
  '我爱你',
  '密码',
  '口令',
];

/** How many guesses an attacker must need at least, as a power of ten: more than the back-off lets through in a century. */
const LEAST_GUESSES_LOG10 = 9;
/** Longer texts cost much time and are never found by their patterns alone. */
const LONGEST = 64;

let estimator: ZxcvbnFactory | undefined;

/** Whether a password, or what it is made of, stands among those that attackers try first. */
export function isGuessable(password: string, ownWords: readonly string[]): boolean {
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, 'chinese-habits': CHINESE_HABITS },
    graphs: adjacencyGraphs,
  });
  const words = ownWords.flatMap((word) => [word, ...word.split(/[\s@._-]+/)]).filter((word) => word !== '');
  return estimator.check(password.slice(0, LONGEST), words).guessesLog10 < LEAST_GUESSES_LOG10;
}
