import { REPORT_STATUSES, type FormVersion, type PresentedReport } from '@gongkai/core';
import { Segmented } from 'antd';
import type { ReportQuery } from './report-query.js';

interface FormSwitchProps {
  readonly report: PresentedReport;
  readonly onChange: (query: ReportQuery) => void;
  readonly query: ReportQuery;
}

/** The form to see the figures in, and the version where there are several. */
export function FormSwitch({ report, query, onChange }: FormSwitchProps) {
  return (
    <div className="form-switch">
      <span id="form-label">格式</span>
      <Segmented<FormVersion>
        aria-labelledby="form-label"
        value={report.form}
        options={[
          { value: '2019', label: '2019年格式' },
          { value: '2021', label: '2021年格式' },
        ]}
        onChange={(form) => onChange({ ...query, form })}
      />
      {report.versions.length > 1 && (
        <label>
          版本
          <select
            className="choice"
            value={report.version}
            onChange={({ target }) => onChange({ ...query, version: Number(target.value) })}
          >
            {report.versions.map(({ version, status, publishedOn }) => (
              <option key={version} value={version}>
                第{version}版 {REPORT_STATUSES[status]} {publishedOn ?? ''}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
