import type { HiddenItem } from '@gongkai/core';
import { attributeOf, plainText, shortened, withoutElements, type XmlToken } from './xml-tokens.js';

type Report = (item: HiddenItem) => void;

/** A sheet of a workbook as its list names it. */
export interface ListedSheet {
  readonly name: string;
  readonly relationId: string;
  readonly isHidden: boolean;
}

export async function sheetsOf(workbook: AsyncIterable<XmlToken>): Promise<ListedSheet[]> {
  const sheets: ListedSheet[] = [];
  for await (const token of workbook) {
    if (token.name !== 'sheet' || token.kind === 'close') continue;
    const state = attributeOf(token, 'state');
    sheets.push({
      name: attributeOf(token, 'name') ?? '',
      relationId: attributeOf(token, 'id') ?? '',
      isHidden: state === 'hidden' || state === 'veryHidden',
    });
  }
  return sheets;
}

/** The list without its hidden sheets; names that point into them go, the others follow their sheets. */
export async function* workbookAsShown(
  tokens: AsyncIterable<XmlToken>,
  sheets: readonly ListedSheet[],
): AsyncGenerator<XmlToken> {
  const hidden = sheets.filter(({ isHidden }) => isHidden);
  const places = new Map<number, number>();
  for (const [index, sheet] of sheets.entries()) if (!sheet.isHidden) places.set(index, places.size);
  let held: XmlToken[] | null = null;
  for await (const token of withoutElements(tokens, ({ name }) => name === 'externalReferences')) {
    if (token.name === 'sheet' && hidden.some(({ relationId }) => relationId === attributeOf(token, 'id')))
      continue;
    if (token.name === 'workbookView') {
      yield { ...token, raw: token.raw.replaceAll(/\s(?:activeTab|firstSheet)="\d+"/g, '') };
      continue;
    }
    if (token.name === 'definedName' && token.kind === 'open') {
      held = [token];
      continue;
    }
    if (held === null) {
      yield token;
      continue;
    }
    held.push(token);
    if (token.kind !== 'close') continue;
    yield* nameAsShown(held, hidden, places);
    held = null;
  }
}

function nameAsShown(
  tokens: readonly XmlToken[],
  hidden: readonly ListedSheet[],
  places: ReadonlyMap<number, number>,
): readonly XmlToken[] {
  const [open, ...rest] = tokens;
  if (open === undefined) return [];
  const text = rest.map(({ kind, raw }) => (kind === 'text' ? plainText(raw) : '')).join('');
  const isHidden = attributeOf(open, 'hidden') === '1' || /\[\d+\]/.test(text);
  if (isHidden || hidden.some(({ name }) => text.includes(`${name}!`) || text.includes(`${name}'!`)))
    return [];
  const local = attributeOf(open, 'localSheetId');
  if (local === null) return tokens;
  const place = places.get(Number(local));
  if (place === undefined) return [];
  return [{ ...open, raw: open.raw.replace(/localSheetId="\d+"/, `localSheetId="${place}"`) }, ...rest];
}

/** The columns of a reference such as `AB12`, counted from 1. */
function columnOf(reference: string | null): number {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0] ?? '';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A sheet without the content of its hidden rows and columns, without the mark of its comments, its formulas as values. */
export async function* sheetAsShown(
  tokens: AsyncIterable<XmlToken>,
  { keepsFormulas, hasComments }: { readonly keepsFormulas: boolean; readonly hasComments: boolean },
  report: Report,
): AsyncGenerator<XmlToken> {
  const ranges: { readonly min: number; readonly max: number }[] = [];
  const isHiddenColumn = (column: number) => ranges.some(({ min, max }) => column >= min && column <= max);
  let column = 0;
  const isDropped = (token: XmlToken): boolean => {
    switch (token.name) {
      case 'col':
        if (attributeOf(token, 'hidden') === '1' || attributeOf(token, 'hidden') === 'true')
          ranges.push({ min: Number(attributeOf(token, 'min')), max: Number(attributeOf(token, 'max')) });
        return false;
      case 'row': {
        column = 0;
        const value = attributeOf(token, 'hidden');
        return token.kind === 'open' && (value === '1' || value === 'true');
      }
      case 'c': {
        const reference = attributeOf(token, 'r');
        column = reference === null ? column + 1 : columnOf(reference);
        return token.kind === 'open' && isHiddenColumn(column);
      }
      case 'f':
        return !keepsFormulas;
      case 'legacyDrawing':
        return hasComments;
      default:
        return false;
    }
  };
  yield* withoutElements(tokens, isDropped, (token) => {
    if (token.name !== 'row' && token.name !== 'c') return undefined;
    const place = attributeOf(token, 'r') ?? '';
    report({ rule: 'hidden.cells', detail: token.name === 'row' ? `第${place}行` : `单元格${place}` });
    return undefined;
  });
}

/** The numbers of the shared texts that the cells of a sheet show. */
export async function usedTextsOf(tokens: AsyncIterable<XmlToken>, into: Set<number>): Promise<void> {
  let isShared = false;
  let isValue = false;
  for await (const token of tokens) {
    if (token.name === 'c') isShared = token.kind === 'open' && attributeOf(token, 't') === 's';
    if (token.name === 'v') isValue = token.kind === 'open';
    if (isShared && isValue && token.kind === 'text') into.add(Number(token.raw));
  }
}

/** Texts that no cell shows any more are emptied; the others keep their numbers. */
export async function* sharedTextsAsUsed(
  tokens: AsyncIterable<XmlToken>,
  used: ReadonlySet<number>,
): AsyncGenerator<XmlToken> {
  let number = -1;
  yield* withoutElements(
    tokens,
    (token) => {
      if (token.name !== 'si') return false;
      number += 1;
      return token.kind === 'open' && !used.has(number);
    },
    ({ raw }) => raw.replace(/^<([^\s/>]+)[^]*$/, '<$1></$1>'),
  );
}

export function sheetItem({ name }: ListedSheet): HiddenItem {
  return { rule: 'hidden.sheet', detail: shortened(name) };
}
