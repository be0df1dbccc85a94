import {
  FEE_BASES,
  FEE_STATUSES,
  feeBasisSchema,
  feeDecisionSchema,
  feeNoticeSchema,
  feePaymentSchema,
  feeProposalSchema,
  feeRefundSchema,
  feeWaiverSchema,
  may,
  type CaseFee,
  type FeeQuote,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { rolesWith } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { FormDialog, type FormField, type FormValues } from '../ui/FormDialog.js';
import { optionsOf } from '../ui/options.js';

const BASIS: readonly FormField[] = [
  {
    name: 'basis',
    label: '计费标准（按件或者按量，只能选一种）',
    kind: 'choice',
    options: optionsOf(FEE_BASES),
  },
  {
    name: 'quantity',
    label: '件数或者页数',
    kind: 'number',
    hint: '按件的，一事一申请拆分出几件填几件，不拆分填 1；按量的，填 A4 以下单面的页数。',
  },
];
const REASON: FormField = { name: 'reason', label: '理由', kind: 'text' };

function numbers(values: FormValues, ...names: readonly string[]): Record<string, unknown> {
  return { ...values, ...Object.fromEntries(names.map((name) => [name, Number(values[name] ?? '')])) };
}

/** How an amount comes about, bracket by bracket. */
function Lines({ of }: { readonly of: Pick<FeeQuote, 'basis' | 'itemsBefore' | 'lines' | 'amountYuan'> }) {
  const unit = of.basis === 'perItem' ? '件' : '页';
  return (
    <ul className="plain-list small">
      {of.basis === 'perItem' && <li>同一申请人当月此前已有 {of.itemsBefore} 件</li>}
      {of.lines.map(({ from, to, yuanEach, count, amountYuan }) => (
        <li key={from} className="figures">
          第 {from}–{to ?? '…'} {unit}：{count} × {yuanEach} 元 = {amountYuan} 元
        </li>
      ))}
      <li>
        <strong className="figures">合计 {of.amountYuan} 元</strong>
      </li>
    </ul>
  );
}

type Dialog = 'quote' | 'propose' | Step;
type Step = 'decide' | 'notify' | 'pay' | 'waive' | 'refund';

const STEPS: Readonly<
  Record<
    Step,
    { label: string; from: readonly CaseFee['status'][]; permission: 'fee.handle' | 'fee.approve' }
  >
> = {
  decide: { label: '审批', from: ['proposed'], permission: 'fee.approve' },
  notify: { label: '登记收费通知', from: ['approved'], permission: 'fee.handle' },
  pay: { label: '登记缴费', from: ['noticed'], permission: 'fee.handle' },
  waive: { label: '减免', from: ['proposed', 'approved', 'noticed'], permission: 'fee.approve' },
  refund: { label: '退费', from: ['paid'], permission: 'fee.approve' },
};
const STEP_NAMES = Object.keys(STEPS) as Step[];

/** 费用: reckoned, approved by another, noticed, received, waived or paid back. */
export function FeesSection({ of, onChange }: CaseSectionProps) {
  const { access } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  const fees = useCall('listFees', { params });
  const [dialog, setDialog] = useState<{ kind: Dialog; fee: CaseFee | null } | null>(null);
  const [quote, setQuote] = useState<FeeQuote | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const mayHandle = may(access, 'fee.handle', at);
  const done = (): void => {
    setDialog(null);
    fees.reload();
    void call('getCase', { params }).then(onChange, () => undefined);
  };
  return (
    <>
      <p>
        <Button disabled={!mayHandle} onClick={() => setDialog({ kind: 'quote', fee: null })}>
          测算
        </Button>
        <Button disabled={!mayHandle} onClick={() => setDialog({ kind: 'propose', fee: null })}>
          提出收费
        </Button>
        {!mayHandle && <span className="muted small"> 由{rolesWith('fee.handle')}办理。</span>}
      </p>
      {quote !== null && <Lines of={quote} />}
      <Shown of={fees} what="信息处理费">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">没有收取信息处理费。</p>
          ) : (
            <DataTable
              caption="信息处理费"
              rows={items}
              keyOf={({ feeId }) => feeId}
              columns={[
                {
                  key: 'amount',
                  title: '金额',
                  render: (fee: CaseFee) => (
                    <>
                      <span className="figures nowrap">
                        {FEE_BASES[fee.basis]} {fee.amountYuan} 元
                      </span>
                      <Lines of={fee} />
                    </>
                  ),
                },
                { key: 'status', title: '状态', render: (fee: CaseFee) => <FeeStanding of={fee} /> },
                {
                  key: 'due',
                  title: '缴费期限',
                  render: ({ payBy, derivation, status }: CaseFee) => (
                    <Due
                      on={payBy}
                      what="缴费期限"
                      isOver={status !== 'noticed'}
                      {...(payBy !== null && { derivation })}
                    />
                  ),
                },
                {
                  key: 'actions',
                  title: '操作',
                  render: (fee: CaseFee) => (
                    <>
                      {STEP_NAMES.filter(
                        (step) =>
                          STEPS[step].from.includes(fee.status) && may(access, STEPS[step].permission, at),
                      ).map((step) => (
                        <Button key={step} size="small" onClick={() => setDialog({ kind: step, fee })}>
                          {STEPS[step].label}
                        </Button>
                      ))}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Shown>
      {dialog !== null && (
        <FeeDialog
          {...{ params, dialog: dialog.kind, fee: dialog.fee }}
          onClose={() => setDialog(null)}
          onQuote={(answer) => {
            setQuote(answer);
            setDialog(null);
          }}
          onDone={done}
        />
      )}
    </>
  );
}

function FeeStanding({ of }: { readonly of: CaseFee }) {
  return (
    <>
      <strong className="nowrap">{FEE_STATUSES[of.status]}</strong>
      <ul className="plain-list small">
        <li>
          <Day on={of.proposedOn} /> {of.proposedBy} 提出：{of.reason}
        </li>
        {of.approvedOn !== null && (
          <li>
            <Day on={of.approvedOn} /> {of.approvedBy} 审批
          </li>
        )}
        {of.noticeOn !== null && (
          <li>
            <Day on={of.noticeOn} /> 通知，缴款码 <code className="figures">{of.paymentCode}</code>
          </li>
        )}
        {of.paidOn !== null && (
          <li>
            <Day on={of.paidOn} /> 缴费，票据 {of.receiptNumber}
          </li>
        )}
        {of.waivedOn !== null && (
          <li>
            <Day on={of.waivedOn} /> 减免：{of.closeReason}
          </li>
        )}
        {of.refundedOn !== null && (
          <li>
            <Day on={of.refundedOn} /> 退还 {of.refundedYuan} 元：{of.closeReason}
          </li>
        )}
      </ul>
    </>
  );
}

interface FeeDialogProps {
  readonly params: { readonly code: string; readonly caseId: string };
  readonly dialog: Dialog;
  readonly fee: CaseFee | null;
  readonly onClose: () => void;
  readonly onQuote: (quote: FeeQuote) => void;
  readonly onDone: () => void;
}

function FeeDialog({ params, dialog, fee, onClose, onQuote, onDone }: FeeDialogProps) {
  const { today } = useWorkplace().status;
  const ofFee = { ...params, feeId: fee?.feeId ?? '' };
  switch (dialog) {
    case 'quote':
      return (
        <FormDialog
          title="测算信息处理费"
          lead="按件的，当场数同一申请人当月经各种渠道提出的件数，这次查看留有记录；不给申请人留下任何标记。"
          okText="测算"
          fields={BASIS}
          initial={{ basis: 'perPage', quantity: '' }}
          schema={feeBasisSchema}
          inputOf={(values) => numbers(values, 'quantity')}
          onSave={async (body) => onQuote(await call('quoteFee', { params, body }))}
          onClose={onClose}
        />
      );
    case 'propose':
      return (
        <FormDialog
          title="提出收取信息处理费"
          okText="提交审批"
          fields={[...BASIS, REASON]}
          initial={{ basis: 'perPage', quantity: '' }}
          schema={feeProposalSchema}
          inputOf={({ reason = '', ...values }) => ({ ...numbers(values, 'quantity'), reason })}
          onSave={async (body) => {
            await call('proposeFee', { params, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'decide':
      return (
        <FormDialog
          title={`审批收费 ${fee?.amountYuan ?? 0} 元`}
          lead="提出的人不能审批自己提出的收费。退回的，请说明理由。"
          okText="确定"
          fields={[
            {
              name: 'isApproved',
              label: '审批意见',
              kind: 'choice',
              options: [
                { value: 'yes', label: '同意' },
                { value: 'no', label: '退回' },
              ],
            },
            { ...REASON, isOptional: true },
          ]}
          initial={{ isApproved: 'yes' }}
          schema={feeDecisionSchema}
          inputOf={({ isApproved, reason = '' }) => ({ isApproved: isApproved === 'yes', reason })}
          onSave={async (body) => {
            await call('decideFee', { params: ofFee, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'notify':
      return (
        <FormDialog
          title="登记收费通知"
          lead="通知在答复期限内发出，期限停止；申请人自收到次日起二十个工作日内缴费，逾期视为放弃。"
          okText="登记"
          fields={[
            { name: 'on', label: '通知日期', kind: 'day' },
            { name: 'receivedOn', label: '申请人收到日期', kind: 'day', isOptional: true },
            {
              name: 'paymentCode',
              label: '非税系统给的缴款码',
              kind: 'line',
              isOptional: true,
              hint: '不填的，自动生成。',
            },
          ]}
          initial={{ on: today }}
          schema={feeNoticeSchema}
          inputOf={({ on, receivedOn = '', paymentCode = '' }) => ({
            ...{ on, receivedOn: receivedOn === '' ? null : receivedOn },
            ...(paymentCode !== '' && { paymentCode }),
          })}
          onSave={async (body) => {
            await call('notifyFee', { params: ofFee, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'pay':
      return (
        <FormDialog
          title="登记缴费"
          lead={`应缴 ${fee?.amountYuan ?? 0} 元，足额缴费后登记；答复期限自次日重新计算。`}
          okText="登记"
          fields={[
            { name: 'on', label: '缴费日期', kind: 'day' },
            { name: 'amountYuan', label: '缴费金额（元）', kind: 'number' },
            { name: 'receiptNumber', label: '票据号码', kind: 'line' },
          ]}
          initial={{ on: today, amountYuan: String(fee?.amountYuan ?? '') }}
          schema={feePaymentSchema}
          inputOf={({ receiptNumber = '', ...values }) => ({
            ...{ ...numbers(values, 'amountYuan'), receiptNumber },
          })}
          onSave={async (body) => {
            await call('payFee', { params: ofFee, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'waive':
      return (
        <FormDialog
          title="减免信息处理费"
          lead="已经通知的，通知一并作废，答复期限视同没有通知。"
          okText="减免"
          fields={[REASON]}
          initial={{}}
          schema={feeWaiverSchema}
          inputOf={({ reason = '' }) => ({ reason })}
          onSave={async (body) => {
            await call('waiveFee', { params: ofFee, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
    case 'refund':
      return (
        <FormDialog
          title="退还信息处理费"
          okText="登记退费"
          fields={[
            { name: 'on', label: '退还日期', kind: 'day' },
            { name: 'amountYuan', label: '退还金额（元）', kind: 'number' },
            REASON,
          ]}
          initial={{ on: today }}
          schema={feeRefundSchema}
          inputOf={({ reason = '', ...values }) => ({ ...numbers(values, 'amountYuan'), reason })}
          onSave={async (body) => {
            await call('refundFee', { params: ofFee, body });
            onDone();
          }}
          onClose={onClose}
        />
      );
  }
}
