import {
  remedyEntrySchema,
  type RemedyDetail,
  type RemedyEntry,
  type RemedyLevel,
  type RemedyStage,
} from '@gongkai/core';
import type { z } from 'zod';

/** A proceeding as it is typed: every value a text, costs in yuan, one appearance a line. */
export interface StageDraft {
  readonly level: RemedyLevel;
  readonly authority: string;
  readonly number: string;
  readonly procedure: string;
  readonly filedOn: string;
  readonly copyReceivedOn: string;
  readonly answeredOn: string;
  readonly concludedOn: string;
  readonly outcome: string;
  readonly effectiveOn: string;
  readonly redecideBy: string;
  readonly costsYuan: string;
  /** `2026-03-02 姓名 职务 负责人` a line; the last word only where the head of the organ appeared. */
  readonly appearances: string;
}
export interface RemedyDraft {
  readonly caseId: string;
  readonly kind: RemedyEntry['kind'];
  readonly role: RemedyEntry['role'];
  readonly side: RemedyEntry['side'];
  readonly stages: readonly StageDraft[];
}

const LEVEL_ORDER = ['first', 'second', 'retrial'] as const;

export function emptyStage(level: RemedyLevel): StageDraft {
  return {
    level,
    ...{ authority: '', number: '', procedure: '', filedOn: '', copyReceivedOn: '', answeredOn: '' },
    ...{ concludedOn: '', outcome: '', effectiveOn: '', redecideBy: '', costsYuan: '', appearances: '' },
  };
}

export function emptyDraft(caseId: string): RemedyDraft {
  return {
    ...{ caseId, kind: 'reconsideration', role: 'originalOrgan', side: 'applicant' },
    stages: [emptyStage('reconsideration')],
  };
}

export function draftOf({ caseId, kind, role, side, stages }: RemedyDetail): RemedyDraft {
  return { caseId: caseId ?? '', kind, role, side, stages: stages.map(stageDraft) };
}

function stageDraft(stage: RemedyStage): StageDraft {
  const { level, filedOn, costsFen, appearances } = stage;
  return {
    level,
    filedOn,
    authority: stage.authority ?? '',
    number: stage.number ?? '',
    procedure: stage.procedure ?? '',
    copyReceivedOn: stage.copyReceivedOn ?? '',
    answeredOn: stage.answeredOn ?? '',
    concludedOn: stage.concludedOn ?? '',
    outcome: stage.outcome ?? '',
    effectiveOn: stage.effectiveOn ?? '',
    redecideBy: stage.redecideBy ?? '',
    costsYuan: costsFen === 0 ? '' : String(costsFen / 100),
    appearances: appearances
      .map(({ on, name, post, isHead }) => [on, name, post, ...(isHead ? ['负责人'] : [])].join(' '))
      .join('\n'),
  };
}

/** The draft with the proceedings that its kind has. */
export function withKind(draft: RemedyDraft, kind: RemedyEntry['kind']): RemedyDraft {
  const isSuit = kind !== 'reconsideration';
  if (isSuit === (draft.kind !== 'reconsideration')) return { ...draft, kind };
  const [first] = draft.stages;
  const level = isSuit ? 'first' : 'reconsideration';
  return { ...draft, kind, stages: [{ ...(first ?? emptyStage(level)), level, procedure: '' }] };
}

/** The instance that can follow; null: none. */
export function nextLevel({ kind, stages }: RemedyDraft): RemedyLevel | null {
  if (kind === 'reconsideration') return null;
  const last = stages.at(-1)?.level;
  return LEVEL_ORDER[LEVEL_ORDER.findIndex((level) => level === last) + 1] ?? null;
}

/** What the server is given; where something can't be read, the schema's own words by field. */
export function readDraft(draft: RemedyDraft): z.ZodSafeParseResult<RemedyEntry> {
  const { caseId, kind, role, side, stages } = draft;
  return remedyEntrySchema.safeParse({
    caseId: textOf(caseId),
    ...{ kind, role, side },
    stages: stages.map((stage) => {
      const { level, costsYuan, appearances, filedOn, ...rest } = stage;
      const texts = Object.entries(rest).map(([key, value]) => [key, textOf(value)] as const);
      return {
        ...(Object.fromEntries(texts) as Record<string, string | null>),
        level,
        filedOn,
        costsFen: costsYuan.trim() === '' ? 0 : Math.round(Number(costsYuan) * 100),
        appearances: appearances.split('\n').flatMap(readAppearance),
      };
    }),
  });
}

function readAppearance(line: string): object[] {
  const [on, name, ...rest] = line.trim().split(/\s+/);
  if (on === undefined || on === '') return [];
  const isHead = rest.at(-1) === '负责人';
  return [{ on, name: name ?? '', post: (isHead ? rest.slice(0, -1) : rest).join(' '), isHead }];
}

function textOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
