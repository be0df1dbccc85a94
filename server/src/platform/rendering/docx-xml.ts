import type { Run } from './document.js';
import { escapeXml } from './office-package.js';

export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Twips, twentieths of a point, in which Word measures. */
export function twipsOf(points: number): number {
  return Math.round(points * 20);
}

/** What a paragraph says beyond its style. Lengths are twips. */
export interface ParagraphOptions {
  readonly keepsWithNext?: boolean;
  readonly startsPage?: boolean;
  /** Number of a list in numbering.xml. */
  readonly list?: number;
  readonly borders?: { readonly top?: Border; readonly bottom?: Border };
  readonly rightTab?: number;
  readonly spaceBefore?: number;
  readonly spaceAfter?: number;
  readonly exactLine?: number;
  readonly left?: number;
  /** The first line begins this much further left. */
  readonly hanging?: number;
  readonly right?: number;
  /** Characters from the right, in hundredths; `right` says the same for programs that don't count characters. */
  readonly rightCharacters?: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Ends its section: `w:sectPr`. */
  readonly section?: string;
}

export interface Border {
  /** Eighths of a point. */
  readonly size: number;
  readonly color: string;
  /** Points between line and text. */
  readonly space: number;
}

/** `w:p`, the properties in the order of the schema (ECMA-376 part 1, 17.3.1.26). */
export function paragraphXml(style: string, content: string, options: ParagraphOptions = {}): string {
  const { borders, list, rightTab, align, section } = options;
  const properties = [
    `<w:pStyle w:val="${style}"/>`,
    options.keepsWithNext === true ? '<w:keepNext/>' : '',
    options.startsPage === true ? '<w:pageBreakBefore/>' : '',
    list === undefined ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`,
    borders === undefined
      ? ''
      : `<w:pBdr>${borderXml('top', borders.top)}${borderXml('bottom', borders.bottom)}</w:pBdr>`,
    rightTab === undefined ? '' : `<w:tabs><w:tab w:val="right" w:pos="${rightTab}"/></w:tabs>`,
    spacingXml(options),
    indentXml(options),
    align === undefined ? '' : `<w:jc w:val="${align}"/>`,
    section ?? '',
  ];
  return `<w:p><w:pPr>${properties.join('')}</w:pPr>${content}</w:p>`;
}

function borderXml(side: 'top' | 'bottom', border: Border | undefined): string {
  if (border === undefined) return '';
  return `<w:${side} w:val="single" w:sz="${border.size}" w:space="${border.space}" w:color="${border.color}"/>`;
}

function spacingXml({ spaceBefore, spaceAfter, exactLine }: ParagraphOptions): string {
  const before = spaceBefore === undefined ? '' : ` w:before="${spaceBefore}"`;
  const after = spaceAfter === undefined ? '' : ` w:after="${spaceAfter}"`;
  const line = exactLine === undefined ? '' : ` w:line="${exactLine}" w:lineRule="exact"`;
  return before + after + line === '' ? '' : `<w:spacing${before}${after}${line}/>`;
}

function indentXml({ left, hanging, right, rightCharacters }: ParagraphOptions): string {
  const start = left === undefined ? '' : ` w:left="${left}"`;
  const characters = rightCharacters === undefined ? '' : ` w:rightChars="${rightCharacters}"`;
  const end = right === undefined ? '' : ` w:right="${right}"`;
  const back = hanging === undefined ? '' : ` w:hanging="${hanging}"`;
  return start + characters + end === '' ? '' : `<w:ind${start}${characters}${end}${back}/>`;
}

/** `w:r`; line breaks and tabs of the text become those of Word. */
export function textXml(text: string, properties = ''): string {
  const pieces = text.split(/(\r?\n|\t)/).map((piece) => {
    if (piece === '\t') return '<w:tab/>';
    if (piece.endsWith('\n')) return '<w:br/>';
    return piece === '' ? '' : `<w:t xml:space="preserve">${escapeXml(piece)}</w:t>`;
  });
  if (text === '') return '';
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${pieces.join('')}</w:r>`;
}

export function runsXml(runs: readonly Run[]): string {
  return runs.map(({ text, isStrong }) => textXml(text, isStrong === true ? '<w:b/><w:bCs/>' : '')).join('');
}
