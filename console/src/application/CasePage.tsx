import {
  CASE_STATUSES,
  LETTERS,
  localDateSchema,
  may,
  rowName,
  TABLE3_COLUMN_LABELS,
  type CaseDetail,
  type RecordedEvent,
} from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { CaseTrace } from '../audit/CaseTrace.js';
import { pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { rolesWith } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { ApplicantDialog } from './ApplicantDialog.js';
import { daysLeft, standstillOf } from './case-events.js';
import { CaseTimeline } from './CaseTimeline.js';
import { EventDialog } from './EventDialog.js';
import { remedyLines } from './remedy-lines.js';
import { VoidDialog } from './VoidDialog.js';

function Head({ of }: { readonly of: CaseDetail }) {
  const { status: server, access } = useWorkplace();
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const mayUnmask = may(access, 'personalData.unmask', at);
  const left = daysLeft(of.status, of.dueOn, localDateSchema.parse(server.today));
  const standstill = standstillOf(of.status);
  const [isLooking, setLooking] = useState(false);
  return (
    <dl className="case-head">
      <dt>申请人</dt>
      <dd>
        {of.applicantName ?? '—'}（{TABLE3_COLUMN_LABELS[of.applicantClass].zh}）
        {of.applicantName !== null && mayUnmask && (
          <Button size="small" aria-label="查看申请人的完整信息" onClick={() => setLooking(true)}>
            查看
          </Button>
        )}
        {isLooking && <ApplicantDialog of={of} onClose={() => setLooking(false)} />}
      </dd>
      <dt>申请内容</dt>
      <dd>{of.request ?? '—'}</dd>
      <dt>状态</dt>
      <dd>
        <strong>{CASE_STATUSES[of.status]}</strong>
        {of.inTime === false && <Tag color="error">超期</Tag>}
        {of.row !== null && <span>，计入{rowName(of.row)}</span>}
      </dd>
      <dt>收到日期</dt>
      <dd>
        <Day on={of.receivedOn} />
      </dd>
      <dt>答复期限</dt>
      <dd>
        <Day on={of.dueOn} />
        {left !== null && <strong className="days-left"> {left}</strong>}
        {of.provisional && (
          <span className="muted">（{of.missingYears.join('、')}年放假安排尚未发布，暂定）</span>
        )}
      </dd>
      {standstill !== null && (
        <>
          <dt>期限为何不走</dt>
          <dd>
            {standstill}
            {of.lapsesOn !== null && (
              <span>
                ；申请人的期限至 <Day on={of.lapsesOn} />
              </span>
            )}
          </dd>
        </>
      )}
      {of.closedOn !== null && (
        <>
          <dt>办结日期</dt>
          <dd>
            <Day on={of.closedOn} />
          </dd>
        </>
      )}
      {of.importedFrom !== null && (
        <>
          <dt>来源</dt>
          <dd>{of.importedFrom}</dd>
        </>
      )}
    </dl>
  );
}

function Reasons({ of }: { readonly of: CaseDetail }) {
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

function Derivation({ of }: { readonly of: CaseDetail }) {
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

function Findings({ of }: { readonly of: CaseDetail }) {
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

function Trace({ of }: { readonly of: CaseDetail }) {
  return <CaseTrace caseId={of.caseId} />;
}

function letterName(letter: string): string {
  return (LETTERS as Readonly<Record<string, string>>)[letter] ?? letter;
}

function Letters({ of }: { readonly of: CaseDetail }) {
  if (of.letters.length === 0) return <p className="muted">到现在为止不需要文书。</p>;
  return (
    <ul className="plain-list">
      {of.letters.map((letter, index) => (
        <li key={`${letter} ${index}`}>{letterName(letter)}</li>
      ))}
    </ul>
  );
}

function Remedies({ of }: { readonly of: CaseDetail }) {
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

const SECTIONS = [
  { id: 'reasons', title: '为什么在这一格', Body: Reasons },
  { id: 'derivation', title: '期限推导', Body: Derivation },
  { id: 'findings', title: '核对结果', Body: Findings },
  { id: 'letters', title: '文书', Body: Letters },
  { id: 'remedies', title: '申请人的救济途径', Body: Remedies },
  { id: 'trace', title: '留痕', Body: Trace },
] as const;

interface CaseBodyProps {
  readonly of: CaseDetail;
  readonly onChange: (changed: CaseDetail) => void;
}

function CaseBody({ of, onChange }: CaseBodyProps) {
  const { status } = useWorkplace();
  const [dialog, setDialog] = useState<{ readonly corrects: RecordedEvent | null } | null>(null);
  const [voided, setVoided] = useState<RecordedEvent | null>(null);
  const { access } = useWorkplace();
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const [mayRecord, mayCorrect] = [may(access, 'case.record', at), may(access, 'case.correct', at)];
  const { findings } = of;
  return (
    <>
      <Head of={of} />
      <div className="case-columns">
        <section aria-labelledby="timeline-title">
          <div className="section-head">
            <h2 id="timeline-title">时间线</h2>
            <Button type="primary" disabled={!mayRecord} onClick={() => setDialog({ corrects: null })}>
              记录一个环节
            </Button>
          </div>
          {!mayRecord && <p className="muted small">办理环节由{rolesWith('case.record')}记录。</p>}
          {!mayCorrect && <p className="muted small">更正和作废由{rolesWith('case.correct')}办理。</p>}
          {of.events.length === 0 ? (
            <Nothing title="没有环节记录">这件申请是从旧系统带来的事实，没有逐步的记录。</Nothing>
          ) : (
            <CaseTimeline
              of={of}
              mayCorrect={mayCorrect}
              onCorrect={(corrects) => setDialog({ corrects })}
              onVoid={setVoided}
            />
          )}
        </section>
        <div>
          {SECTIONS.map(({ id, title, Body }) => (
            <section key={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>
                {title}
                {id === 'findings' && findings.length > 0 && `（${findings.length}项）`}
              </h2>
              <Body of={of} />
            </section>
          ))}
        </div>
      </div>
      {voided !== null && (
        <VoidDialog
          of={of}
          record={voided}
          onClose={() => setVoided(null)}
          onDone={(changed) => {
            setVoided(null);
            onChange(changed);
          }}
        />
      )}
      {dialog !== null && (
        <EventDialog
          of={of}
          corrects={dialog.corrects}
          today={status.today}
          onClose={() => setDialog(null)}
          onDone={(changed) => {
            setDialog(null);
            onChange(changed);
          }}
        />
      )}
    </>
  );
}

/** One application: its head, what happened, and what follows from it. */
export function CasePage({ caseId }: { readonly caseId: string }) {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('getCase', { params: { code: place.code, caseId } });
  return (
    <Page
      title={`申请 ${caseId}`}
      lead={agency?.name ?? place.code}
      actions={<Link href={pagePath(place, 'register')}>回到申请台账</Link>}
    >
      <Shown of={found} what="申请">
        {(of) => <CaseBody of={of} onChange={found.put} />}
      </Shown>
    </Page>
  );
}
