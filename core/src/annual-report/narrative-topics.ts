/** What a count in the prose is about. `elsewhere`: hot lines, proposals, licences and other work. */
export type Topic =
  | 'applications'
  | 'reconsideration'
  | 'litigation'
  | 'directSuit'
  | 'suitAfterReconsideration'
  | 'allRemedies'
  | 'elsewhere';

/** The last of these words before a count says what it is about; longer ones stand first. */
const TOPIC_WORDS: readonly (readonly [Topic, string])[] = [
  ['allRemedies', '行政复议(?:案件|申请)?(?:和|及|、|与|或|以及)(?:提起)?(?:行政)?诉讼'],
  ['allRemedies', '复议(?:和|及|、|与|或|以及)诉讼'],
  ['directSuit', '未经(?:行政)?复议直接(?:起诉|提起行政诉讼)'],
  ['suitAfterReconsideration', '(?:经)?(?:行政)?复议后(?:起诉|又?提起行政诉讼|行政诉讼)'],
  ['reconsideration', '(?:行政)?复议'],
  ['litigation', '(?:行政)?诉讼|行政应诉|应诉'],
  [
    'applications',
    '信息公开(?:依申请|的?申请)|依申请(?:信息)?公开|依申请|公开申请|申请公开|公开政府信息(?:的)?申请',
  ],
  [
    'elsewhere',
    '1234\\d|热线|工单|述求|提案|人大建议|代表建议|建议案|议案|留言|信箱|来信|来电|来访|网络问政|问政|行政许可|行政处罚|行政强制',
  ],
];
/** Words that turn only their own sentence to other work: they also stand in sentences about applications. */
const PASSING_WORDS =
  '诉求|咨询|信访(?!举报|投诉|类)|投诉(?!举报|类|、)|举报(?!投诉|类|、)|舆情|备案|审批|主动公开(?!和|与|、|及)|规范性文件|规章|解读|督办|政务服务事项|仲裁|公文';

function topicPattern(words: readonly (readonly [Topic, string])[]): RegExp {
  return new RegExp(words.map(([, pattern]) => `(${pattern})`).join('|'), 'g');
}
const WORDS_IN_SENTENCE: readonly (readonly [Topic, string])[] = [
  ...TOPIC_WORDS,
  ['elsewhere', PASSING_WORDS],
];
const LASTING = topicPattern(TOPIC_WORDS);
const IN_SENTENCE = topicPattern(WORDS_IN_SENTENCE);

function lastTopic(
  text: string,
  before: Topic | null,
  words: typeof TOPIC_WORDS,
  pattern: RegExp,
): Topic | null {
  let topic = before;
  for (const match of text.matchAll(pattern)) {
    const index = match.slice(1).findIndex(Boolean);
    topic = words[index]?.[0] ?? topic;
  }
  return topic;
}

/** The topic behind a text of the same sentence, given the one before it. */
export function topicAfter(text: string, before: Topic | null): Topic | null {
  return lastTopic(text, before, WORDS_IN_SENTENCE, IN_SENTENCE);
}

/** The topic that a whole sentence leaves for the next one. */
export function topicForNext(sentence: string, before: Topic | null): Topic | null {
  return lastTopic(sentence, before, TOPIC_WORDS, LASTING);
}

/** A noun right behind the count decides over what stood before: 2件行政复议, 70件申请. */
export function topicOfNounBehind(after: string): Topic | null {
  if (/^(?:因?政府信息公开(?:引起|引发)?的?)?(?:行政)?复议/.test(after)) return 'reconsideration';
  if (/^(?:因?政府信息公开(?:引起|引发)?的?)?(?:行政)?诉讼/.test(after)) return 'litigation';
  if (
    /^(?:有效)?(?:(?:政府信息公开|信息公开|依申请公开|依申请)的?(?:信息公开)?申请(?!人)|(?:政府信息)?依申请公开)/.test(
      after,
    )
  )
    return 'applications';
  return null;
}
