import { CANDIDATE_DECISIONS, DOCUMENT_STATUSES, type CandidateDecision, type HotSpot } from '@gongkai/core';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { casePath, documentPath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { DraftFromHotSpot } from './DraftFromHotSpot.js';

interface Deciding {
  readonly of: HotSpot;
  readonly decision: CandidateDecision;
}

function DecisionDialog(props: Deciding & { readonly onClose: () => void; readonly onDone: () => void }) {
  const { of, decision, onClose, onDone } = props;
  const { code } = usePlace();
  const [reason, setReason] = useState('');
  const save = useAction(async () => {
    await call('decideHotSpot', {
      params: { code, candidateId: of.candidateId },
      body: { decision, reason: reason.trim(), caseIds: of.caseIds },
    });
    onDone();
  });
  return (
    <ActionDialog
      title={CANDIDATE_DECISIONS[decision]}
      okText="记录决定"
      action={save}
      isDisabled={reason.trim().length < 2}
      onClose={onClose}
    >
      <p>{of.request}</p>
      <Field
        label="理由"
        hint="对照条例第十九条：是否涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策。不要写申请人的信息。"
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}

function Spot({ of, onDecide }: { readonly of: HotSpot; readonly onDecide: (d: CandidateDecision) => void }) {
  const place = usePlace();
  const mayDraft = useMay('document.draft');
  const [isDrafting, setDrafting] = useState(false);
  const document = of.decision?.document ?? null;
  return (
    <li className="finding">
      <p className="finding-head">
        <strong>
          {of.applicants} 个申请人，{of.caseIds.length} 件申请
        </strong>{' '}
        <span className="muted">
          收到 <Day on={of.firstReceivedOn} /> 至 <Day on={of.lastReceivedOn} />
        </span>
      </p>
      <p>{of.request}</p>
      <p className="muted small">
        {of.caseIds.map((caseId, index) => (
          <span key={caseId}>
            {index > 0 && '、'}
            <Link href={casePath(place, caseId)}>{caseId}</Link>
          </span>
        ))}
      </p>
      {of.decision !== null && (
        <p>
          <Tag color={of.decision.decision === 'candidate' ? 'success' : 'default'}>
            {CANDIDATE_DECISIONS[of.decision.decision]}
          </Tag>
          <Day on={of.decision.decidedOn} />：{of.decision.reason}
          {of.decision.newCases > 0 && <strong>（此后又有 {of.decision.newCases} 件）</strong>}
        </p>
      )}
      {document !== null && (
        <p>
          公开文稿：
          <Link href={documentPath(place, document.documentId)}>{document.title}</Link>（
          {DOCUMENT_STATUSES[document.status]}）
        </p>
      )}
      <p>
        {mayDraft && of.decision?.decision === 'candidate' && document === null && (
          <>
            <Button type="primary" onClick={() => setDrafting(true)}>
              起草公开文稿
            </Button>{' '}
          </>
        )}
        <Button type={of.decision === null ? 'primary' : 'default'} onClick={() => onDecide('candidate')}>
          列为主动公开候选
        </Button>{' '}
        <Button onClick={() => onDecide('notSuitable')}>不宜主动公开</Button>
      </p>
      {isDrafting && <DraftFromHotSpot of={of} onClose={() => setDrafting(false)} />}
    </li>
  );
}

/** Information that several people asked for and were given (条例第四十四条): what might be published for all. */
export function HotSpotsPage() {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('listHotSpots', { params: { code: place.code }, query: { year: place.year } });
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <Page title="多人申请的信息" lead={agency?.name ?? place.code}>
      <p>
        多个申请人就相同政府信息提出申请，且该信息属于可以公开的，行政机关可以纳入主动公开的范围（条例第四十四条）。下面按
        {place.year}
        年答复公开的申请列出，只计人数，不显示申请人。
      </p>
      <Shown of={found} what="多人申请的信息">
        {({ items, examined }) =>
          items.length === 0 ? (
            <Nothing title="没有多个申请人申请的相同信息">
              <p>
                核对了{place.year}年答复公开的 {examined} 件申请。
              </p>
            </Nothing>
          ) : (
            <ul className="findings">
              {items.map((of) => (
                <Spot key={of.candidateId} of={of} onDecide={(decision) => setDeciding({ of, decision })} />
              ))}
            </ul>
          )
        }
      </Shown>
      {deciding !== null && (
        <DecisionDialog
          {...deciding}
          onClose={() => setDeciding(null)}
          onDone={() => {
            setDeciding(null);
            found.reload();
          }}
        />
      )}
    </Page>
  );
}
