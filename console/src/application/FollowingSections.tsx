import { Tag } from 'antd';
import { Link } from 'wouter';
import { pagePath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';
import { Nothing } from '../ui/states.js';
import type { CaseSectionProps } from './case-section.js';
import { remedyLines } from './remedy-lines.js';

/** Which cell of which year the case is counted in, and because of what. */
export function ReasonsSection({ of }: CaseSectionProps) {
  const { code } = usePlace();
  const years = Object.entries(of.reasons).sort(([a], [b]) => Number(a) - Number(b));
  if (years.length === 0) {
    return <Nothing title="还没有计入任何年度">收到日期确定之后才计入当年的报告。</Nothing>;
  }
  return (
    <>
      {years.map(([year, lines]) => (
        <section key={year} className="reason-year" aria-label={`${year}年度`}>
          <h3>
            <Link href={pagePath({ code, year: Number(year) }, 'report')}>{year}年度报告</Link>
          </h3>
          <ul className="plain-list">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** How the due date was counted, one line a day. */
export function DerivationSection({ of }: CaseSectionProps) {
  if (of.derivation.length === 0) return <p className="muted">现在没有要推算的期限。</p>;
  return (
    <ol className="derivation figures" tabIndex={0} aria-label="期限推导，逐日">
      {of.derivation.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ol>
  );
}

const SEVERITY_NAMES: Readonly<Record<string, string>> = { error: '错误', warning: '请核对', info: '提示' };

/** What is late, missing or unlawful in the case, with the article. */
export function FindingsSection({ of }: CaseSectionProps) {
  if (of.findings.length === 0) return <p className="muted">没有发现问题。</p>;
  return (
    <ul className="findings">
      {of.findings.map(({ rule, severity, message, source }, index) => (
        <li key={`${rule} ${index}`} className={`finding ${severity}`}>
          <p className="finding-head">
            <Tag>{SEVERITY_NAMES[severity] ?? severity}</Tag>
          </p>
          <p>{message}</p>
          {source !== undefined && <p className="muted small">依据：{source}</p>}
        </li>
      ))}
    </ul>
  );
}

/** What the applicant may do against the answer. */
export function RemediesSection({ of }: CaseSectionProps) {
  const lines = remedyLines(of.remedies);
  if (lines.length === 0) return <p className="muted">现在没有可以提出的行政复议或者行政诉讼。</p>;
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
