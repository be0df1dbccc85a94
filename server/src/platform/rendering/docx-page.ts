import type { Letterhead, PrintedDocument } from './document.js';
import { LINE } from './docx-styles.js';
import { WORD, paragraphXml, textXml, twipsOf } from './docx-xml.js';
import {
  LANDSCAPE_MARGIN_MM,
  LETTERHEAD_MM,
  MARGIN_MM,
  PAGE_NUMBER_BELOW_TYPE_AREA_MM,
  PAPER_MM,
  RED,
  SIZE_POINTS,
  markPoints,
  pointsOf,
} from './measures.js';
import { RELATIONSHIPS, type PackagePart } from './office-package.js';

export function twipsOfMm(millimetres: number): number {
  return twipsOf(pointsOf(millimetres));
}

/** Width of the type area in twips. */
export function textWidth(isLandscape: boolean): number {
  const [width, margin] = isLandscape ? [PAPER_MM.height, LANDSCAPE_MARGIN_MM] : [PAPER_MM.width, MARGIN_MM];
  return twipsOfMm(width) - twipsOfMm(margin.left) - twipsOfMm(margin.right);
}

const NUMBER_HEIGHT = twipsOf(SIZE_POINTS.四号);

/** Lower edge of the page number above the end of the paper: its dash lies in the middle of its line. */
function numberAbovePaperEnd(bottomMm: number): number {
  return twipsOfMm(bottomMm - PAGE_NUMBER_BELOW_TYPE_AREA_MM) - NUMBER_HEIGHT / 2;
}

/** `w:sectPr`: paper, margins, the grid of 22 lines, and which furniture its pages carry. */
export function sectionXml(
  { format, letterhead }: PrintedDocument,
  isLandscape: boolean,
  isFirst: boolean,
): string {
  const isLetter = format === 'letter';
  const hasOwnFirstPage = isLetter && isFirst;
  const margin = isLandscape ? LANDSCAPE_MARGIN_MM : MARGIN_MM;
  const [width, height] = isLandscape ? [PAPER_MM.height, PAPER_MM.width] : [PAPER_MM.width, PAPER_MM.height];
  const header = isLetter ? LETTERHEAD_MM.letter.markBelowPaper : 15;
  const footer =
    isLetter && !isLandscape
      ? twipsOfMm(LETTERHEAD_MM.letter.ruleAbovePaperEnd)
      : numberAbovePaperEnd(margin.bottom);
  const reference = (kind: 'header' | 'footer', type: string, id: string): string =>
    `<w:${kind}Reference w:type="${type}" r:id="${id}"/>`;
  return [
    '<w:sectPr>',
    hasOwnFirstPage && letterhead !== null ? reference('header', 'first', 'rIdHeaderFirst') : '',
    reference('footer', 'even', isLandscape ? 'rIdFooterEvenWide' : 'rIdFooterEven'),
    reference('footer', 'default', isLandscape ? 'rIdFooterOddWide' : 'rIdFooterOdd'),
    hasOwnFirstPage ? reference('footer', 'first', 'rIdFooterFirst') : '',
    '<w:type w:val="nextPage"/>',
    `<w:pgSz w:w="${twipsOfMm(width)}" w:h="${twipsOfMm(height)}"${isLandscape ? ' w:orient="landscape"' : ''}/>`,
    `<w:pgMar w:top="${twipsOfMm(margin.top)}" w:right="${twipsOfMm(margin.right)}" w:bottom="${twipsOfMm(margin.bottom)}" w:left="${twipsOfMm(margin.left)}" w:header="${twipsOfMm(header)}" w:footer="${footer}" w:gutter="0"/>`,
    hasOwnFirstPage ? '<w:titlePg/>' : '',
    `<w:docGrid w:type="lines" w:linePitch="${LINE}"/>`,
    '</w:sectPr>',
  ].join('');
}

/** Headers and footers, each with the id that the sections name it by. */
export function furnitureParts({
  format,
  letterhead,
}: PrintedDocument): readonly (PackagePart & { readonly id: string })[] {
  const isLetter = format === 'letter';
  // A letter's footers begin where its first page has the second rule; its page numbers stand higher.
  const lift = isLetter
    ? numberAbovePaperEnd(MARGIN_MM.bottom) - twipsOfMm(LETTERHEAD_MM.letter.ruleAbovePaperEnd)
    : 0;
  const parts = [
    footer('rIdFooterOdd', pageNumberXml(false, lift)),
    footer('rIdFooterEven', pageNumberXml(true, lift)),
    footer('rIdFooterOddWide', pageNumberXml(false, 0)),
    footer('rIdFooterEvenWide', pageNumberXml(true, 0)),
  ];
  if (!isLetter) return parts;
  parts.push(footer('rIdFooterFirst', doubleRuleXml('thinAbove', 0)));
  if (letterhead !== null) parts.push(part('header', 'rIdHeaderFirst', letterMarkXml(letterhead)));
  return parts;
}

function footer(id: string, content: string): PackagePart & { readonly id: string } {
  return part('footer', id, content);
}

function part(kind: 'header' | 'footer', id: string, content: string): PackagePart & { readonly id: string } {
  const [tag, name] = [kind === 'header' ? 'hdr' : 'ftr', id.replace('rId', '')];
  return {
    id,
    name: `word/${name.charAt(0).toLowerCase()}${name.slice(1)}.xml`,
    type: `officedocument.wordprocessingml.${kind}+xml`,
    xml: `<w:${tag} xmlns:w="${WORD}" xmlns:r="${RELATIONSHIPS}">${content}</w:${tag}>`,
  };
}

/** — 1 —, one character in from the outer edge. */
function pageNumberXml(isEven: boolean, spaceAfter: number): string {
  const number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>';
  return paragraphXml('PageNumber', `${textXml('— ')}${number}${textXml(' —')}`, {
    spaceAfter,
    ...(isEven ? { left: NUMBER_HEIGHT, align: 'left' } : { right: NUMBER_HEIGHT, align: 'right' }),
  });
}

/** The organ's mark of a letter with the rule below it. They lie above the type area, so they are in the header. */
function letterMarkXml({ organ }: Letterhead): string {
  const points = markPoints(organ);
  const size = `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
  const mark = paragraphXml('OrganMark', textXml(organ, size), {
    ...beyondTypeArea(),
    exactLine: twipsOf(points),
  });
  return mark + doubleRuleXml('thickAbove', twipsOfMm(LETTERHEAD_MM.letter.ruleBelowMark));
}

/** Drawn as the two borders of an empty line: which of the two is thicker then looks alike in every program. */
function doubleRuleXml(kind: 'thickAbove' | 'thinAbove', spaceBefore: number): string {
  const thick = { size: 18, color: RED, space: 0 };
  const thin = { size: 6, color: RED, space: 0 };
  const borders = kind === 'thickAbove' ? { top: thick, bottom: thin } : { top: thin, bottom: thick };
  return paragraphXml('Rule', '', { borders, spaceBefore, ...beyondTypeArea() });
}

/** Indents with which a line is as long as a letter's rules, in the middle of the paper. */
function beyondTypeArea(): { readonly left: number; readonly right: number } {
  const edge = (PAPER_MM.width - LETTERHEAD_MM.letter.ruleLength) / 2;
  return { left: twipsOfMm(edge - MARGIN_MM.left), right: twipsOfMm(edge - MARGIN_MM.right) };
}
