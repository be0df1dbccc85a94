import type { CellReading } from './cell-values.js';
import { normaliseForMatching } from './normalise-characters.js';
import type { RowReading } from './row-cells.js';

/**
 * A count and a sum of money without a space between them, such as `82059.2090万元` (采购项目数量, 采购总金额):
 * every cut into a whole number and an amount, neither with a leading zero.
 */
export function cutGluedAmount(printed: string, readMoney: (printed: string) => CellReading): RowReading {
  const text = normaliseForMatching(printed).replaceAll(',', '').trim();
  const whole = /^\d+/.exec(text)?.[0] ?? '';
  const cuts: { items: number; amount: CellReading; amountText: string }[] = [];
  for (let length = 1; length < whole.length; length += 1) {
    const items = text.slice(0, length);
    const amountText = text.slice(length);
    if ((items.length > 1 && items.startsWith('0')) || /^0\d/.test(amountText)) continue;
    const amount = readMoney(amountText);
    if (amount.value !== null) cuts.push({ items: Number(items), amount, amountText });
  }
  const only = cuts.length === 1 ? cuts[0] : undefined;
  if (only !== undefined) {
    return {
      cells: [
        { value: only.items, text: String(only.items) },
        { ...only.amount, text: only.amountText },
      ],
      isCutBySum: false,
      candidates: null,
      isUnreadable: false,
      text: printed,
    };
  }
  const unreadable: CellReading = { value: null, text: '', fault: 'unreadable' };
  return {
    cells: [unreadable, unreadable],
    isCutBySum: false,
    candidates: cuts.length === 0 ? null : cuts.map((cut) => [cut.items, cut.amount.value as number]),
    isUnreadable: true,
    text: printed,
  };
}
