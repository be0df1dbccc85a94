import {
  CASE_LINKS,
  exclusionSchema,
  may,
  mergeSchema,
  returnMailSchema,
  splitSchema,
  type CaseLink,
  type Envelope,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { casePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { listOf } from './entry-forms.js';
import { AddFile, KeptFiles } from './files.js';
import { FormDialog } from '../ui/FormDialog.js';

type Dialog = 'merge' | 'split' | 'exclude' | 'return';

const RELATIONS: Readonly<Record<CaseLink['kind'], readonly [string, string]>> = {
  merged: ['随它一并答复', '与本件一并答复'],
  split: ['从它拆分出来', '从本件拆分出去'],
  duplicate: ['是它的同日重复提交，不计新收', '是本件的同日重复提交，不计新收'],
};

function CaseNumber({ caseId }: { readonly caseId: string }) {
  return (
    <Link href={casePath(usePlace(), caseId)} className="figures nowrap">
      {caseId}
    </Link>
  );
}

/** 并案与重复提交: the envelope in which it came, and the applications that it belongs together with. */
export function LinksSection({ of, onChange }: CaseSectionProps) {
  const { access } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  const found = useCall('getCaseLinks', { params });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const isOpen = of.closedOn === null;
  const mayCorrect = may(access, 'case.correct', at) && isOpen;
  const done = (): void => {
    setDialog(null);
    found.reload();
    void call('getCase', { params }).then(onChange, () => undefined);
  };
  return (
    <>
      <p>
        <Button disabled={!mayCorrect} onClick={() => setDialog('merge')}>
          一并答复
        </Button>
        <Button disabled={!mayCorrect} onClick={() => setDialog('split')}>
          拆分
        </Button>
        <Button disabled={!(may(access, 'case.approve', at) && isOpen)} onClick={() => setDialog('exclude')}>
          认定同日重复提交
        </Button>
      </p>
      <Shown of={found} what="并案与重复提交">
        {({ envelope, links }) => (
          <>
            {envelope === null && links.length === 0 && (
              <p className="muted">单独提交，没有并案、拆分或者重复提交。</p>
            )}
            {envelope !== null && (
              <EnvelopePart
                envelope={envelope}
                onReturn={() => setDialog('return')}
                onChange={found.reload}
              />
            )}
            <ul className="plain-list">
              {links.map(({ caseId, kind, isLeading, reason, linkedOn, linkedBy }) => (
                <li key={`${kind} ${caseId}`}>
                  <CaseNumber caseId={caseId} />：{RELATIONS[kind][isLeading ? 0 : 1]}
                  <p className="muted small">
                    {CASE_LINKS[kind]}，<Day on={linkedOn} /> {linkedBy}：{reason}
                  </p>
                </li>
              ))}
            </ul>
            {dialog !== null && (
              <LinkDialog {...{ dialog, params, envelope }} onClose={() => setDialog(null)} onDone={done} />
            )}
          </>
        )}
      </Shown>
    </>
  );
}

interface EnvelopePartProps {
  readonly envelope: Envelope;
  readonly onReturn: () => void;
  readonly onChange: () => void;
}

function EnvelopePart({ envelope, onReturn, onChange }: EnvelopePartProps) {
  const { code } = usePlace();
  const { envelopeId, caseIds, signedOn, officeReceivedOn, mailNumber } = envelope;
  return (
    <>
      <p>
        同一信封{mailNumber !== null && <span className="figures">（{mailNumber}）</span>}，机关{' '}
        <Day on={signedOn} /> 签收
        {officeReceivedOn !== null && (
          <>
            ，<Day on={officeReceivedOn} /> 转到公开机构（不影响起算）
          </>
        )}
        ：
        {caseIds.map((caseId) => (
          <span key={caseId}>
            <CaseNumber caseId={caseId} />{' '}
          </span>
        ))}
      </p>
      {envelope.returnMailNumber === null ? (
        <Button size="small" onClick={onReturn}>
          登记一并寄回
        </Button>
      ) : (
        <p>
          <Day on={envelope.returnMailedOn} /> 一并寄回，邮件号{' '}
          <span className="figures">{envelope.returnMailNumber}</span>
        </p>
      )}
      <KeptFiles files={envelope.files} />
      <AddFile
        what="信封"
        send={async (body) => {
          await call('uploadEnvelopeFile', { params: { code, envelopeId }, body });
          onChange();
        }}
      />
    </>
  );
}

function LinkDialog(props: {
  readonly dialog: Dialog;
  readonly params: { readonly code: string; readonly caseId: string };
  readonly envelope: Envelope | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { dialog, params, envelope, onClose, onDone } = props;
  const { today } = useWorkplace().status;
  switch (dialog) {
    case 'merge':
      return (
        <FormDialog
          title="一并答复"
          lead="同一申请人的几件申请用一份文书答复；每件仍各自计数、各自送达。"
          okText="并案"
          fields={[
            { name: 'otherCaseIds', label: '并入本件答复的申请编号', kind: 'text', hint: '几个之间换行。' },
            { name: 'reason', label: '理由', kind: 'text' },
          ]}
          initial={{}}
          schema={mergeSchema}
          inputOf={({ otherCaseIds = '', reason = '' }) => ({ otherCaseIds: listOf(otherCaseIds), reason })}
          onSave={async (body) => {
            await call('mergeCases', { params, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'split':
      return (
        <FormDialog
          title="经申请人同意拆分"
          lead="申请人不同意的不拆分案件：只在按件收费时按一事一申请填写件数。拆出的各件与本件同日收到，各自计数。"
          okText="拆分"
          fields={[
            { name: 'parts', label: '拆出去的各件，一行一件', kind: 'text' },
            { name: 'rest', label: '本件还办理哪一部分', kind: 'text' },
            { name: 'agreedOn', label: '申请人同意的日期', kind: 'day' },
            { name: 'agreedHow', label: '怎样同意的', kind: 'line' },
          ]}
          initial={{ agreedOn: today }}
          schema={splitSchema}
          inputOf={({ parts = '', rest = '', agreedHow = '', agreedOn }) => ({
            parts: parts.split('\n').filter((line) => line.trim() !== ''),
            ...{ rest, agreedOn, agreedHow },
          })}
          onSave={async (body) => {
            await call('splitCase', { params, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'exclude':
      return (
        <FormDialog
          title="认定同日重复提交"
          lead="同一申请人同一天提交的内容相同的两份才能认定；认定后本件不计入新收，由您署名负责，可以作废该环节恢复。"
          okText="认定并署名"
          fields={[
            { name: 'ofCaseId', label: '与哪件重复（编号）', kind: 'line' },
            { name: 'reason', label: '理由', kind: 'text' },
          ]}
          initial={{}}
          schema={exclusionSchema}
          inputOf={({ ofCaseId = '', reason = '' }) => ({ ofCaseId, reason })}
          onSave={async (body) => {
            await call('excludeDuplicate', { params, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'return':
      if (envelope === null) return null;
      return (
        <FormDialog
          title="登记一并寄回"
          okText="登记"
          fields={[
            { name: 'mailNumber', label: '邮件号', kind: 'line' },
            { name: 'on', label: '交寄日期', kind: 'day' },
          ]}
          initial={{ on: today }}
          schema={returnMailSchema}
          inputOf={({ mailNumber = '', on }) => ({ mailNumber, on })}
          onSave={async (body) => {
            const { envelopeId } = envelope;
            await call('recordReturnMail', { params: { code: params.code, envelopeId }, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
  }
}
