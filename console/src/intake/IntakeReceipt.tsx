import {
  addWorkingDays,
  confirmBy,
  explainReceipt,
  formatLocalDate,
  intakeGaps,
  localDateSchema,
  newIntakeSchema,
  newRightsIntakeSchema,
  rightsGaps,
  submissionOf,
  termsFor,
  type IntakePaper,
} from '@gongkai/core';
import { useCalendar, useWorkplace } from '../ui/place.js';
import { intakeBody, rightsBody, type IntakeTyped } from './intake-typed.js';

interface ReceiptProps {
  readonly typed: IntakeTyped;
  readonly papers: readonly IntakePaper[];
}

/** While it is typed: which day counts as receipt and why, when the reply is due, and what is missing. */
export function IntakeReceipt({ typed, papers }: ReceiptProps) {
  const calendar = useCalendar();
  const { today } = useWorkplace().status;
  const on = localDateSchema.safeParse(typed.on);
  if (!on.success) return <p className="hint">填写日期后，这里说明收到之日和答复期限。</p>;
  const handedOver = localDateSchema.safeParse(typed.officeReceivedOn);
  const isMail = typed.channel === 'registeredMail';
  const submitted = submissionOf({
    channel: typed.channel,
    on: on.data,
    officeReceivedOn: isMail && handedOver.success ? handedOver.data : null,
  });
  if (submitted.type !== 'submitted') return null;
  const { on: receivedOn, words } = explainReceipt(submitted);
  const last = confirmBy(on.data, calendar);
  const confirmedOn = localDateSchema.safeParse(typed.contactOn);
  const isReached = typed.hasContact && typed.hasReached === 'yes' && confirmedOn.success;
  const counts = receivedOn ?? (isReached ? confirmedOn.data : null);
  return (
    <div role="status" className="note" aria-label="收到之日和期限">
      <p>{words}</p>
      {receivedOn === null && !isReached && (
        <p>
          <strong>还没有收到之日</strong>：应在 {formatLocalDate(last)} 当日与申请人确认
          {today > last ? '，已经超过，请立即联系' : ''}；确认之前列入“待确认收到”，并提醒公开机构。
        </p>
      )}
      {counts !== null && typed.matter !== 'application' && (
        <p>
          收到之日：<strong>{formatLocalDate(counts)}</strong>。条例没有另定答复期限，请及时核实并答复。
        </p>
      )}
      {counts !== null && typed.matter === 'application' && (
        <p>
          收到之日：<strong>{formatLocalDate(counts)}</strong>
          {receivedOn === null && '（双方确认之日）'}；次日起算 {termsFor(counts).replyDays}{' '}
          个工作日，答复期限：
          <strong>{formatLocalDate(addWorkingDays(calendar, counts, termsFor(counts).replyDays))}</strong>。
        </p>
      )}
      <Gaps typed={typed} papers={papers} />
    </div>
  );
}

/** What is missing does not stand in the way: it is asked for once (条例第三十条). */
function Gaps({ typed, papers }: ReceiptProps) {
  if (typed.matter !== 'application') return <RightsGaps typed={typed} papers={papers} />;
  const parsed = newIntakeSchema.safeParse(intakeBody(typed));
  if (!parsed.success) return null;
  const gaps = intakeGaps(
    parsed.data,
    papers.map(({ kind }) => kind),
  );
  if (gaps.length === 0) return null;
  return (
    <p>
      还缺：{gaps.map(({ what }) => what).join('、')}
      。不能因此拒收；需要补正的，收到后 7 个工作日内一次性告知（条例第三十条）。
    </p>
  );
}

function RightsGaps({ typed, papers }: ReceiptProps) {
  const parsed = newRightsIntakeSchema.safeParse(rightsBody(typed));
  if (!parsed.success) return null;
  const gaps = rightsGaps(parsed.data.kind, parsed.data.answers, papers.length > 0);
  return gaps.length === 0 ? null : <p>还缺：{gaps.join('、')}。不能因此拒收，请联系提出人补充。</p>;
}
