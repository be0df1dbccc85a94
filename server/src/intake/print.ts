import {
  addWorkingDays,
  formatLocalDate,
  termsFor,
  type IntakeRecord,
  type LocalDate,
  type WorkingDayCalendar,
} from '@gongkai/core';
import type { Block, PrintedDocument } from '../platform/rendering/document.js';

/** What the papers of the desk say of an application. */
export interface PrintedIntake {
  readonly agencyName: string;
  readonly caseId: string;
  readonly applicant: string;
  /** Those beside him, with what they are. */
  readonly companions: readonly string[];
  readonly request: string;
  readonly channel: string;
  /** How the day of receipt follows (条例第三十一条). */
  readonly receipt: string;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly details: IntakeRecord['details'];
  readonly gaps: readonly string[];
  readonly calendar: WorkingDayCalendar;
  readonly papers: readonly string[];
  readonly takenBy: string;
  readonly takenOn: LocalDate;
  readonly office: string;
  readonly madeAt: string;
}

/** 登记回执: what was handed in, which day counts, until when the reply is due. 条例第三十一、三十三条 */
export function printReceipt(of: PrintedIntake): PrintedDocument {
  const { receivedOn, dueOn, gaps } = of;
  return paperOf(paperFacts(of), '政府信息公开申请登记回执', [
    ...facts(of),
    line('收到之日', `${receivedOn === null ? '待双方确认' : formatLocalDate(receivedOn)}。${of.receipt}`),
    line(
      '答复期限',
      dueOn === null
        ? '自双方确认收到之日起二十个工作日内答复。'
        : `${formatLocalDate(dueOn)}。需要补正、征求意见、收费或者延长答复期限的，另行书面告知。`,
    ),
    ...(gaps.length === 0 ? [] : [line('还缺', `${gaps.join('、')}。${correctionWords(of)}`)]),
    ...(of.papers.length === 0 ? [] : [line('收到的材料', of.papers.join('、'))]),
    line('联系', of.office),
    line('登记人', `${of.takenBy}，${formatLocalDate(of.takenOn)}`),
  ]);
}

/** 口头申请记录: taken down by the office, read back and agreed with (条例第二十九条第一款). */
export function printOralRecord(of: PrintedIntake): PrintedDocument {
  const { details } = of;
  return paperOf(paperFacts(of), '口头申请政府信息公开记录', [
    line('书写的困难', details?.hardship ?? ''),
    ...facts(of),
    line('代填人', `${of.takenBy}，${formatLocalDate(of.takenOn)}`),
    body(
      `以上内容由${of.agencyName}政府信息公开工作机构代为填写，已向申请人宣读，申请人确认无误（${details?.agreed ?? ''}）。`,
    ),
    body('申请人（签名或者按指印）：＿＿＿＿＿＿＿＿　　　　　年　　月　　日'),
    body('代填人（签名）：＿＿＿＿＿＿＿＿　　　　　　　　　年　　月　　日'),
  ]);
}

function facts(of: PrintedIntake): Block[] {
  const provision = of.details?.provision ?? '';
  return [
    line('申请编号', of.caseId),
    line('申请人', of.applicant === '' ? '没有写明' : of.applicant),
    ...(of.companions.length === 0 ? [] : [line('一同办理', of.companions.join('；'))]),
    line('收到方式', of.channel),
    line('申请公开的信息', of.request),
    ...(provision === '' ? [] : [line('形式和途径', provision)]),
  ];
}

/** 条例第三十条: once, wholly, within seven working days of receipt. */
function correctionWords({ receivedOn, calendar }: PrintedIntake): string {
  if (receivedOn === null) return '双方确认收到后七个工作日内，一次性告知需要补正的内容和期限。';
  const { correctionNoticeDays } = termsFor(receivedOn);
  if (correctionNoticeDays === null) return '';
  const by = addWorkingDays(calendar, receivedOn, correctionNoticeDays);
  return `需要补正的，${formatLocalDate(by)}前一次性告知补正的内容和期限。`;
}

function paperFacts({ agencyName, caseId, madeAt }: PrintedIntake) {
  return { agencyName, number: caseId, madeAt };
}

/** A paper of the desk: whose it is, and what it says. */
export function paperOf(
  of: { readonly agencyName: string; readonly number: string; readonly madeAt: string },
  title: string,
  blocks: Block[],
): PrintedDocument {
  return {
    title,
    format: 'plain',
    metadata: { author: of.agencyName, subject: of.number, keywords: [], createdAt: of.madeAt },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: [body(of.agencyName), ...blocks],
  };
}

export function line(name: string, value: string): Block {
  return body(`${name}：${value}`);
}

export function body(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}
