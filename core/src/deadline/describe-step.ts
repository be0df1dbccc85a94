import { formatLocalDate } from '../calendar/local-date.js';
import type { DerivationStep } from './derivation.js';

const CONSULTED = { thirdParty: '第三方', coProducer: '共同制作机关', agency: '其他机关' } as const;
const ENDED = { answer: '收到答复', lapse: '对方15个工作日届满', open: '尚未答复，暂计至今日' } as const;

function dayReason(step: Extract<DerivationStep, { kind: 'counted' | 'skipped' | 'suspended' }>): string {
  const by = step.notice === undefined ? '' : `，依据${step.notice}`;
  const replaced = step.replaced === undefined ? '' : `（取代${step.replaced}）`;
  const provisional = step.isProvisional ? '，该年放假安排尚未发布，暂定' : '';
  switch (step.reason) {
    case 'weekday':
      return `工作日${provisional}`;
    case 'weekend':
      return `周末${provisional}`;
    case 'makeUp':
      return `${step.holiday ?? ''}调休上班${by}${replaced}`;
    case 'holiday':
      return `${step.holiday ?? ''}放假${by}${replaced}`;
    case 'statutoryHoliday':
      return `${step.holiday ?? ''}法定节日${provisional}`;
  }
}

/** One line of a derivation in plain Chinese, for pages, letters to the file and the command line. */
export function describeStep(step: DerivationStep): string {
  const day = formatLocalDate(step.date);
  switch (step.kind) {
    case 'received':
      return `${day} 起算，期限 ${step.days} 日，当日不计入`;
    case 'stopped':
      return `${day} 发出${step.by === 'correctionNotice' ? '补正告知书' : '收费通知书'}，等待申请人，期限停止`;
    case 'restarted':
      return `${day} ${step.by === 'supplement' ? '收到补正材料' : '足额缴费'}，期限自次日重新计算`;
    case 'extended':
      return `${day} 告知延期，增加 ${step.days} 个工作日`;
    case 'delayed':
      return `${day} 依第三十五条告知延迟答复，答复期限为 ${formatLocalDate(step.until)}`;
    case 'consulted':
      return `${day} 征求${CONSULTED[step.with]}意见，次日起至 ${formatLocalDate(step.through)} 不计入（${ENDED[step.ended]}）`;
    case 'counted':
      return `${day} 第 ${step.number} 日：${dayReason(step)}`;
    case 'skipped':
      return `${day} 不计：${dayReason(step)}`;
    case 'suspended':
      return `${day} 不计：征求意见期间（${dayReason(step)}）`;
    case 'due':
      return `${day} 期限届满日`;
    case 'lapses':
      return `${day} 申请人期限的最后一日，逾期视为放弃`;
  }
}
