import type { LocalDate } from '@gongkai/core';

/**
 * What a paper says, without how any format writes it. Letters, reports and registers are made as this; one writer
 * a format makes docx, pdf, html, xlsx and json of it. Measures and faces follow from the roles (GB/T 9704-2012).
 */
export interface PrintedDocument {
  /** Stands as the title in the file's metadata, and in red or black above the text where the format has one. */
  readonly title: string;
  /**
   * `official`: 公文格式 with the red mark; `letter`: 信函格式, for replies; `plain`: the type area and faces of the
   * standard without letterhead, for reports and registers.
   */
  readonly format: 'official' | 'letter' | 'plain';
  readonly metadata: DocumentMetadata;
  readonly letterhead: Letterhead | null;
  readonly blocks: readonly Block[];
  readonly signature: Signature | null;
  /** 版记. */
  readonly imprint: Imprint | null;
}

export interface DocumentMetadata {
  /** The organ that issues it. */
  readonly author: string;
  readonly subject: string | null;
  readonly keywords: readonly string[];
  /** Goes into the file instead of the clock, so that equal documents give equal bytes. */
  readonly createdAt: string;
}

export interface Letterhead {
  /** 发文机关标志; the writers add no word such as 文件. */
  readonly organ: string;
  /** 发文字号, year in 〔〕. */
  readonly documentNumber: string | null;
  /** 密级 is not here: no file of this system may hold a state secret. */
  readonly urgency: string | null;
}

export interface Signature {
  readonly organ: string;
  readonly signedOn: LocalDate;
  /** A seal will be pressed over it: the date stands four characters in, the organ centred above it. */
  readonly hasSeal: boolean;
}

export interface Imprint {
  readonly copiesTo: readonly string[];
  readonly printedBy: string;
  readonly printedOn: LocalDate;
}

export type Block = Heading | Paragraph | Table | List | PageBreak;

export interface Heading {
  readonly kind: 'heading';
  /** 1: 一、黑体; 2: （一）楷体; 3: 1. 仿宋; 4: （1）仿宋. The number is part of the text. */
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
}

/**
 * `recipient`: 主送机关, flush left; `body`: two characters in; `attachmentNote`: 附件说明; `note`: 附注 in brackets;
 * `attachmentMark`: 附件 and its number on a page of its own; `caption`: above a table; `fine`: small print below one.
 */
export type ParagraphRole =
  'recipient' | 'body' | 'attachmentNote' | 'note' | 'attachmentMark' | 'caption' | 'fine';

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly role: ParagraphRole;
  readonly runs: readonly Run[];
}

export interface Run {
  readonly text: string;
  readonly isStrong?: boolean;
}

export interface List {
  readonly kind: 'list';
  readonly isNumbered: boolean;
  readonly items: readonly string[];
}

export interface PageBreak {
  readonly kind: 'pageBreak';
}

/** A table that breaks between rows only, and repeats `head` on each page. Spans are as in html. */
export interface Table {
  readonly kind: 'table';
  readonly id: string;
  readonly caption: string | null;
  /** Widths relative to each other, one a column. */
  readonly columns: readonly number[];
  /** A page lying down, for what is wide. */
  readonly isLandscape: boolean;
  readonly head: readonly TableRow[];
  readonly body: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  /** As shown. */
  readonly text: string;
  /** Set when the cell holds a figure: xlsx and json write the number itself. A decimal is text, never a float. */
  readonly value?: number | string;
  /** Names the cell in the report, for reading back and for json. */
  readonly id?: string;
  /** Heads its column or its row: html ties figures to it, pdf tags it. */
  readonly heads?: 'column' | 'row';
  readonly columnSpan?: number;
  readonly rowSpan?: number;
  readonly align?: 'left' | 'center' | 'right';
}
