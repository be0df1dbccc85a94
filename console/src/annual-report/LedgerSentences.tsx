import { ledgerSentences, renderNarrative, type PresentedReport, type ReportTables } from '@gongkai/core';
import { Typography } from 'antd';

/** Bound sentences on what the ledgers of the year hold and section 一 does not quote yet; nothing without ledgers. */
export function LedgerSentences({ report }: { readonly report: PresentedReport }) {
  const templates = report.sections.map(({ template }) => template);
  const sentences = ledgerSentences(report.tables.ledgers, templates);
  if (sentences.length === 0) return null;
  // The schema writes rows and columns as plain texts; they are those of the form.
  const tables = report.tables as ReportTables;
  return (
    <div className="note">
      <p>
        这些台账本年有记录，正文还没有引用。复制需要的句子放进第一部分，数字随台账变动，点开可以看到逐条的记录；公布时与报告一同冻结：
      </p>
      <ul className="plain-list">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Typography.Paragraph copyable={{ text: sentence, tooltips: ['复制这一句', '已复制'] }}>
              {renderNarrative(sentence, tables, report.year).text}
            </Typography.Paragraph>
          </li>
        ))}
      </ul>
    </div>
  );
}
