import { REPORT_STATUSES } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

/** How far the report of the year is, and what stands in the way. */
export function ReportState() {
  const place = usePlace();
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query: {} });
  return (
    <Shown of={report} what="年度报告">
      {({ status, version, publishedOn, findings, obstacles }) => {
        const open = findings.filter(({ waiver }) => waiver === null).length;
        return (
          <p className="workflow-state">
            <Tag>{REPORT_STATUSES[status]}</Tag>第 {version} 版
            {publishedOn !== null && (
              <span>
                <Day on={publishedOn} /> 公布
              </span>
            )}
            <span>
              {open === 0 ? '没有未说明的核对结果' : `${open}项核对结果未说明`}
              {status !== 'published' && obstacles.length > 0 && `，${obstacles.length}件事妨碍公布`}
            </span>
            <Link href={pagePath(place, 'report')}>打开三张表</Link>
            <Link href={pagePath(place, 'narrative')}>打开正文</Link>
          </p>
        );
      }}
    </Shown>
  );
}
