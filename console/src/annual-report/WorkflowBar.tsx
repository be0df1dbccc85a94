import { faultOfPublisher, REPORT_STATUSES, type PresentedReport } from '@gongkai/core';
import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { rolesWith, useMay } from '../ui/permission.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { PublishDialog } from './PublishDialog.js';

const STATUS_COLORS = { draft: 'default', checked: 'processing', published: 'success' } as const;

interface WorkflowBarProps {
  readonly report: PresentedReport;
  readonly onChange: (report: PresentedReport) => void;
}

/** Where the report stands and the next lawful steps; a step that can't be taken says why. */
export function WorkflowBar({ report, onChange }: WorkflowBarProps) {
  const place = usePlace();
  const [mayCheck, mayPublish, mayRevise] = [
    useMay('report.check'),
    useMay('report.publish'),
    useMay('report.edit'),
  ];
  const [isPublishing, setPublishing] = useState(false);
  const check = useAction(async () => onChange(await call('checkReport', { params: place })));
  const revise = useAction(async () => onChange(await call('reviseReport', { params: place })));
  const { status, obstacles } = report;
  const isBlocked = obstacles.length > 0;
  const { access } = useWorkplace();
  const ownHand = mayPublish ? faultOfPublisher(report, access) : null;
  return (
    <section className="workflow" aria-label="报告的状态与办理">
      <p className="workflow-state">
        <Tag color={STATUS_COLORS[status]}>{REPORT_STATUSES[status]}</Tag>
        <span>
          第 <span className="figures">{report.version}</span> 版
        </span>
        {status === 'published' ? (
          <span>
            <Day on={report.publishedOn} /> 由{report.publishedBy ?? '系统'}公布，数字已固定
          </span>
        ) : (
          <span>
            数字算至 <Day on={report.asOf} />
          </span>
        )}
      </p>
      <div className="workflow-actions">
        {status === 'draft' && mayCheck && (
          <Button loading={check.isRunning} onClick={() => void check.run()}>
            提交核对
          </Button>
        )}
        {status !== 'published' && mayPublish && (
          <Button
            type="primary"
            disabled={status !== 'checked' || isBlocked || ownHand !== null}
            aria-describedby="publish-reason"
            onClick={() => setPublishing(true)}
          >
            公布……
          </Button>
        )}
        {status === 'published' && (
          <>
            <Link href={pagePath(place, 'difference')}>看公布后的差异</Link>
            {mayRevise && (
              <Button loading={revise.isRunning} onClick={() => void revise.run()}>
                另起一版
              </Button>
            )}
          </>
        )}
        {status !== 'published' && (
          <span id="publish-reason" className="muted small">
            {status === 'draft' ? (
              <>先提交核对，才能公布。{!mayCheck && `提交核对由${rolesWith('report.check')}办理。`}</>
            ) : (
              <>{isBlocked ? '下列事项未办妥，还不能公布。' : (ownHand ?? '可以公布。')}</>
            )}
            {!mayPublish && `公布由${rolesWith('report.publish')}办理。`}
          </span>
        )}
      </div>
      {isBlocked && status !== 'published' && (
        <Alert
          type="warning"
          className="note"
          title={`还有${obstacles.length}件事妨碍公布`}
          description={
            <ul className="plain-list">
              {obstacles.map((obstacle) => (
                <li key={obstacle}>{obstacle}</li>
              ))}
            </ul>
          }
        />
      )}
      <ProblemNote error={check.error ?? revise.error} />
      {isPublishing && (
        <PublishDialog
          report={report}
          onClose={() => setPublishing(false)}
          onDone={(next) => {
            setPublishing(false);
            onChange(next);
          }}
        />
      )}
    </section>
  );
}
