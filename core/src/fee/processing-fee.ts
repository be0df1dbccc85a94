import { DomainError } from '../error.js';

/**
 * 信息处理费, 国办函〔2020〕109号: per item by the applicant's applications of one calendar month, or per page of one
 * application; never both; progressive by bracket.
 */
export interface FeeBracket {
  readonly from: number;
  /** Null: no upper end. */
  readonly to: number | null;
  readonly yuanEach: number;
}

/** What falls into one bracket. */
export interface FeeLine extends FeeBracket {
  readonly count: number;
  readonly amountYuan: number;
}

export interface ProcessingFee {
  readonly amountYuan: number;
  readonly brackets: readonly FeeLine[];
}

const FREE_ITEMS = 10;
const FIRST_ITEM_BRACKET_END = 30;
const ITEM_BRACKET_SIZE = 10;
const YUAN_STEP = 100;

/** 1–30 pages free, 31–100: 10, 101–200: 20, from 201: 40 yuan a page; a page is one side of A4 or smaller. */
export const PAGE_BRACKETS: readonly FeeBracket[] = [
  { from: 1, to: 30, yuanEach: 0 },
  { from: 31, to: 100, yuanEach: 10 },
  { from: 101, to: 200, yuanEach: 20 },
  { from: 201, to: null, yuanEach: 40 },
];

/** 1–10 free, 11–30: 100 yuan each, then every ten more cost 100 yuan each more. */
function itemBrackets(items: number): FeeBracket[] {
  const brackets: FeeBracket[] = [
    { from: 1, to: FREE_ITEMS, yuanEach: 0 },
    { from: FREE_ITEMS + 1, to: FIRST_ITEM_BRACKET_END, yuanEach: YUAN_STEP },
  ];
  let yuanEach = YUAN_STEP;
  for (let from = FIRST_ITEM_BRACKET_END + 1; from <= items; from += ITEM_BRACKET_SIZE) {
    yuanEach += YUAN_STEP;
    brackets.push({ from, to: from + ITEM_BRACKET_SIZE - 1, yuanEach });
  }
  return brackets;
}

function charge(quantity: number, brackets: readonly FeeBracket[]): ProcessingFee {
  const lines = brackets
    .filter((bracket) => quantity >= bracket.from)
    .map((bracket) => {
      const count = Math.min(quantity, bracket.to ?? quantity) - bracket.from + 1;
      return { ...bracket, count, amountYuan: count * bracket.yuanEach };
    });
  return { amountYuan: lines.reduce((sum, line) => sum + line.amountYuan, 0), brackets: lines };
}

const MOST = 1_000_000;

function checkQuantity(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > MOST) {
    throw new DomainError('INVALID_INPUT', `件数、页数应是 0 到 ${MOST} 的整数。`, { quantity });
  }
}

/** Fee of one applicant for `items` applications received in one calendar month, cumulative; yuan. */
export function feePerItem(items: number): ProcessingFee {
  checkQuantity(items);
  return charge(items, itemBrackets(items));
}

/** Fee of one application for `pages` pages; yuan. */
export function feePerPage(pages: number): ProcessingFee {
  checkQuantity(pages);
  return charge(pages, PAGE_BRACKETS);
}
