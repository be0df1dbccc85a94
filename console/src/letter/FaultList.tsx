import type { LetterPreview } from '@gongkai/core';
import { Tag } from 'antd';

const NAMES = { error: '须改正', warning: '请核对', info: '提示' } as const;

/** What a letter still lacks, and what somebody should look at. */
export function FaultList({ faults }: { readonly faults: LetterPreview['faults'] }) {
  if (faults.length === 0) return null;
  return (
    <ul className="findings" aria-label="核对结果">
      {faults.map(({ rule, severity, message, source }, index) => (
        <li key={`${rule} ${index}`} className={`finding ${severity}`}>
          <p className="finding-head">
            <Tag>{NAMES[severity]}</Tag>
          </p>
          <p>{message}</p>
          {source !== undefined && <p className="muted small">依据：{source}</p>}
        </li>
      ))}
    </ul>
  );
}
