import { rowKeyOf, valueAt } from './cell-address.js';
import { cutsOf, isBlank, isUnread, isUnreadable, valueInCut } from './cell-options.js';
import type { Identity } from './identities.js';
import type { ReportSubject } from './report-rule.js';
import type { CellAddress } from './tables.js';

/** More sums than this are not followed: the identity is then not checkable. */
const MAX_SUMS = 50_000;

export type IdentityResult =
  | { readonly status: 'holds'; readonly left: number; readonly right: number }
  /** A side is null when the unreadable rows allow several values, none of which satisfies the identity. */
  | { readonly status: 'fails'; readonly left: number | null; readonly right: number | null }
  | {
      readonly status: 'notCheckable';
      readonly why: 'cutBySum' | 'cutByColumnSums' | 'unreadable' | 'blank';
      readonly cells: readonly CellAddress[];
    };

interface Sums {
  readonly left: number;
  readonly right: number;
}

/** Sums of money or counts that differ by less than this are equal. */
const TOLERANCE = 1e-6;

export function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) < TOLERANCE;
}

/** Whether a row of the identity was cut by the very sum that the identity asks for. */
function selfCutRow(subject: ReportSubject, identity: Identity): boolean {
  const cutBySum = subject.cutBySum;
  if (cutBySum === undefined || identity.rule === 'T3-A' || identity.rule === 'T3-B') return false;
  return identity.left.some((cell) => cutBySum.has(rowKeyOf(cell)));
}

/** What one cut of a row adds to both sides. */
function sumsOfCut(
  subject: ReportSubject,
  cells: { readonly left: readonly CellAddress[]; readonly right: readonly CellAddress[] },
  cut: readonly number[],
): Sums {
  const add = (side: readonly CellAddress[]): number =>
    side.reduce((sum, cell) => sum + valueInCut(subject, cell, cut), 0);
  return { left: add(cells.left), right: add(cells.right) };
}

/** Every pair of sums that the unreadable rows allow; null when there are too many. Cells of one row are cut jointly. */
function possibleSums(subject: ReportSubject, identity: Identity): Sums[] | null {
  const isUnread = (cell: CellAddress): boolean => isUnreadable(subject, cell);
  const unreadable = { left: identity.left.filter(isUnread), right: identity.right.filter(isUnread) };
  const read = (side: readonly CellAddress[]): number =>
    side.reduce((sum, cell) => sum + (valueAt(subject.tables, cell) ?? 0), 0);
  let sums: Sums[] = [{ left: read(identity.left), right: read(identity.right) }];
  for (const rowKey of new Set([...unreadable.left, ...unreadable.right].map(rowKeyOf))) {
    const inRow = (cell: CellAddress): boolean => rowKeyOf(cell) === rowKey;
    const cells = { left: unreadable.left.filter(inRow), right: unreadable.right.filter(inRow) };
    const steps = (cutsOf(subject, rowKey) ?? []).map((cut) => sumsOfCut(subject, cells, cut));
    const next = new Map<string, Sums>();
    for (const sum of sums) {
      for (const step of steps) {
        const both = { left: sum.left + step.left, right: sum.right + step.right };
        next.set(`${both.left}=${both.right}`, both);
        if (next.size > MAX_SUMS) return null;
      }
    }
    sums = [...next.values()];
  }
  return sums;
}

function onlyValue(values: readonly number[]): number | null {
  return new Set(values).size === 1 ? (values[0] ?? null) : null;
}

/** One side wholly blank while the other has figures: the blank side was not filled in, so nothing can be compared. */
function blankSide(subject: ReportSubject, identity: Identity, sums: Sums): readonly CellAddress[] | null {
  const wholly = (side: readonly CellAddress[]): boolean => side.every((cell) => isBlank(subject, cell));
  if (sums.right !== 0 && wholly(identity.left)) return identity.left;
  if (sums.left !== 0 && wholly(identity.right)) return identity.right;
  return null;
}

/** Does the identity hold, whichever way unreadable rows are cut? Blanks count as zero (T3-D). */
export function evaluateIdentity(subject: ReportSubject, identity: Identity): IdentityResult {
  const cells = [...identity.left, ...identity.right];
  if (selfCutRow(subject, identity)) return { status: 'notCheckable', why: 'cutBySum', cells };
  if (identity.rule === 'T3-B' && (subject.cutByColumnSums?.size ?? 0) > 0) {
    return { status: 'notCheckable', why: 'cutByColumnSums', cells };
  }
  const unread = cells.filter((cell) => isUnread(subject, cell));
  if (unread.length > 0) return { status: 'notCheckable', why: 'unreadable', cells: unread };
  const unreadable = cells.filter((cell) => isUnreadable(subject, cell));
  const sums = possibleSums(subject, identity);
  if (sums === null) return { status: 'notCheckable', why: 'unreadable', cells: unreadable };
  const holding = sums.filter((sum) => isSame(sum.left, sum.right));
  const [first] = sums;
  if (first === undefined || (holding.length > 0 && holding.length < sums.length)) {
    return { status: 'notCheckable', why: 'unreadable', cells: unreadable };
  }
  if (holding.length === sums.length) return { status: 'holds', left: first.left, right: first.right };
  if (unreadable.length === 0) {
    const blank = blankSide(subject, identity, first);
    if (blank !== null) return { status: 'notCheckable', why: 'blank', cells: blank };
  }
  return {
    status: 'fails',
    left: onlyValue(sums.map((sum) => sum.left)),
    right: onlyValue(sums.map((sum) => sum.right)),
  };
}
