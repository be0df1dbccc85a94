import { partLabel, type TemplateText } from '@gongkai/core';

/** A text as lines, part by part, for comparing two versions. */
export function textLines({ title, parts, appendix }: TemplateText): string[] {
  const linesOf = (part: TemplateText['parts'][number]): string[] =>
    part.text.split('\n').map((line) => `${partLabel(part)}：${line}`);
  return [
    `标题：${title}`,
    ...parts.flatMap(linesOf),
    ...(appendix === null ? [] : [`回执：${appendix.title}`, ...appendix.parts.flatMap(linesOf)]),
  ];
}

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What a reader of the older must know of the newer: lines kept, added and removed, by their longest common row. */
export function diffLines(older: readonly string[], newer: readonly string[]): DiffLine[] {
  const common = older.map(() => new Array<number>(newer.length + 1).fill(0));
  common.push(new Array<number>(newer.length + 1).fill(0));
  for (let i = older.length - 1; i >= 0; i -= 1) {
    for (let j = newer.length - 1; j >= 0; j -= 1) {
      const row = common[i] ?? [];
      const below = common[i + 1] ?? [];
      row[j] = older[i] === newer[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < older.length || j < newer.length) {
    const [left, right] = [older[i], newer[j]];
    if (left !== undefined && left === right) {
      found.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      found.push({ kind: 'removed', text: left });
      i += 1;
    } else if (right !== undefined) {
      found.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return found;
}
