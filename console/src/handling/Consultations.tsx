import {
  consultationAnswerSchema,
  CONSULTATION_ANSWERS,
  consultationReceiptSchema,
  CONSULTATION_STANDINGS,
  CONSULTATIONS,
  may,
  newConsultationSchema,
  overrideSchema,
  type CaseDetail,
  type Consultation,
} from '@gongkai/core';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { AddFile, KeptFiles } from './files.js';
import { FormDialog } from '../ui/FormDialog.js';
import { optionsOf } from '../ui/options.js';

const KIND_OPTIONS = Object.entries(CONSULTATIONS).map(([value, { label, article }]) => ({
  value,
  label: `${label}（${article}）`,
}));
const ANSWER_OPTIONS = optionsOf(CONSULTATION_ANSWERS);

interface DialogProps {
  readonly of: CaseDetail;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks somebody outside of the organ; the event that stops the clock is recorded with it. */
export function SendConsultationDialog({ of, onClose, onDone }: DialogProps) {
  const { status } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  return (
    <FormDialog
      title="征求意见或者请求协助"
      lead="第三方逾期不答复，由本机关决定是否公开（第三十二条）；共同制作机关逾期不答复，视为同意公开（第三十四条）。不得向对方透露申请人是谁。"
      okText="登记发出"
      fields={[
        { name: 'kind', label: '征求谁的意见', kind: 'choice', options: KIND_OPTIONS },
        { name: 'addressee', label: '对方名称', kind: 'line' },
        { name: 'address', label: '送达地址', kind: 'line', isOptional: true },
        { name: 'asked', label: '征求意见的内容', kind: 'text' },
        { name: 'sentOn', label: '发出日期', kind: 'day' },
        { name: 'receivedOn', label: '对方收到日期', kind: 'day', isOptional: true },
      ]}
      initial={{ kind: 'thirdParty', sentOn: status.today }}
      schema={newConsultationSchema}
      inputOf={({ receivedOn = '', addressee = '', asked = '', ...rest }) => ({
        ...{ ...rest, addressee, asked },
        receivedOn: receivedOn === '' ? null : receivedOn,
      })}
      onSave={async (body) => {
        await call('sendConsultation', { params, body });
        onDone();
      }}
      onClose={onClose}
    />
  );
}

type Step = 'receipt' | 'answer' | 'override';

function StepDialog({
  of,
  consultation,
  step,
  onClose,
  onDone,
}: DialogProps & { readonly consultation: Consultation; readonly step: Step }) {
  const { today } = useWorkplace().status;
  const { consultationId } = consultation;
  const params = { code: of.agencyCode, caseId: of.caseId, consultationId };
  if (step === 'receipt') {
    return (
      <FormDialog
        title="登记对方收到的日期"
        lead="对方的十五个工作日自收到之日的次日起算。"
        okText="登记"
        fields={[{ name: 'on', label: '对方收到日期', kind: 'day' }]}
        initial={{ on: today }}
        schema={consultationReceiptSchema}
        inputOf={(values) => values}
        onSave={async (body) => {
          await call('recordConsultationReceipt', { params, body });
          onDone();
        }}
        onClose={onClose}
      />
    );
  }
  if (step === 'answer') {
    return (
      <FormDialog
        title="登记对方的答复"
        okText="登记"
        fields={[
          { name: 'on', label: '收到答复的日期', kind: 'day' },
          { name: 'answer', label: '答复', kind: 'choice', options: ANSWER_OPTIONS },
          { name: 'opinion', label: '意见和理由', kind: 'text', isOptional: true },
        ]}
        initial={{ on: today, answer: 'agrees' }}
        schema={consultationAnswerSchema}
        inputOf={(values) => values}
        onSave={async (body) => {
          await call('recordConsultationAnswer', { params, body });
          onDone();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="认定不公开会对公共利益造成重大影响"
      lead="决定公开的，须把公开的内容和理由书面告知第三方（条例第三十二条）。"
      okText="认定"
      fields={[
        { name: 'reasons', label: '理由', kind: 'text' },
        { name: 'noticeOn', label: '书面告知第三方的日期', kind: 'day' },
      ]}
      initial={{ noticeOn: today }}
      schema={overrideSchema}
      inputOf={({ reasons = '', noticeOn }) => ({ reasons, noticeOn })}
      onSave={async (body) => {
        await call('overrideThirdParty', { params, body });
        onDone();
      }}
      onClose={onClose}
    />
  );
}

function LinkButton({ of, consultation }: { readonly of: CaseDetail; readonly consultation: Consultation }) {
  const [token, setToken] = useState<string | null>(null);
  const { consultationId, hasLink } = consultation;
  const make = useAction(async () => {
    const params = { code: of.agencyCode, caseId: of.caseId, consultationId };
    setToken((await call('makeThirdPartyLink', { params })).token);
  });
  return (
    <>
      <Button size="small" loading={make.isRunning} onClick={() => void make.run()}>
        {hasLink ? '换一个网上答复凭证' : '生成网上答复凭证'}
      </Button>
      {token !== null && (
        <Alert
          type="info"
          className="note"
          title="凭证只显示这一次，请随征求意见书告知对方；以前的凭证已经失效。"
          description={<code className="figures">{token}</code>}
        />
      )}
      <ProblemNote error={make.error} />
    </>
  );
}

interface CardProps {
  readonly of: CaseDetail;
  readonly consultation: Consultation;
  readonly onChange: () => void;
}

function ConsultationCard({ of, consultation, onChange }: CardProps) {
  const { access } = useWorkplace();
  const [step, setStep] = useState<Step | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const mayRecord = may(access, 'case.record', at);
  const { kind, answeredOn, receivedOn, answer, override, standing } = consultation;
  const isSpoken = standing === 'lapsedAgencyDecides' || answer === 'objects' || answer === 'other';
  return (
    <li>
      <p>
        <strong>{CONSULTATIONS[kind].label}</strong> {consultation.addressee ?? '（已按规定删除）'}：
        {consultation.asked}
      </p>
      <dl className="case-head">
        <dt>发出</dt>
        <dd>
          <Day on={consultation.sentOn} />
        </dd>
        <dt>对方收到</dt>
        <dd>
          <Day on={receivedOn} />
        </dd>
        <dt>答复期限</dt>
        <dd>
          <Due
            on={consultation.lapseOn}
            what={`${CONSULTATIONS[kind].label}的答复期限`}
            isOver={answeredOn !== null}
            derivation={consultation.derivation}
          />
        </dd>
        <dt>情况</dt>
        <dd>
          {CONSULTATION_STANDINGS[standing]}
          {answeredOn !== null && answer !== null && (
            <>
              ：<Day on={answeredOn} /> {CONSULTATION_ANSWERS[answer]} {consultation.opinion}
            </>
          )}
        </dd>
        {override !== null && (
          <>
            <dt>公共利益</dt>
            <dd>
              {override.reasons}（<Day on={override.noticeOn} /> 书面告知第三方）
            </dd>
          </>
        )}
      </dl>
      <KeptFiles files={consultation.files} />
      {mayRecord && answeredOn === null && (
        <>
          {receivedOn === null && kind !== 'agency' && (
            <Button size="small" onClick={() => setStep('receipt')}>
              登记对方收到
            </Button>
          )}
          <Button size="small" onClick={() => setStep('answer')}>
            登记答复
          </Button>
          {kind !== 'agency' && <LinkButton of={of} consultation={consultation} />}
        </>
      )}
      {mayRecord && (
        <AddFile
          what="征求意见"
          send={async (body) => {
            const { consultationId } = consultation;
            const params = { code: of.agencyCode, caseId: of.caseId, consultationId };
            await call('uploadConsultationFile', { params, body });
            onChange();
          }}
        />
      )}
      {kind === 'thirdParty' && isSpoken && override === null && may(access, 'case.approve', at) && (
        <Button size="small" onClick={() => setStep('override')}>
          认定公共利益
        </Button>
      )}
      {step !== null && (
        <StepDialog
          of={of}
          consultation={consultation}
          step={step}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            onChange();
          }}
        />
      )}
    </li>
  );
}

interface ConsultationListProps {
  readonly of: CaseDetail;
  readonly consultations: readonly Consultation[];
  readonly onChange: () => void;
}

/** Whom the organ asked, with the last day of each and what its silence means. */
export function ConsultationList({ of, consultations, onChange }: ConsultationListProps) {
  return (
    <ul className="plain-list">
      {consultations.map((consultation) => (
        <ConsultationCard
          key={consultation.consultationId}
          of={of}
          consultation={consultation}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}
