/** An item of a 基层政务公开标准目录 (国办发〔2019〕54号), in the words of its columns. */
export interface CatalogueItem {
  /** 领域: the sheet it stood on. */
  readonly field: string;
  /** 一级事项. */
  readonly matter: string;
  /** 二级事项. */
  readonly detail: string;
  readonly content: string;
  readonly basis: string;
  readonly term: string;
  readonly bearer: string;
  readonly channels: string;
  readonly audience: string;
  readonly mode: string;
  readonly level: string;
}

/** A table of a workbook as a person reads it. */
export interface CatalogueSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** What was read, and every row that could not be, by sheet and row as the reader counts them. */
export interface ReadCatalogue {
  readonly items: readonly CatalogueItem[];
  readonly faults: readonly string[];
}

type Part =
  'matter' | 'detail' | 'content' | 'basis' | 'term' | 'bearer' | 'channels' | 'audience' | 'mode' | 'level';

/** Heads of columns in their writings; the first that fits counts. */
const HEADS: readonly (readonly [Part, RegExp])[] = [
  ['matter', /^一级事项|^公开事项$/u],
  ['detail', /^二级事项/u],
  ['content', /^公开内容/u],
  ['basis', /^公开依据/u],
  ['term', /^公开时限/u],
  ['bearer', /^公开主体/u],
  ['channels', /^公开渠道/u],
  ['audience', /^公开对象|^全社会|^特定(?:群体|群众)/u],
  ['mode', /^公开方式|^主动(?:公开)?$|^依申请(?:公开)?$/u],
  ['level', /^公开层级|^县(?:（?区）?)?级|^乡(?:镇|（镇）)?级|^乡、?镇|^村级|^市级/u],
];
/** A mark in a box that stands under its head. */
const TICK = /^[√✓✔☑■●○是]$/u;

const plain = (text: string | undefined): string =>
  (text ?? '').replaceAll(/\s+/gu, '').replaceAll(/[()]/gu, (it) => (it === '(' ? '（' : '）'));

/** Reads the tables of a workbook, each sheet a field; heads in one or two rows, merged cells carried down. */
export function readCatalogue(sheets: readonly CatalogueSheet[]): ReadCatalogue {
  const items: CatalogueItem[] = [];
  const faults: string[] = [];
  for (const sheet of sheets) {
    const top = sheet.rows.findIndex((row) => row.some((cell) => plain(cell).startsWith('公开内容')));
    if (top < 0) {
      if (sheet.rows.some((row) => row.some((cell) => cell.trim() !== '')))
        faults.push(`工作表“${sheet.name}”没有“公开内容（要素）”一列，没有读取。`);
      continue;
    }
    const read = readSheet(sheet, top);
    items.push(...read.items);
    faults.push(...read.faults);
  }
  const seen = new Set<string>();
  for (const item of items) {
    const key = catalogueKey(item);
    if (seen.has(key)) faults.push(`“${item.field}”里“${item.matter}—${item.detail}”出现了两次。`);
    seen.add(key);
  }
  if (items.length === 0 && faults.length === 0) faults.push('文件里没有公开事项。');
  return { items, faults };
}

interface Column {
  readonly part: Part;
  readonly head: string;
}

function columnsOf(
  rows: CatalogueSheet['rows'],
  top: number,
): { readonly columns: Map<number, Column>; readonly first: number } {
  const below = rows[top + 1] ?? [];
  // In a head of two rows the cell under 公开内容 belongs to the one above.
  const content = (rows[top] ?? []).findIndex((cell) => plain(cell).startsWith('公开内容'));
  const isTwoRows =
    plain(below[content]) === '' &&
    below.some((cell) => /^(?:一级事项|二级事项|全社会|主动)/u.test(plain(cell)));
  const columns = new Map<number, Column>();
  let upper = '';
  const width = Math.max(rows[top]?.length ?? 0, below.length);
  for (let index = 0; index < width; index += 1) {
    const own = plain(rows[top]?.[index]);
    const sub = isTwoRows ? plain(below[index]) : '';
    if (own !== '') upper = own;
    const head = sub === '' ? own : sub;
    const part =
      HEADS.find(([, pattern]) => pattern.test(head))?.[0] ??
      HEADS.find(([, it]) => sub !== '' && it.test(upper))?.[0];
    if (part !== undefined) columns.set(index, { part, head });
  }
  return { columns, first: top + (isTwoRows ? 2 : 1) };
}

function readSheet({ name, rows }: CatalogueSheet, top: number): ReadCatalogue {
  const { columns, first } = columnsOf(rows, top);
  const field = name.replace(/(?:领域)?(?:基层)?政务公开(?:标准)?目录$/u, '').trim() || name;
  const items: CatalogueItem[] = [];
  const faults: string[] = [];
  let matter = '';
  for (const [offset, row] of rows.slice(first).entries()) {
    const line = first + offset + 1;
    const found = new Map<Part, string[]>();
    for (const [index, { part, head }] of columns) {
      const cell = (row[index] ?? '').trim();
      if (cell === '') continue;
      found.set(part, [...(found.get(part) ?? []), TICK.test(cell) ? head : cell]);
    }
    const of = (part: Part) => (found.get(part) ?? []).join('、');
    if (found.size === 0) continue;
    matter = of('matter') === '' ? matter : of('matter');
    // A note below the table fills one cell of it.
    if (of('content') === '' && of('detail') === '') continue;
    if (matter === '' || of('content') === '') {
      faults.push(`工作表“${name}”第${line}行缺少${matter === '' ? '一级事项' : '公开内容'}。`);
      continue;
    }
    const detail = of('detail') === '' ? matter : of('detail');
    items.push({
      ...{ field, matter, detail, content: of('content'), basis: of('basis'), term: of('term') },
      ...{ bearer: of('bearer'), channels: of('channels'), audience: of('audience') },
      ...{ mode: of('mode'), level: of('level') },
    });
  }
  return { items, faults };
}

/** The same item from one edition of a catalogue to the next. */
export function catalogueKey({
  field,
  matter,
  detail,
}: Pick<CatalogueItem, 'field' | 'matter' | 'detail'>): string {
  return [field, matter, detail].map((text) => plain(text).slice(0, 120)).join('|');
}
