/** Looks of a cell. `text`, `head`: of a plain list; `cell`, `label`: of a table with rules; the others of prose. */
export const CELL_FACES = ['text', 'head', 'cell', 'label', 'prose', 'heading', 'title'] as const;
export type CellFace = (typeof CELL_FACES)[number];

const ALIGNMENTS = ['left', 'center', 'right'] as const;
export type CellAlignment = (typeof ALIGNMENTS)[number];

/** Figures with so many places after the point are shown with all of them. */
const MOST_PLACES = 8;
/** Excel calculates with no more significant digits. */
const MOST_DIGITS = 15;
/** Above this Excel shows a cell in the format of text as a row of signs. */
const MOST_TEXT = 255;

/** Text in the format of text stays text when somebody edits it, and so does text marked as quoted. */
const TEXT_FORMATS = [
  { id: 49, isQuoted: false },
  { id: 0, isQuoted: true },
] as const;
const FIRST_OWN_FORMAT = 164;

/** Format codes of figures: by places after the point, without and with a comma every three digits. */
const FIGURE_FORMATS = [false, true].flatMap((isGrouped) =>
  Array.from({ length: MOST_PLACES + 1 }, (_, places) => {
    const decimals = places === 0 ? '' : `.${'0'.repeat(places)}`;
    return `${isGrouped ? '#,##0' : '0'}${decimals}`;
  }),
);
const FORMATS = TEXT_FORMATS.length + FIGURE_FORMATS.length;

/** Number of the style of a text. */
export function textStyle(face: CellFace, align: CellAlignment, text: string): number {
  return styleNumber(face, align, text.length > MOST_TEXT ? 1 : 0);
}

/** Number of the style of a figure that is shown as `shown`. */
export function figureStyle(face: CellFace, align: CellAlignment, figure: string, shown: string): number {
  const places = Math.min(MOST_PLACES, Math.max(placesOf(figure), placesOf(shown)));
  const isGrouped = /\d,\d{3}/.test(shown);
  return styleNumber(face, align, TEXT_FORMATS.length + (isGrouped ? MOST_PLACES + 1 : 0) + places);
}

/**
 * A figure as a sheet can hold it without losing a digit: `-12.50`. null for what is no figure or has more digits than
 * Excel keeps: that stays text.
 */
export function exactFigure(value: number | string): string | null {
  const figure = String(value);
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(figure) || placesOf(figure) > MOST_PLACES) return null;
  return figure.replaceAll(/\D/g, '').replace(/^0+/, '').length <= MOST_DIGITS ? figure : null;
}

function placesOf(figure: string): number {
  return /\.(\d+)$/.exec(figure)?.[1]?.length ?? 0;
}

function styleNumber(face: CellFace, align: CellAlignment, format: number): number {
  return (CELL_FACES.indexOf(face) * ALIGNMENTS.length + ALIGNMENTS.indexOf(align)) * FORMATS + format;
}

const FONT_OF_FACE: Readonly<Record<CellFace, number>> = {
  text: 0,
  head: 1,
  cell: 0,
  label: 1,
  prose: 0,
  heading: 1,
  title: 2,
};
const FONTS = ['<sz val="11"/>', '<b/><sz val="11"/>', '<b/><sz val="16"/>'];
const RULE = '<SIDE style="thin"><color rgb="FF000000"/></SIDE>';
const RULES = ['left', 'right', 'top', 'bottom'].map((side) => RULE.replaceAll('SIDE', side)).join('');

/** `styleSheet` with every style that the functions above can name. */
export function styleSheetXml(main: string): string {
  const formats = FIGURE_FORMATS.map(
    (code, index) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${code}"/>`,
  );
  const fonts = FONTS.map(
    (font) => `<font>${font}<name val="等线"/><family val="2"/><charset val="134"/></font>`,
  );
  const styles = CELL_FACES.flatMap((face) =>
    ALIGNMENTS.flatMap((align) => [
      ...TEXT_FORMATS.map(({ id, isQuoted }) => styleXml(face, align, id, isQuoted)),
      ...FIGURE_FORMATS.map((_, index) => styleXml(face, align, FIRST_OWN_FORMAT + index, false)),
    ]),
  );
  return `<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border>${RULES}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

function styleXml(face: CellFace, align: CellAlignment, format: number, isQuoted: boolean): string {
  const isRuled = face === 'cell' || face === 'label';
  const isList = face === 'text' || face === 'head';
  const alignment = isList ? '' : `<alignment horizontal="${align}" vertical="center" wrapText="1"/>`;
  return `<xf numFmtId="${format}" fontId="${FONT_OF_FACE[face]}" fillId="0" borderId="${isRuled ? 1 : 0}" xfId="0"${isQuoted ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1"${isRuled ? ' applyBorder="1"' : ''}${isList ? '/>' : ` applyAlignment="1">${alignment}</xf>`}`;
}
