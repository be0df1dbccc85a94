import { cellName, cellsOfForm, valueAt } from './cell-address.js';
import { numberAt } from './cell-options.js';
import { evaluateIdentity, isSame } from './evaluate-identity.js';
import type { Identity } from './identities.js';
import type { CellChange, ReportFinding, ReportSubject } from './report-rule.js';
import type { CellAddress } from './tables.js';

/** With more failing identities than this no pairs of cells are tried. */
const MAX_FAILING_FOR_PAIRS = 12;

interface Weighed {
  readonly identity: Identity;
  /** Left minus right; zero when it holds. */
  readonly gap: number;
}
interface Explanation {
  readonly changes: readonly CellChange[];
  readonly mends: ReadonlySet<Identity>;
}

function signIn(identity: Identity, cell: CellAddress): number {
  return (identity.left.includes(cell) ? 1 : 0) - (identity.right.includes(cell) ? 1 : 0);
}

/** Identities whose two sides are known, with their gaps; those that chose a cut hold, and no change may break them. */
function weigh(subject: ReportSubject, identities: readonly Identity[]): Weighed[] {
  const asRead = { ...subject, cutBySum: new Set<string>(), cutByColumnSums: new Set<string>() };
  return identities.flatMap((identity) => {
    const result = evaluateIdentity(asRead, identity);
    if (result.status === 'notCheckable' || result.left === null || result.right === null) return [];
    return [{ identity, gap: result.left - result.right }];
  });
}

/** Every change of one cell that mends at least one failing identity and leaves a count. */
function changesOf(subject: ReportSubject, failing: readonly Weighed[]): CellChange[] {
  const changes = new Map<string, CellChange>();
  for (const { identity, gap } of failing) {
    for (const cell of [...identity.left, ...identity.right]) {
      const value = numberAt(subject, cell);
      if (value === null) continue;
      const wouldBe = value - gap * signIn(identity, cell);
      if (wouldBe < 0 || !Number.isInteger(wouldBe)) continue;
      changes.set(`${cell}=${wouldBe}`, { cell, value: valueAt(subject.tables, cell), wouldBe });
    }
  }
  const printed = cellsOfForm(subject.tables.forms.table3 ?? '2021');
  return [...changes.values()].sort((a, b) => printed.indexOf(a.cell) - printed.indexOf(b.cell));
}

/** The identities in which each cell stands, with its sign. */
type Places = ReadonlyMap<CellAddress, readonly { readonly weighed: Weighed; readonly sign: number }[]>;

function placesOf(all: readonly Weighed[]): Places {
  const places = new Map<CellAddress, { weighed: Weighed; sign: number }[]>();
  for (const weighed of all) {
    const { left, right } = weighed.identity;
    for (const cell of [...left, ...right]) {
      const place = { weighed, sign: signIn(weighed.identity, cell) };
      places.set(cell, [...(places.get(cell) ?? []), place]);
    }
  }
  return places;
}

/** What a set of changes mends, or null when it breaks an identity that holds. */
function mendedBy(places: Places, changes: readonly CellChange[]): Set<Identity> | null {
  const moved = new Map<Weighed, number>();
  for (const { cell, value, wouldBe } of changes) {
    for (const { weighed, sign } of places.get(cell) ?? []) {
      moved.set(weighed, (moved.get(weighed) ?? 0) + sign * (wouldBe - (value ?? 0)));
    }
  }
  const mends = new Set<Identity>();
  for (const [{ identity, gap }, move] of moved) {
    if (isSame(move, 0)) continue;
    if (isSame(gap, 0)) return null;
    if (isSame(gap + move, 0)) mends.add(identity);
  }
  return mends;
}

function explanationsOf(places: Places, sets: Iterable<readonly CellChange[]>): Explanation[] {
  const explanations: Explanation[] = [];
  for (const changes of sets) {
    const mends = mendedBy(places, changes);
    if (mends !== null && mends.size > 0) explanations.push({ changes, mends });
  }
  return explanations;
}

function* pairsOf(changes: readonly CellChange[]): Generator<readonly [CellChange, CellChange]> {
  for (const [index, first] of changes.entries()) {
    for (const second of changes.slice(index + 1)) if (first.cell !== second.cell) yield [first, second];
  }
}

/** A total is derived from the others: among equal explanations it is the likelier slip. */
function isDerived(cell: CellAddress): boolean {
  return cell.endsWith('.total') || cell.startsWith('table3.resultTotal.');
}

/** The explanation of one failing identity: the one that mends most; none when several do equally. */
function bestFor(identity: Identity, explanations: readonly Explanation[]): Explanation | null {
  const mending = explanations.filter((explanation) => explanation.mends.has(identity));
  const most = Math.max(...mending.map((explanation) => explanation.mends.size));
  const best = mending.filter((explanation) => explanation.mends.size === most);
  if (best.length === 1) return best[0] ?? null;
  const derived = best.filter((explanation) => explanation.changes.every((change) => isDerived(change.cell)));
  return derived.length === 1 ? (derived[0] ?? null) : null;
}

/** A finding about an identity, before its explanation. */
export interface IdentityFinding {
  readonly identity: Identity;
  readonly finding: ReportFinding;
}

/** Adds to each finding the cell (or the two cells) whose change mends the most failing identities and breaks none. */
export function explainFindings(
  subject: ReportSubject,
  identities: readonly Identity[],
  findings: readonly IdentityFinding[],
): ReportFinding[] {
  const weighed = weigh(subject, identities);
  const failing = weighed.filter(({ gap }) => !isSame(gap, 0));
  const changes = changesOf(subject, failing);
  const places = placesOf(weighed);
  const singles = explanationsOf(
    places,
    changes.map((change) => [change]),
  );
  const explained = new Set(singles.flatMap((explanation) => [...explanation.mends]));
  const needsPairs =
    failing.length <= MAX_FAILING_FOR_PAIRS && failing.some(({ identity }) => !explained.has(identity));
  const pairs = needsPairs ? explanationsOf(places, pairsOf(changes)) : [];
  return findings.map(({ identity, finding }) => {
    const [single] = bestFor(identity, singles)?.changes ?? [];
    if (single !== undefined) return { ...finding, explainedBy: single };
    if (explained.has(identity)) return finding;
    const [first, second] = bestFor(identity, pairs)?.changes ?? [];
    if (first === undefined || second === undefined) return finding;
    return { ...finding, explainedByPair: [first, second] };
  });
}

/** The explanation of a finding in plain Chinese; null when there is none. */
export function describeExplanation({ explainedBy, explainedByPair }: ReportFinding): string | null {
  const changes = explainedBy === undefined ? (explainedByPair ?? []) : [explainedBy];
  if (changes.length === 0) return null;
  const words = changes.map(
    ({ cell, value, wouldBe }) => `${cellName(cell)}由${value ?? '空白'}改为${wouldBe}`,
  );
  return `若将${words.join('、')}，这一关系即可成立，且不影响其他关系；也可能是相应的案件漏计在其他格中，请对照台账核对。`;
}
