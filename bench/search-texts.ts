import { inventFrom } from './invented-cases.js';

/** Characters of a document, in the middle. */
const LENGTH = 2_000;
/** Frequent words of official texts make the common part; the rest is drawn from all characters in use. */
const WORDS =
  '工作 管理 服务 政府 信息 公开 部门 单位 办法 规定 标准 项目 资金 申请 审批 条件 程序 社会 保险 就业 养老 失业 工伤 教育 卫生 医疗 住房 征收 补偿 规划 建设 环境 保护 监督 检查 处罚 许可 登记 企业 个人 机关 负责 组织 实施 加强 完善 提高 推进 落实 制度 机制 责任 期限 材料 办理 受理 公示 结果 年度 预算 决算'.split(
    ' ',
  );
const FIRST_HAN = 0x4e00;
const HAN_IN_USE = 3_500;
const FINE = 1_000_003;

/** A text as long as an official one; some characters are as frequent and most as rare as in Chinese. */
export function inventedText(seed: number): string {
  const invent = inventFrom(seed);
  const character = () =>
    String.fromCodePoint(FIRST_HAN + Math.floor(HAN_IN_USE * (invent(FINE) / FINE) ** 3));
  const wanted = LENGTH / 2 + invent(LENGTH);
  let text = '';
  while (text.length < wanted) {
    const word = WORDS[invent(WORDS.length)] ?? '';
    text += invent(3) === 0 ? `${character()}${character()}` : word;
    if (invent(12) === 0) text += '，';
  }
  return text;
}

/** Two-character words: a third that nearly all texts have, the rest as they come in texts. */
export function wordsToFind(most: number): string[] {
  const invent = inventFrom(7);
  const words = new Set(WORDS.slice(0, most / 3));
  while (words.size < most) {
    const text = inventedText(invent(500));
    const word = /\p{Script=Han}{2}/u.exec(text.slice(invent(text.length - 20)))?.[0];
    if (word !== undefined) words.add(word);
  }
  return [...words];
}
