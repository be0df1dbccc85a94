import type { HiddenItem } from '@gongkai/core';
import { attributeOf, plainText, shortened, withoutElements, type XmlToken } from './xml-tokens.js';

type Report = (item: HiddenItem) => void;

/** What was taken out of the text and is still in the file (ECMA-376 part 1, 17.13.5). */
const REMOVED = new Set(['del', 'moveFrom']);
/** What was put in: it stays, without who put it there. */
const INSERTED = new Set(['ins', 'moveTo']);
const CHANGES = new Set([
  ...['rPrChange', 'pPrChange', 'sectPrChange', 'tblPrChange', 'tcPrChange', 'trPrChange', 'tblGridChange'],
  ...['tblPrExChange', 'numberingChange', 'cellIns', 'cellDel', 'cellMerge'],
]);
const MARKS = new Set([
  ...['commentRangeStart', 'commentRangeEnd', 'commentReference', 'annotationRef'],
  ...['moveFromRangeStart', 'moveFromRangeEnd', 'moveToRangeStart', 'moveToRangeEnd'],
  ...['customXmlInsRangeStart', 'customXmlInsRangeEnd', 'customXmlDelRangeStart', 'customXmlDelRangeEnd'],
  ...['customXmlMoveFromRangeStart', 'customXmlMoveFromRangeEnd'],
  ...['customXmlMoveToRangeStart', 'customXmlMoveToRangeEnd'],
]);

const isWord = ({ raw }: XmlToken): boolean => /^<\/?w:/.test(raw);

/** The text of a document as it reads with every change accepted, without comments and hidden words. */
export async function* wordAsShown(
  tokens: AsyncIterable<XmlToken>,
  hiddenStyles: ReadonlySet<string>,
  report: Report,
): AsyncGenerator<XmlToken> {
  const kept = withoutElements(
    tokens,
    (token) => isWord(token) && (REMOVED.has(token.name) || CHANGES.has(token.name) || MARKS.has(token.name)),
    (token, text) => {
      if (MARKS.has(token.name)) return undefined;
      const who = attributeOf(token, 'author') ?? '';
      const what = REMOVED.has(token.name) && text.trim() !== '' ? `删去“${text}”` : '格式或者段落的改动';
      report({ rule: 'hidden.revision', detail: shortened(`${who} ${what}`) });
      return undefined;
    },
  );
  yield* withoutHiddenRuns(accepted(kept, report), hiddenStyles, report);
}

async function* accepted(tokens: AsyncIterable<XmlToken>, report: Report): AsyncGenerator<XmlToken> {
  let inserted: { readonly who: string; text: string } | null = null;
  for await (const token of tokens) {
    if (isWord(token) && INSERTED.has(token.name)) {
      const who = attributeOf(token, 'author') ?? '';
      if (token.kind === 'open') inserted = { who, text: '' };
      if (token.kind === 'empty') report({ rule: 'hidden.revision', detail: shortened(`${who} 添加的段落`) });
      if (token.kind === 'close' && inserted !== null) {
        report({
          rule: 'hidden.revision',
          detail: shortened(`${inserted.who} 添加“${inserted.text}”（文字保留）`),
        });
        inserted = null;
      }
      continue;
    }
    if (inserted !== null && token.kind === 'text' && inserted.text.length < 200)
      inserted.text += plainText(token.raw);
    yield token;
  }
}

interface HeldRun {
  readonly tokens: XmlToken[];
  isHidden: boolean;
  text: string;
  /** Inside of the run's own properties. */
  isInProperties: boolean;
}

/** Runs are held one at a time, because what hides one stands in it; a run in a text box is a run of its own. */
async function* withoutHiddenRuns(
  tokens: AsyncIterable<XmlToken>,
  hiddenStyles: ReadonlySet<string>,
  report: Report,
): AsyncGenerator<XmlToken> {
  const held: HeldRun[] = [];
  let isHiddenParagraph = false;
  for await (const token of tokens) {
    const run = held.at(-1);
    if (isWord(token)) {
      if (token.name === 'p' && token.kind === 'open') isHiddenParagraph = false;
      if (token.name === 'pStyle') isHiddenParagraph = hiddenStyles.has(attributeOf(token, 'val') ?? '');
      if (token.name === 'r' && token.kind === 'open') {
        held.push({ tokens: [token], isHidden: isHiddenParagraph, text: '', isInProperties: false });
        continue;
      }
      if (run !== undefined && token.name === 'rPr') run.isInProperties = token.kind === 'open';
      if (run?.isInProperties === true) {
        if (token.name === 'vanish') run.isHidden = isOn(token);
        if (token.name === 'rStyle' && hiddenStyles.has(attributeOf(token, 'val') ?? '')) run.isHidden = true;
      }
    }
    if (run === undefined) {
      yield token;
      continue;
    }
    run.tokens.push(token);
    if (token.kind === 'text') run.text += plainText(token.raw);
    if (!(isWord(token) && token.name === 'r' && token.kind === 'close')) continue;
    held.pop();
    if (run.isHidden && run.text.trim() !== '') {
      report({ rule: 'hidden.text', detail: shortened(run.text) });
      continue;
    }
    const outer = held.at(-1);
    if (outer === undefined) yield* run.tokens;
    else outer.tokens.push(...run.tokens);
  }
}

function isOn(token: XmlToken): boolean {
  const value = attributeOf(token, 'val');
  return value === null || !['0', 'false', 'off'].includes(value);
}

/** The styles whose text is hidden. */
export async function hiddenStylesOf(tokens: AsyncIterable<XmlToken>): Promise<ReadonlySet<string>> {
  const styles = new Set<string>();
  let style: string | null = null;
  for await (const token of tokens) {
    if (token.name === 'style' && token.kind === 'open') style = attributeOf(token, 'styleId');
    if (token.name === 'style' && token.kind === 'close') style = null;
    if (token.name === 'vanish' && style !== null && isOn(token)) styles.add(style);
  }
  return styles;
}
