import {
  describeRemedyPolicies,
  newRemedyPolicySchema,
  REMEDY_RESULT_POLICIES,
  type PresentedReport,
  type RemedyPolicies,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { Day } from '../ui/Day.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

const PENDING_CHOICES = [
  { value: 'again', label: '上年末尚未审结的，本年继续统计' },
  { value: 'once', label: '只在提起的年度统计' },
];
const RESULT_CHOICES = optionsOf(REMEDY_RESULT_POLICIES);

/** What was decided up to now, the newest first. */
function Decisions() {
  const { code } = usePlace();
  const decided = useCall('listRemedyPolicies', { params: { code } });
  return (
    <Shown of={decided} what="已经决定的口径">
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">本机关没有另作决定，各年度用通常口径。</p>
        ) : (
          <ul>
            {items.map((item) => (
              <li key={item.policyNo}>
                {item.fromYear}年度起：{describeRemedyPolicies(item)}。{item.decidedBy}
                <Day on={item.decidedOn} />
                决定，{item.reason}
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

interface PolicyDialogProps {
  readonly present: RemedyPolicies;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function PolicyDialog({ present, onClose, onDone }: PolicyDialogProps) {
  const { code, year } = usePlace();
  const [fromYear, setFromYear] = useState(String(year));
  const [pending, setPending] = useState(present.countPendingAgain ? 'again' : 'once');
  const [resultOf, setResultOf] = useState<string>(present.resultOf);
  const [reason, setReason] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const decide = useAction(async () => {
    const countPendingAgain = pending === 'again';
    const given = { fromYear: Number(fromYear), countPendingAgain, resultOf, reason };
    const parsed = newRemedyPolicySchema.safeParse(given);
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('decideRemedyPolicy', { params: { code }, body: parsed.data });
    onDone();
  });
  const shown = { ...issues, ...issuesOf(decide.error) };
  return (
    <ActionDialog title="改变表四的统计口径" okText="决定" action={decide} onClose={onClose}>
      <p className="muted">
        从所填年度的报告起适用。已经公布的版本随口径一起固定，不会改变；尚未公布的，数字立即重新计算。
      </p>
      <Decisions />
      <Field label="从哪一年度起" issue={shown.fromYear}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={fromYear}
            onChange={({ target }) => setFromYear(target.value)}
          />
        )}
      </Field>
      <ChoiceField label="上年未审结的案件" value={pending} options={PENDING_CHOICES} onChange={setPending} />
      <ChoiceField label="诉讼的审级" value={resultOf} options={RESULT_CHOICES} onChange={setResultOf} />
      <Field label="依据或者理由" issue={shown.reason}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}

/** By which policy 表四 of the report shown is counted; whoever publishes may decide another for what is not published. */
export function RemedyPolicyLine({
  report,
  onDecided,
}: {
  readonly report: PresentedReport;
  readonly onDecided: () => void;
}) {
  const mayDecide = useMay('report.publish');
  const [isOpen, setOpen] = useState(false);
  return (
    <p>
      表四统计口径：{describeRemedyPolicies(report.remedyPolicies)}
      {report.status === 'published' ? '（随本版固定）。' : '。'}
      {mayDecide && (
        <Button type="link" onClick={() => setOpen(true)}>
          改变口径
        </Button>
      )}
      {isOpen && (
        <PolicyDialog
          present={report.remedyPolicies}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onDecided();
          }}
        />
      )}
    </p>
  );
}
