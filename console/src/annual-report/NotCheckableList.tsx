import { cellName, isCellAddress, type FormVersion, type PresentedReport } from '@gongkai/core';

const NAMED = 3;

/** The cells of a rule in words: the first few by name, how many there are in all. */
function cellsInWords(cells: readonly string[], form: FormVersion): string {
  const named = cells.slice(0, NAMED).map((cell) => (isCellAddress(cell) ? cellName(cell, form) : cell));
  return `${named.join('、')}${cells.length > NAMED ? `等${cells.length}格` : ''}`;
}

interface NotCheckableListProps {
  readonly rules: PresentedReport['notCheckable'];
  readonly form: FormVersion;
  readonly isOpen?: boolean;
}

/** Rules that could not be applied, each with why and the cells that it is about. */
export function NotCheckableList({ rules, form, isOpen = false }: NotCheckableListProps) {
  if (rules.length === 0) return null;
  return (
    <details open={isOpen}>
      <summary>{rules.length}项不能核对</summary>
      <ul className="plain-list small">
        {rules.map(({ rule, cells, reason }, index) => (
          <li key={`${rule} ${index}`}>
            <span className="figures">{rule}</span>：{reason}
            {cells.length > 0 && <span className="muted block">涉及{cellsInWords(cells, form)}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
