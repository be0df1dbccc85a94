import { cellName, isCellAddress, type FormVersion, type PresentedFinding } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { Day } from '../ui/Day.js';
import { Nothing } from '../ui/states.js';
import { isAboutProse } from './report-layout.js';

/** Rules of the official forms have a number, such as T3-C; those of the program have a name that nobody needs. */
const NUMBERED = /^[A-Z]\d?-/;

const SEVERITIES = {
  error: { name: '错误', color: 'error' },
  warning: { name: '请核对', color: 'warning' },
  info: { name: '提示', color: 'default' },
} as const;

/** What the list shows: findings of an imported report have no key and can't be waived. */
export type ListedFinding = Omit<PresentedFinding, 'key' | 'waiver'> &
  Partial<Pick<PresentedFinding, 'key' | 'waiver'>>;

function nameOf(cell: string, form: FormVersion): string {
  return isCellAddress(cell) ? cellName(cell, form) : cell;
}

function shown(value: number | null): string {
  return value === null ? '空白' : String(value);
}

function Values({ finding }: { readonly finding: ListedFinding }) {
  const { left, right } = finding;
  if (left === null && right === null) return null;
  const gap = left !== null && right !== null ? Math.round((left - right) * 1e6) / 1e6 : null;
  const [here, there] = isAboutProse(finding.rule) ? ['文中', '表中'] : ['左边', '右边'];
  return (
    <p className="finding-values figures">
      {here} <strong>{shown(left)}</strong>，{there} <strong>{shown(right)}</strong>
      {gap !== null && gap !== 0 && <>，相差 {Math.abs(gap)}</>}
    </p>
  );
}

/** The one cell that explains a finding, or the two that do together. */
function changesOf({ explainedBy, explainedByPair }: ListedFinding) {
  return explainedByPair ?? (explainedBy === undefined ? [] : [explainedBy]);
}

interface FindingListProps {
  readonly findings: readonly ListedFinding[];
  readonly form: FormVersion;
  /** How many rules could not be applied, so that an empty list does not claim them. */
  readonly notCheckable?: number;
  /** How many cells could not be read from an imported file. */
  readonly unread?: number;
  readonly onHighlight: (cells: readonly string[]) => void;
  readonly onGoTo: (cell: string) => void;
  readonly onWaive?: (finding: PresentedFinding) => void;
  readonly onWithdraw?: (finding: PresentedFinding) => void;
}

function isKeyed(finding: ListedFinding): finding is PresentedFinding {
  return finding.key !== undefined && finding.waiver !== undefined;
}

function FindingItem({
  finding,
  form,
  onHighlight,
  onGoTo,
  onWaive,
  onWithdraw,
}: FindingListProps & { readonly finding: ListedFinding }) {
  const severity = SEVERITIES[finding.severity];
  const changes = changesOf(finding);
  const waiver = finding.waiver ?? null;
  const highlight = (): void => onHighlight(finding.cells);
  const clear = (): void => onHighlight([]);
  return (
    <li
      className={`finding ${waiver === null ? finding.severity : 'waived'}`}
      onMouseEnter={highlight}
      onMouseLeave={clear}
      onFocus={highlight}
      onBlur={clear}
    >
      <p className="finding-head">
        <Tag color={severity.color}>{severity.name}</Tag>
        {NUMBERED.test(finding.rule) && <span className="rule figures">{finding.rule}</span>}
        {waiver !== null && <Tag>已说明</Tag>}
      </p>
      <p>{finding.message}</p>
      <Values finding={finding} />
      {finding.source !== undefined && <p className="muted small">依据：{finding.source}</p>}
      {changes.length > 0 && (
        <p className="explained">
          {changes.length === 1 ? '最小的解释：' : '改一格解释不了，最小的解释是两格一起改：'}
          {changes.map(({ cell, value, wouldBe }, index) => (
            <span key={cell}>
              {index > 0 && '；并且'}
              <button type="button" className="link-button" onClick={() => onGoTo(cell)}>
                {nameOf(cell, form)}
              </button>
              由 <span className="figures">{shown(value)}</span> 改为{' '}
              <span className="figures">{wouldBe}</span>
            </span>
          ))}
        </p>
      )}
      {finding.cells.length > 0 && (
        <details>
          <summary>涉及 {finding.cells.length} 格</summary>
          <ul className="cell-links">
            {finding.cells.map((cell) => (
              <li key={cell}>
                <button type="button" className="link-button" onClick={() => onGoTo(cell)}>
                  {nameOf(cell, form)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {waiver !== null && (
        <p className="waiver">
          {waiver.signer}于 <Day on={waiver.signedOn} /> 说明：{waiver.reason}
        </p>
      )}
      {isKeyed(finding) && onWaive !== undefined && finding.waiver === null && (
        <Button size="small" onClick={() => onWaive(finding)} aria-label={`说明理由并接受：${finding.rule}`}>
          说明理由并接受
        </Button>
      )}
      {isKeyed(finding) && onWithdraw !== undefined && finding.waiver !== null && (
        <Button size="small" onClick={() => onWithdraw(finding)} aria-label={`撤回说明：${finding.rule}`}>
          撤回说明
        </Button>
      )}
    </li>
  );
}

/** Results of the checks, each beside the cells that it names: pointing at one shows its cells. */
export function FindingList(props: FindingListProps) {
  if (props.findings.length === 0) {
    const { notCheckable = 0, unread = 0 } = props;
    const left = [
      ...(notCheckable === 0 ? [] : [`另有 ${notCheckable} 项无法核对`]),
      ...(unread === 0 ? [] : [`有 ${unread} 格没有读出，请对照原件`]),
    ];
    return (
      <Nothing title="没有核对问题">
        <p>{left.length === 0 ? '每一项勾稽关系都成立。' : `能核对的都成立，${left.join('，')}。`}</p>
      </Nothing>
    );
  }
  return (
    <ul className="findings">
      {props.findings.map((finding, index) => (
        <FindingItem key={finding.key ?? index} {...props} finding={finding} />
      ))}
    </ul>
  );
}
