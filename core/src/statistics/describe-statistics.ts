import { periodName } from './period.js';
import type { Statistics, StatisticsFigures, StatisticsLine } from './statistics-routes.js';

/** Share of the closed cases whose term was kept, as the office says it; a dash where none can be told. */
export function inTimeRate({ inTime, judged }: Pick<StatisticsFigures, 'inTime' | 'judged'>): string {
  return judged === 0 ? '—' : `${((inTime / judged) * 100).toFixed(1)}%`;
}

function compared(now: number, before: number): string {
  if (now === before) return '与上年同期持平';
  return `比上年同期${now > before ? '多' : '少'}${Math.abs(now - before)}件`;
}

/** The most frequent lines in words, such as 失业12件、养老9件. */
function leading(lines: readonly StatisticsLine[], count: (line: StatisticsLine) => number): string {
  return [...lines]
    .filter((line) => count(line) > 0)
    .sort((a, b) => count(b) - count(a))
    .slice(0, 3)
    .map((line) => `${line.name}${count(line)}件`)
    .join('、');
}

/** The statistics in sentences, for those who see no charts and for the quarterly paper. */
export function statisticsSentences(of: Statistics): {
  readonly whole: string;
  readonly topics: string;
  readonly outcomes: string;
  readonly channels: string;
  readonly units: string;
  readonly bands: string;
  readonly time: string;
} {
  const { whole, yearBefore } = of;
  const name = periodName(of);
  const some = (text: string, otherwise: string): string => (text === '' ? otherwise : text);
  return {
    whole: `${name}收到申请${whole.received}件，${compared(whole.received, yearBefore.received)}；办结${whole.closed}件，${compared(whole.closed, yearBefore.closed)}。`,
    topics: `收到的申请按主题计，较多的是${some(
      leading(of.byTopic, ({ received }) => received),
      '没有申请',
    )}。`,
    outcomes: `办结的申请按结果计，较多的是${some(
      leading(of.byOutcome, ({ closed }) => closed),
      '没有办结',
    )}。`,
    channels: `收到的申请按渠道计，较多的是${some(
      leading(of.byChannel, ({ received }) => received),
      '没有申请',
    )}。`,
    units: `收到的申请按承办处室计，较多的是${some(
      leading(of.byUnit, ({ received }) => received),
      '没有申请',
    )}。`,
    bands: `送达的答复按用时计，较多的是${some(
      leading(of.byTime, ({ closed }) => closed),
      '没有送达答复',
    )}。`,
    time:
      whole.medianDays === null
        ? `${name}没有送达答复的申请，没有办理用时。延期${of.extensions}件，发出收费通知${of.feeNotices}件，缴费${of.feesPaid}件。`
        : `从收到到送达答复，一半的申请在${whole.medianDays}个工作日以内，九成在${whole.p90Days ?? whole.medianDays}个工作日以内；按期率${inTimeRate(whole)}。延期${of.extensions}件，发出收费通知${of.feeNotices}件，缴费${of.feesPaid}件。`,
  };
}
