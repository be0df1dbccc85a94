import { APPLICANT_CLASSES, newEnvelopeSchema, TABLE3_COLUMN_LABELS, type Envelope } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { casePath } from '../ui/address.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { AddFile } from './files.js';

const CLASS_OPTIONS = APPLICANT_CLASSES.map((value) => ({ value, label: TABLE3_COLUMN_LABELS[value].zh }));

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly issue: string | undefined;
  readonly isOptional?: boolean;
  readonly onChange: (value: string) => void;
}

function LineField({ label, value, issue, isOptional = false, onChange }: LineProps) {
  return (
    <Field label={label} issue={issue} isOptional={isOptional}>
      {(control) => <Input {...control} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

/** One envelope with several applications: one scan, a case each. The signature's day counts, not the hand-over. */
export function NewEnvelopePage() {
  const place = usePlace();
  const agency = useAgency();
  const { today } = useWorkplace().status;
  const [signedOn, setSignedOn] = useState(today);
  const [officeReceivedOn, setOfficeReceivedOn] = useState('');
  const [mailNumber, setMailNumber] = useState('');
  const [name, setName] = useState('');
  const [applicantClass, setClass] = useState<string>('naturalPerson');
  const [requests, setRequests] = useState<readonly string[]>(['', '']);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const [made, setMade] = useState<Envelope | null>(null);
  const save = useAction(async () => {
    const parsed = newEnvelopeSchema.safeParse({
      signedOn,
      officeReceivedOn: officeReceivedOn === '' ? null : officeReceivedOn,
      mailNumber: mailNumber === '' ? null : mailNumber,
      cases: requests.map((request) => ({
        ...{ applicantClass, request, applicantName: name === '' ? null : name },
      })),
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    setMade(await call('registerEnvelope', { params: { code: place.code }, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  if (made !== null) {
    return (
      <Page title="登记完成" lead={agency?.name ?? place.code}>
        <p>一个信封，{made.caseIds.length} 件申请：</p>
        <ul className="plain-list">
          {made.caseIds.map((caseId) => (
            <li key={caseId}>
              <Link href={casePath(place, caseId)} className="figures">
                {caseId}
              </Link>
            </li>
          ))}
        </ul>
        <p>
          扫描件只上传一次，各件都能看到：
          <AddFile
            what="信封"
            send={async (body) => {
              const { envelopeId } = made;
              const { fileId } = await call('uploadEnvelopeFile', {
                params: { code: place.code, envelopeId },
                body,
              });
              setMade({
                ...made,
                files: [
                  ...made.files,
                  { fileId, fileName: body.name, mediaType: body.type, size: body.size },
                ],
              });
            }}
          />
          {made.files.length > 0 && <span role="status"> 已上传 {made.files.length} 份。</span>}
        </p>
      </Page>
    );
  }
  return (
    <Page title="登记一个信封的几件申请" lead={agency?.name ?? place.code}>
      <p className="muted">
        邮寄的以机关签收之日为收到之日，哪个处室签收都算；转到公开机构的日期另记，不影响起算（条例第三十一条）。
      </p>
      <DayField label="机关签收日期" value={signedOn} onChange={setSignedOn} issue={shown.signedOn} />
      <DayField
        label="转到公开机构的日期"
        value={officeReceivedOn}
        onChange={setOfficeReceivedOn}
        issue={shown.officeReceivedOn}
        isOptional
      />
      <LineField
        label="邮件号"
        value={mailNumber}
        issue={shown.mailNumber}
        isOptional
        onChange={setMailNumber}
      />
      <ChoiceField label="申请人类别" value={applicantClass} options={CLASS_OPTIONS} onChange={setClass} />
      <LineField
        label="申请人"
        value={name}
        issue={shown['cases.0.applicantName']}
        isOptional
        onChange={setName}
      />
      {requests.map((request, index) => (
        <Field key={index} label={`第 ${index + 1} 件：所需政府信息`} issue={shown[`cases.${index}.request`]}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              value={request}
              onChange={({ target }) =>
                setRequests(requests.map((it, at) => (at === index ? target.value : it)))
              }
            />
          )}
        </Field>
      ))}
      <p>
        <Button onClick={() => setRequests([...requests, ''])}>再加一件</Button>
        <Button disabled={requests.length < 2} onClick={() => setRequests(requests.slice(0, -1))}>
          去掉最后一件
        </Button>
      </p>
      <Button type="primary" loading={save.isRunning} onClick={() => void save.run()}>
        登记
      </Button>
      <ProblemNote error={save.error} />
    </Page>
  );
}
