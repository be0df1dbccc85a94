import { z } from 'zod';
import { DomainError } from '../error.js';

const word = z.string().trim().min(1).max(50);

/** What applications are about, as an office counts them; a tree. Cases name a topic by its words. */
export const topicSchema = z.object({
  topicId: z.string().min(1).max(40),
  parentId: z.string().max(40).nullable(),
  name: word,
  /** Other words for it, of older ledgers and of names that it had before. */
  aliases: z.array(word).max(100),
  /** Words in a request that suggest it. */
  keywords: z.array(word).max(100),
});
export type Topic = z.infer<typeof topicSchema>;

/** The tree of a labour and social security office; each agency changes its own. Without a row of its own this holds. */
export const DEFAULT_TOPICS: readonly Topic[] = [
  topic('employment', null, '就业', ['就业', '招聘', '见习', '创业', '公益性岗位', '职业介绍']),
  topic('vocational-training', 'employment', '职业培训', ['培训补贴', '技能提升', '职业技能', '技工']),
  topic('social-insurance', null, '社会保险', ['社会保险', '社保']),
  topic('pension', 'social-insurance', '养老', ['养老', '退休', '缴费年限', '视同缴费', '特殊工种']),
  topic('unemployment', 'social-insurance', '失业', ['失业', '稳岗']),
  topic('work-injury', 'social-insurance', '工伤', ['工伤', '劳动能力鉴定', '职业病']),
  topic('insurance-funds', 'social-insurance', '社会保险基金', ['基金收支', '基金监督', '社会保险基金']),
  topic('labour-relations', null, '劳动关系', [
    '劳动合同',
    '劳务派遣',
    '特殊工时',
    '劳动保障监察',
    '欠薪',
    '仲裁',
  ]),
  topic('pay', null, '工资福利', ['工资', '津贴', '补贴规范', '绩效']),
  topic('personnel', null, '人事人才', ['事业单位招聘', '职称', '职业资格', '人才引进']),
  topic('land', null, '土地房屋', ['征收', '拆迁', '补偿安置', '宅基地', '棚户区', '不动产']),
  topic('planning', null, '规划建设', ['规划许可', '环境影响评价', '环评', '施工许可', '招标']),
  topic('enforcement', null, '行政执法', ['行政处罚', '处罚决定', '执法检查', '投诉举报']),
  topic('finance', null, '财政资金', ['预算', '决算', '专项资金', '资金使用', '政府采购']),
  topic('other', null, '其他', []),
];

function topic(topicId: string, parentId: string | null, name: string, keywords: string[]): Topic {
  return { topicId, parentId, name, aliases: [], keywords };
}

const DEEPEST = 4;

/**
 * The tree as it is to be kept: what a topic was called before stays among its other words, so that cases keep their
 * topic when it is renamed. @throws DomainError INVALID_INPUT for words with two meanings, and for what is no tree
 */
export function topicsToKeep(given: readonly Topic[], before: readonly Topic[]): Topic[] {
  const namesBefore = new Map(before.map(({ topicId, name }) => [topicId, name]));
  const kept = given.map((it) => {
    const earlier = namesBefore.get(it.topicId);
    const aliases = new Set(it.aliases.filter((alias) => alias !== it.name));
    if (earlier !== undefined && earlier !== it.name) aliases.add(earlier);
    return { ...it, aliases: [...aliases] };
  });
  const owners = new Map<string, Topic>();
  const ids = new Map(kept.map((it) => [it.topicId, it]));
  if (ids.size !== kept.length)
    throw new DomainError('INVALID_INPUT', '同一主题出现了两次，请刷新后重新修改。');
  for (const it of kept) {
    for (const words of [it.name, ...it.aliases]) {
      const owner = owners.get(words);
      if (owner !== undefined && owner !== it) {
        throw new DomainError(
          'INVALID_INPUT',
          `“${words}”同时属于“${owner.name}”和“${it.name}”，请只留一处。`,
        );
      }
      owners.set(words, it);
    }
    pathOf(it, ids);
  }
  return kept;
}

function pathOf(of: Topic, ids: ReadonlyMap<string, Topic>): Topic[] {
  const path = [of];
  for (let at = of; at.parentId !== null;) {
    const parent = ids.get(at.parentId);
    if (parent === undefined)
      throw new DomainError('INVALID_INPUT', `“${at.name}”的上级主题不存在，请重选。`);
    if (path.includes(parent)) throw new DomainError('INVALID_INPUT', `“${of.name}”不能是自己的下级。`);
    path.unshift(parent);
    if (path.length > DEEPEST)
      throw new DomainError('INVALID_INPUT', `主题最多${DEEPEST}级，请上移“${of.name}”。`);
    at = parent;
  }
  return path;
}

/** The topic that words stand for, with those above it, the highest first; null: the tree does not know the words. */
export function topicPath(topics: readonly Topic[], words: string): readonly Topic[] | null {
  const ids = new Map(topics.map((it) => [it.topicId, it]));
  const found = topics.find(({ name, aliases }) => name === words || aliases.includes(words));
  return found === undefined ? null : pathOf(found, ids);
}

/** An earlier case like the one at hand, with its topic. */
export interface EarlierTopic {
  readonly caseId: string;
  readonly topic: string | null;
}

/** A topic that fits a request, and why. */
export interface TopicSuggestion {
  readonly topicId: string;
  readonly name: string;
  readonly reasons: string[];
}

const MOST_SUGGESTED = 3;

/**
 * Topics that fit: by their key words in the request, and by the topics that people gave to requests like it. The same
 * request and register give the same answer; it is a suggestion, the officer assigns.
 */
export function suggestTopics(
  topics: readonly Topic[],
  request: string,
  alike: readonly EarlierTopic[],
): TopicSuggestion[] {
  const scored = topics.map((it) => {
    const words = [it.name, ...it.keywords].filter(
      (keyword) => keyword !== '其他' && request.includes(keyword),
    );
    const cases = alike.filter(({ topic: given }) => given === it.name || it.aliases.includes(given ?? ''));
    const reasons = [
      ...(words.length > 0 ? [`申请内容含“${words.join('”“')}”`] : []),
      ...(cases.length > 0
        ? [
            `相近的申请${cases
              .slice(0, 3)
              .map(({ caseId }) => caseId)
              .join('、')}归入这一主题`,
          ]
        : []),
    ];
    const longest = Math.max(0, ...words.map(({ length }) => length));
    return {
      topicId: it.topicId,
      name: it.name,
      reasons,
      score: cases.length * 4 + words.length * 2 + longest,
    };
  });
  return scored
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => b.score - a.score || a.topicId.localeCompare(b.topicId))
    .slice(0, MOST_SUGGESTED)
    .map(({ topicId, name, reasons }) => ({ topicId, name, reasons }));
}
