import { Parser } from 'htmlparser2';

/** What stands between the tags: lines, with the cells of a table's row parted by tabs. */
export interface MarkupRows {
  readonly write: (piece: string) => void;
  readonly end: () => { readonly shown: string; readonly hidden: string };
}

const BLOCKS = new Set(
  'p,br,cr,div,li,h1,h2,h3,h4,h5,h6,title,caption,tr,dt,dd,pre,section,article'.split(','),
);
const CELLS = new Set(['tc', 'td', 'th']);
/** Text that a page does not show: scripts; of Word what was deleted, and the codes of fields. */
const SILENT = new Set(['script', 'style']);
const UNSEEN = new Set(['delText', 'instrText', 'delInstrText']);

interface Story {
  text: string;
  /** How deep in cells; a line break in one is U+2028. */
  cells: number;
}

/** Reads html, or a part of a Word document; a break inside a cell is U+2028. Text boxes follow the paragraph in which they are anchored. */
export function markupRows(kind: 'html' | 'word'): MarkupRows {
  const isWord = kind === 'word';
  const stories: [Story, ...Story[]] = [{ text: '', cells: 0 }];
  const boxes: string[] = [];
  let hidden = '';
  let silent = 0;
  let unseen = 0;
  let repeated = 0;
  const story = (): Story => stories.at(-1) ?? stories[0];
  const append = (text: string): void => {
    story().text += text;
  };
  const breakLine = (): void => {
    const { text, cells } = story();
    if (cells > 0) append(text === '' || /[\t\n\u2028]$/u.test(text) ? '' : '\u2028');
    else append('\n');
  };
  const parser = new Parser(
    {
      onopentag(tag) {
        const name = localName(tag);
        if (SILENT.has(name)) silent += 1;
        // The second form of a shape, for programs that do not know the first: the same words again.
        if (isWord && name === 'Fallback') repeated += 1;
        if (isWord && UNSEEN.has(name)) unseen += 1;
        if (CELLS.has(name)) story().cells += 1;
        if (isWord && name === 'txbxContent') stories.push({ text: '', cells: 0 });
        if (isWord && name === 'tab') append(' ');
        if (isWord && name === 'noBreakHyphen') append('-');
      },
      ontext(piece) {
        if (silent > 0 || repeated > 0) return;
        if (unseen > 0) hidden += piece;
        else append(isWord ? piece : piece.replaceAll(/[ \t\r\n]+/gu, ' '));
      },
      onclosetag(tag) {
        const name = localName(tag);
        if (SILENT.has(name)) silent -= 1;
        if (isWord && name === 'Fallback') repeated -= 1;
        if (isWord && UNSEEN.has(name)) {
          unseen -= 1;
          hidden += '\n';
        }
        if (CELLS.has(name)) {
          const of = story();
          of.cells -= 1;
          of.text = `${of.text.replace(/\u2028$/u, '')}${of.cells > 0 ? ' ' : '\t'}`;
        } else if (name === 'tr' && story().cells === 0) {
          story().text = `${story().text.replace(/\t$/u, '')}\n`;
        } else if (isWord && name === 'txbxContent') {
          const box = stories.length > 1 ? stories.pop() : undefined;
          if (box !== undefined && repeated === 0) boxes.push(box.text);
        } else if (BLOCKS.has(name)) {
          breakLine();
          if (name === 'p' && stories.length === 1 && boxes.length > 0 && story().cells === 0)
            append(boxes.splice(0).join(''));
        }
      },
    },
    { xmlMode: isWord, decodeEntities: true, lowerCaseTags: !isWord },
  );
  return {
    write(piece) {
      parser.write(piece);
    },
    end() {
      parser.end();
      return { shown: `${stories[0].text}\n${boxes.join('')}`, hidden };
    },
  };
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
