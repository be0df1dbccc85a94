/** A figure as read from one cell. `value` null: blank or not one certain figure. */
export interface CellReading {
  readonly value: number | null;
  /** As printed. */
  readonly text: string;
  readonly fault?: 'blank' | 'unreadable' | 'negative' | 'fractional' | 'unit';
}

const COUNT = /^(-)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*[件项条个份次起宗例]?$/;
const BLANK = /^[\s/\\—\u2423_-]*$/;

/** Moves the decimal point of a printed decimal, exactly: ('4389.64', 4) → 43896400. */
export function shiftDecimalPoint(decimal: string, places: number): number {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  let digits = whole + fraction;
  let point = whole.length + places;
  if (point < 0) {
    digits = '0'.repeat(-point) + digits;
    point = 0;
  }
  digits = digits.padEnd(point, '0');
  const value = Number(`${digits.slice(0, point) || '0'}.${digits.slice(point) || '0'}`);
  return negative && value !== 0 ? -value : value;
}

export function isBlankCell(normalised: string): boolean {
  return BLANK.test(normalised);
}

/** A count of cases or documents: a non-negative integer; a negative or fractional one keeps its value and is named. */
export function readCount(normalised: string, text: string): CellReading {
  const printed = normalised.trim();
  if (isBlankCell(printed)) return { value: null, text, fault: 'blank' };
  const match = COUNT.exec(printed);
  if (match === null) return { value: null, text, fault: 'unreadable' };
  const whole = (match[2] as string).replaceAll(',', '');
  if (whole.length > 1 && whole.startsWith('0')) return { value: null, text, fault: 'unreadable' };
  const value = Number(whole + (match[3] ?? ''));
  if (!Number.isInteger(value))
    return { value: match[1] === undefined ? value : -value, text, fault: 'fractional' };
  if (match[1] !== undefined && value !== 0) return { value: -value, text, fault: 'negative' };
  return { value, text };
}

const NO_CHANGE = /^(?:无增减|无变化|没有增减|未增减|无增加|持平|不变|无)$/;
const CHANGE_IN_WORDS = /^(增加|新增|减少|调减|核减|增|减)了?\s*(\d+)\s*[项件个条]?$/;

/** 本年增/减: a signed number, or words such as 减少2项, 增加23项, 无增减. */
export function readChange(normalised: string, text: string): CellReading {
  const printed = normalised.trim();
  if (NO_CHANGE.test(printed)) return { value: 0, text };
  const words = CHANGE_IN_WORDS.exec(printed);
  if (words !== null) {
    const items = Number(words[2]);
    return { value: items !== 0 && (words[1] as string).includes('减') ? -items : items, text };
  }
  const count = readCount(
    printed
      .replace(/^\+/, '')
      .replace(/^[—]\s*(?=\d)/, '-')
      .replace(/^-\s+(?=\d)/, '-'),
    text,
  );
  return count.fault === 'negative' ? { value: count.value, text } : count;
}

const AMOUNT = /^(-)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(亿元|万元|元|万)?$/;
/** Up to here a sum without a unit is taken for 万元: no procurement of a year costs a few hundred yuan. */
const LARGEST_WAN_YUAN_WITHOUT_UNIT = 10_000;
const SMALLEST_YUAN_WITH_CENTS = 1_000_000;

export type MoneyUnit = 'yuan' | 'wanYuan';

interface PrintedAmount {
  readonly decimal: string;
  readonly unit: string | undefined;
}

function parseAmount(printed: string): PrintedAmount | null {
  const match = AMOUNT.exec(printed);
  if (match === null) return null;
  const whole = (match[2] as string).replaceAll(',', '');
  if (whole.length > 1 && whole.startsWith('0')) return null;
  return { decimal: (match[1] ?? '') + whole + (match[3] ?? ''), unit: match[4] };
}

function toUnit(decimal: string, from: string, to: MoneyUnit): number {
  const places = from === '亿元' ? 8 : from === '元' ? 0 : 4;
  return shiftDecimalPoint(decimal, to === 'yuan' ? places : places - 4);
}

/**
 * A sum of money in the unit of its column (采购总金额: yuan; 收费金额: 万元). The unit printed in the cell counts
 * before that of the header; without any, 采购总金额 is yuan unless its size says 万元. What was inferred or
 * converted against the form is named (`unit`).
 */
export function readAmount(
  normalised: string,
  text: string,
  column: MoneyUnit,
  headerUnit: string | null,
): CellReading {
  const printed = normalised.trim();
  if (isBlankCell(printed)) return { value: null, text, fault: 'blank' };
  const amount = parseAmount(printed);
  if (amount === null) return { value: null, text, fault: 'unreadable' };
  const { decimal } = amount;
  const inUnit = (unit: string, isUncertain: boolean): CellReading => {
    const value = toUnit(decimal, unit, column);
    if (value < 0) return { value, text, fault: 'negative' };
    return isUncertain && value !== 0 ? { value, text, fault: 'unit' } : { value, text };
  };
  if (amount.unit !== undefined) return inUnit(amount.unit, column === 'wanYuan' && amount.unit === '元');
  if (column === 'wanYuan') return inUnit(headerUnit ?? '万元', headerUnit === '元');
  if (headerUnit !== null) return inUnit(headerUnit, false);
  const size = Math.abs(Number(decimal));
  const looksLikeWanYuan =
    size < LARGEST_WAN_YUAN_WITHOUT_UNIT ||
    (decimal.includes('.') && (size < SMALLEST_YUAN_WITH_CENTS || /\.\d{3,}$/.test(decimal)));
  return looksLikeWanYuan ? inUnit('万元', true) : inUnit('元', decimal.includes('.'));
}
