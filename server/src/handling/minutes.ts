import {
  DomainError,
  HANDLING_ENTRIES,
  LITIGATION_RISKS,
  type HandlingEntry,
  type LocalDate,
} from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';

type Conference = Extract<HandlingEntry, { kind: 'conference' }>;

/** The minutes of a conference on a hard case, to be filed with it. */
export function conferenceMinutes(
  conference: Conference,
  of: {
    readonly agencyName: string;
    readonly caseId: string;
    readonly signedBy: string;
    readonly signedOn: LocalDate;
    readonly madeAt: string;
  },
): PrintedDocument {
  const { question, participants, risk, riskReason, conclusion, on } = conference;
  return {
    title: `${HANDLING_ENTRIES.conference}纪要`,
    format: 'plain',
    metadata: { author: of.agencyName, subject: of.caseId, keywords: [], createdAt: of.madeAt },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: [
      paragraph(`申请编号：${of.caseId}`),
      paragraph(`会商日期：${on}`),
      heading('一、会商的问题'),
      paragraph(question),
      heading('二、参加人及意见'),
      {
        kind: 'table',
        id: 'participants',
        caption: null,
        columns: [2, 3, 7],
        isLandscape: false,
        head: [row(['参加人', '单位职务', '意见'], true)],
        body: participants.map(({ name, office, opinion }) => row([name, office, opinion])),
      },
      heading('三、诉讼风险'),
      paragraph(`${LITIGATION_RISKS[risk]}。${riskReason}`),
      heading('四、结论'),
      paragraph(conclusion),
      paragraph(`签署：${of.signedBy}，${of.signedOn}`),
    ],
  };
}

/** @throws DomainError NOT_FOUND for an entry that is none, or whose text was erased */
export function requireConference(entry: HandlingEntry | undefined): Conference {
  if (entry?.kind === 'conference') return entry;
  throw new DomainError('NOT_FOUND', '没有这次会商的纪要，或者已经按规定删除。');
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}

function row(texts: readonly string[], isHead = false): TableRow {
  return { cells: texts.map((text) => (isHead ? { text, heads: 'column' as const } : { text })) };
}
