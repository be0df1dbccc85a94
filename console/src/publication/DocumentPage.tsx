import {
  DISCLOSURE_MODES,
  DOCUMENT_KINDS,
  DOCUMENT_STATUSES,
  may,
  REVIEW_STEPS,
  VALIDITIES,
  type DocumentDetail,
} from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { AskingCases } from '../statistics/AskingCases.js';
import { pagePath } from '../ui/address.js';
import { Day, Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import type { DocumentPartProps } from './document-part.js';
import { DocumentActions } from './DocumentActions.js';
import { fieldsOf, readFields, type FieldName } from './document-fields.js';
import { DocumentForm } from './DocumentForm.js';
import { FileSection } from './FileSection.js';
import { FindingSection } from './FindingSection.js';
import { InterpretationSection } from './InterpretationSection.js';

function Head({ of }: { readonly of: DocumentDetail }) {
  return (
    <dl className="case-head">
      <dt>环节</dt>
      <dd>
        <strong>
          {of.step === null ? DOCUMENT_STATUSES[of.status] : `待${REVIEW_STEPS[of.step].label}`}
        </strong>
        <span className="muted">，第{of.version}版</span>
      </dd>
      <dt>公开属性</dt>
      <dd>
        {DISCLOSURE_MODES[of.draft.mode]}
        {of.draft.modeReason !== null && <span className="muted">：{of.draft.modeReason}</span>}
      </dd>
      <dt>种类</dt>
      <dd>{DOCUMENT_KINDS[of.kind].label}</dd>
      <dt>文号</dt>
      <dd>{of.draft.documentNumber ?? '—'}</dd>
      <dt>成文日期</dt>
      <dd>
        <Day on={of.draft.formedOn} />
      </dd>
      {of.dueOn !== null && (
        <>
          <dt>公开期限</dt>
          <dd>
            <Day on={of.dueOn} />
            <details>
              <summary>怎样算的</summary>
              <ol className="derivation figures">
                {of.derivation.map((line, index) => (
                  <li key={index}>{line}</li>
                ))}
              </ol>
            </details>
          </dd>
        </>
      )}
      {of.validity !== null && (
        <>
          <dt>有效性</dt>
          <dd>
            <Tag>{VALIDITIES[of.validity]}</Tag>
          </dd>
        </>
      )}
      {of.indexNumber !== null && (
        <>
          <dt>索引号</dt>
          <dd>{of.indexNumber}</dd>
        </>
      )}
      <dt>文稿编号</dt>
      <dd className="figures">{of.documentId}</dd>
    </dl>
  );
}

/** Steps of the path as a line: what is done, what waits, what comes. */
function Steps({ of }: { readonly of: DocumentDetail }) {
  const at = of.step === null ? (of.status === 'draft' ? -1 : of.steps.length) : of.steps.indexOf(of.step);
  return (
    <ol className="review-steps" aria-label="审核流程">
      {of.steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          {REVIEW_STEPS[step].label}
          <span className="muted">{index < at ? '（已过）' : index === at ? '（在此）' : ''}</span>
        </li>
      ))}
    </ol>
  );
}

function Acts({ of }: { readonly of: DocumentDetail }) {
  return (
    <ol className="plain-list">
      {of.acts.map(({ act, step, actorName, at, opinion, version }, index) => (
        <li key={index}>
          <Instant at={at} /> {actorName} {step === null ? '' : `${REVIEW_STEPS[step].label}：`}
          {act}
          {opinion !== null && <span>。{opinion}</span>}
          <span className="muted small">（第{version}版）</span>
        </li>
      ))}
    </ol>
  );
}

/** The draft as a form while it may be edited, otherwise as it reads. */
function Draft({ of, onChange }: DocumentPartProps) {
  const { code } = usePlace();
  const [fields, setFields] = useState(() => fieldsOf(of.draft));
  const [issues, setIssues] = useState<Readonly<Partial<Record<FieldName, string>>>>({});
  const [isSaved, setSaved] = useState(false);
  const save = useAction(async () => {
    const read = readFields(fields);
    setIssues(read.issues ?? {});
    if (read.draft === null) return;
    const params = { code, documentId: of.documentId };
    onChange(await call('saveDocument', { params, body: { draft: read.draft, seen: of.draft } }));
    setSaved(true);
  });
  if (!of.mayEdit) {
    const lines = of.draft.body.split('\n').filter((line) => line.trim() !== '');
    return (
      <>
        {of.draft.summary !== '' && <p className="muted">概述：{of.draft.summary}</p>}
        {lines.length === 0 ? (
          <Nothing title="没有正文">内容在附件里。</Nothing>
        ) : (
          lines.map((line, index) => <p key={index}>{line}</p>)
        )}
      </>
    );
  }
  return (
    <>
      <DocumentForm
        fields={fields}
        issues={issues}
        onChange={(changed) => {
          setSaved(false);
          setFields(changed);
        }}
      />
      <ProblemNote error={save.error} />
      <Button type="primary" loading={save.isRunning} onClick={() => void save.run()}>
        保存修改
      </Button>
      {isSaved && <span role="status"> 已保存。</span>}
    </>
  );
}

function Body({ of, onChange }: DocumentPartProps) {
  const { access } = useWorkplace();
  const mayDraft = may(access, 'document.draft', {
    agencyCode: of.agencyCode,
    unitCode: of.draft.responsibleUnit,
  });
  return (
    <>
      <Head of={of} />
      <Steps of={of} />
      <DocumentActions of={of} mayDraft={mayDraft} onChange={onChange} />
      <div className="case-columns">
        <section aria-labelledby="draft-title">
          <h2 id="draft-title">文稿</h2>
          <Draft key={`${of.version} ${of.status}`} of={of} onChange={onChange} />
        </section>
        <div>
          <section aria-labelledby="findings-title">
            <h2 id="findings-title">公开前检查</h2>
            <FindingSection of={of} onChange={onChange} />
          </section>
          {of.interpretations !== null && (
            <section aria-labelledby="interpretations-title">
              <h2 id="interpretations-title">解读（1+2+X）</h2>
              <InterpretationSection of={of.interpretations} />
            </section>
          )}
          <section aria-labelledby="files-title">
            <h2 id="files-title">附件</h2>
            <FileSection of={of} onChange={onChange} />
          </section>
          <AskingCases documentId={of.documentId} />
          <section aria-labelledby="acts-title">
            <h2 id="acts-title">办理记录</h2>
            <Acts of={of} />
          </section>
        </div>
      </div>
    </>
  );
}

/** One document: where it stands, its text, what the check found, who did what. */
export function DocumentPage({ documentId }: { readonly documentId: string }) {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('getDocument', { params: { code: place.code, documentId } });
  return (
    <Page
      title={found.data?.draft.title ?? '文稿'}
      lead={agency?.name ?? place.code}
      actions={<Link href={pagePath(place, 'documents')}>回到公文登记簿</Link>}
    >
      <Shown of={found} what="文稿">
        {(of) => <Body of={of} onChange={found.put} />}
      </Shown>
    </Page>
  );
}
