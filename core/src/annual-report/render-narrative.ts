import { cellsOfForm, isCellAddress, isCellOfForm } from './cell-address.js';
import { figureValueAt, isFeeAddress, type FigureAddress } from './figure-address.js';
import { isLedgerAddress } from './ledger-figure.js';
import type { CellAddress, FormVersion, ReportTables } from './tables.js';

/** A figure of the prose, bound to cells, sums of the fees or counts of a ledger: it can't be typed, and follows them. */
export interface BoundFigure {
  readonly expression: string;
  readonly text: string;
  readonly value: number;
  readonly cells: readonly FigureAddress[];
  /** Where it stands in the rendered text. */
  readonly start: number;
  readonly end: number;
}
export interface NarrativeError {
  readonly expression: string;
  readonly message: string;
  /** Line and character of the template at which it stands, both from 1. */
  readonly line: number;
  readonly column: number;
}
export interface RenderedNarrative {
  readonly text: string;
  readonly figures: readonly BoundFigure[];
  readonly errors: readonly NarrativeError[];
}

interface Term {
  readonly value: number;
  readonly cells: readonly FigureAddress[];
  readonly decimals: number;
}

class ExpressionError extends Error {}

const TOKEN = /\s*(percent|[a-z][\w.*]*|\d+|[-+(),])/gy;

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  for (let match = TOKEN.exec(expression); match !== null; match = TOKEN.exec(expression)) {
    tokens.push(match[1] ?? '');
    at = TOKEN.lastIndex;
  }
  if (expression.slice(at).trim() !== '' || tokens.length === 0) {
    throw new ExpressionError(`“${expression.trim()}”不是可以计算的式子`);
  }
  return tokens;
}

/** The cells that a name stands for: one cell, or with * every row of a group, e.g. `table3.refused.*.total`. */
function cellsNamed(name: string, tables: ReportTables): FigureAddress[] {
  if (isFeeAddress(name)) return [name];
  if (name.startsWith('ledger.')) {
    if (!isLedgerAddress(name)) throw new ExpressionError(`没有“${name}”这个台账数字`);
    if (figureValueAt(tables, name) === null)
      throw new ExpressionError(`报告中没有“${name}”：本机关没有登记这些台账`);
    return [name];
  }
  if (isCellAddress(name)) return [name];
  const form: FormVersion = (name.startsWith('table2') ? tables.forms.table2 : tables.forms.table3) ?? '2021';
  if (!name.includes('*')) throw new ExpressionError(`没有“${name}”这一格`);
  const pattern = new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '\\w+')}$`);
  const cells = cellsOfForm(form).filter((cell) => pattern.test(cell));
  if (cells.length === 0) throw new ExpressionError(`没有“${name}”这样的格`);
  return cells;
}

/** sum := term (('+' | '-') term)*; term := name | percent '(' sum ',' sum [',' decimals] ')' */
class ExpressionReader {
  private at = 0;
  constructor(
    private readonly tokens: readonly string[],
    private readonly tables: ReportTables,
  ) {}

  read(): Term {
    const term = this.sum();
    if (this.at < this.tokens.length)
      throw new ExpressionError(`“${this.tokens[this.at] ?? ''}”不应出现在这里`);
    return term;
  }

  private take(expected?: string): string {
    const token = this.tokens[this.at];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new ExpressionError(`此处应为“${expected ?? '格的名称'}”`);
    }
    this.at += 1;
    return token;
  }

  private sum(): Term {
    let sum = this.term();
    while (this.tokens[this.at] === '+' || this.tokens[this.at] === '-') {
      const sign = this.take() === '+' ? 1 : -1;
      const next = this.term();
      sum = { value: sum.value + sign * next.value, cells: [...sum.cells, ...next.cells], decimals: 0 };
    }
    return sum;
  }

  private term(): Term {
    const name = this.take();
    if (name === 'percent') return this.percent();
    const cells = cellsNamed(name, this.tables);
    const unknown = cells.find(
      (cell) => !isFeeAddress(cell) && !isLedgerAddress(cell) && this.isMissing(cell),
    );
    if (unknown !== undefined) throw new ExpressionError(`报告的格式中没有“${unknown}”`);
    return {
      value: cells.reduce((sum, cell) => sum + (figureValueAt(this.tables, cell) ?? 0), 0),
      cells,
      decimals: 0,
    };
  }

  private isMissing(cell: CellAddress): boolean {
    const table = cell.slice(0, 6) as 'table2' | 'table3' | 'table4';
    const form =
      table === 'table2' ? this.tables.forms.table2 : table === 'table3' ? this.tables.forms.table3 : '2021';
    return this.tables[table] === null || form === null || !isCellOfForm(cell, form);
  }

  private percent(): Term {
    this.take('(');
    const part = this.sum();
    this.take(',');
    const whole = this.sum();
    let decimals = 2;
    if (this.tokens[this.at] === ',') {
      this.take(',');
      decimals = Number(this.take());
      if (!Number.isInteger(decimals) || decimals > 6) throw new ExpressionError('小数位数应为0至6');
    }
    this.take(')');
    const cells = [...part.cells, ...whole.cells];
    const share = whole.value === 0 ? 0 : (part.value / whole.value) * 100;
    return { value: Number(share.toFixed(decimals)), cells, decimals };
  }
}

function shown({ value, decimals }: Term): string {
  if (decimals > 0) return value.toFixed(decimals);
  return String(Math.round(value * 1e6) / 1e6);
}

function positionAt(template: string, index: number): { line: number; column: number } {
  const lines = template.slice(0, index).split('\n');
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

/**
 * Text with {{expression}} replaced by figures of the tables. {{year}} is the report year, {{nextYear}} the next.
 * An expression that can't be computed stays visible and is listed.
 */
export function renderNarrative(template: string, tables: ReportTables, year?: number): RenderedNarrative {
  const figures: BoundFigure[] = [];
  const errors: NarrativeError[] = [];
  let text = '';
  let read = 0;
  for (const match of template.matchAll(/\{\{([^{}]*)\}\}/g)) {
    text += template.slice(read, match.index);
    read = match.index + match[0].length;
    const expression = (match[1] ?? '').trim();
    if (year !== undefined && (expression === 'year' || expression === 'nextYear')) {
      text += String(expression === 'year' ? year : year + 1);
      continue;
    }
    try {
      const term = new ExpressionReader(tokensOf(expression), tables).read();
      const start = text.length;
      text += shown(term);
      figures.push({
        expression,
        text: shown(term),
        value: term.value,
        cells: term.cells,
        start,
        end: text.length,
      });
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      text += match[0];
      errors.push({ expression, message: `${error.message}。`, ...positionAt(template, match.index) });
    }
  }
  return { text: text + template.slice(read), figures, errors };
}
