import {
  CHANNEL_LABELS,
  contactEntrySchema,
  LETTERS,
  OUTCOMES_OF_KIND,
  RIGHTS_KINDS,
  RIGHTS_OUTCOMES,
  formatLocalDate,
  type RightsOutcome,
  type RightsRequest,
} from '@gongkai/core';
import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ENTRY_FORMS } from '../handling/entry-forms.js';
import { letterColumns } from '../letter/letter-columns.js';
import { DemandErasure } from '../personal-data/DemandErasure.js';
import { Form } from '../ui/Form.js';
import { newLetterPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { FormDialog } from '../ui/FormDialog.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { OnlineFiles } from './OnlineFiles.js';

const EVENT_WORDS = {
  submitted: '提交',
  received: '双方确认收到',
  noted: '记录联系',
  answered: '答复',
  reopened: '答复没有送达',
} as const satisfies Record<RightsRequest['events'][number]['type'], string>;

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A demand for correction is answered by its letter, which another approves, with number, seal and service. 条例第四十一条 */
function CorrectionLetters({ requestId }: Pick<RightsRequest, 'requestId'>) {
  const place = usePlace();
  const mayDraft = useMay('letter.draft');
  const found = useCall('listLetters', {
    params: { code: place.code },
    query: { rightsRequestId: requestId, sort: 'createdAt', limit: 200 },
  });
  return (
    <Part title="答复的文书">
      <Shown of={found} what="文书">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">
              还没有拟过文书。核实以后拟写《{LETTERS.correctionOfRecord}
              》：已经更正、不予更正、转送有权机关，或者告知有权机关。
            </p>
          ) : (
            <DataTable
              caption="这件更正要求的文书"
              columns={letterColumns(place).map(({ sorts: _, ...column }) => column)}
              rows={items}
              keyOf={({ letterId }) => letterId}
            />
          )
        }
      </Shown>
      {mayDraft && (
        <p className="toolbar">
          <Link
            className="button-link"
            href={newLetterPath(place, { caseId: null, rightsRequestId: requestId })}
          >
            拟写《{LETTERS.correctionOfRecord}》
          </Link>
        </p>
      )}
    </Part>
  );
}

function AnswerForm(props: {
  readonly of: RightsRequest;
  readonly onDone: (changed: RightsRequest) => void;
}) {
  const { of, onDone } = props;
  const { code } = usePlace();
  const [outcome, setOutcome] = useState('');
  const [text, setText] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const options = OUTCOMES_OF_KIND[of.kind].map((value) => ({ value, label: RIGHTS_OUTCOMES[value] }));
  const save = useAction(async () => {
    setIssue(outcome === '' ? '请选择结果。' : undefined);
    if (outcome === '') return;
    const body = { outcome: outcome as RightsOutcome, text, lastSeq: of.lastSeq };
    onDone(await call('answerRightsRequest', { params: { code, requestId: of.requestId }, body }));
  });
  return (
    <Form action={save} okText="答复">
      <ChoiceField
        label="结果"
        empty="请选择"
        value={outcome}
        options={options}
        onChange={setOutcome}
        issue={issue}
      />
      <Field
        label="告诉提出人的话"
        hint={
          of.channel === 'web'
            ? '写明结果和理由，会显示在进度页面上。'
            : '写明结果和理由。不是在网上提出的，没有进度页面，请另行告诉提出人。'
        }
      >
        {(control) => (
          <textarea
            {...control}
            className="choice"
            rows={5}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

/** How it came and when it counts as received (条例第三十一条), and what it still lacks. */
function arrivalFacts(of: RightsRequest): (readonly [string, string])[] {
  const { channel, submittedOn, receivedOn, officeReceivedOn, gaps } = of;
  return [
    ['收到方式', CHANNEL_LABELS[channel]],
    [channel === 'registeredMail' ? '机关签收' : '提交', formatLocalDate(submittedOn)],
    ...(officeReceivedOn === null ? [] : [['转到公开机构', formatLocalDate(officeReceivedOn)] as const]),
    [
      '收到之日',
      receivedOn === null
        ? '待双方确认：请当日联系提出人，联系上并确认的，登记在下面'
        : formatLocalDate(receivedOn),
    ],
    ...(gaps.length === 0 ? [] : [['还缺', gaps.join('、')] as const]),
  ];
}

/** A call with the person, entered as the calls of an application are. */
function ContactButton(props: {
  readonly of: RightsRequest;
  readonly onDone: (changed: RightsRequest) => void;
}) {
  const { of, onDone } = props;
  const { code } = usePlace();
  const { today } = useWorkplace().status;
  const [isOpen, setOpen] = useState(false);
  const { button, fields, initial, inputOf } = ENTRY_FORMS.contact;
  return (
    <>
      <p className="toolbar">
        <Button onClick={() => setOpen(true)}>{button}</Button>
      </p>
      {isOpen && (
        <FormDialog
          title={button}
          okText="登记"
          lead="为确认收到而联系上的，以这一天为收到之日（条例第三十一条）。"
          fields={fields}
          initial={initial(today)}
          schema={contactEntrySchema}
          inputOf={inputOf}
          onSave={async (contact) => {
            const params = { code, requestId: of.requestId };
            onDone(await call('recordRightsContact', { params, body: { ...contact, lastSeq: of.lastSeq } }));
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** One demand for correction or suggestion: what was said, what became of it, and the answer. */
export function RightsRequestPage({ requestId }: { readonly requestId: string }) {
  const place = usePlace();
  const mayAnswer = useMay('rightsRequest.answer');
  const mayErase = useMay('personalData.erase');
  const found = useCall('getRightsRequest', { params: { code: place.code, requestId } });
  return (
    <Page
      title={requestId}
      actions={<Link href={pagePath(place, 'rightsRequests')}>回到更正要求与公开建议</Link>}
    >
      <Shown of={found} what="更正要求或者建议">
        {(of) => (
          <>
            <Part title={RIGHTS_KINDS[of.kind]}>
              <dl className="facts">
                {[...arrivalFacts(of), ...of.answers.map(({ label, text }) => [label, text] as const)].map(
                  ([term, value]) => (
                    <div key={term}>
                      <dt>{term.replace('（可不填）', '')}</dt>
                      <dd>{value}</dd>
                    </div>
                  ),
                )}
              </dl>
              {of.isErased && (
                <p className="muted">
                  填写的内容、办理中的记录和附件已按规定删除；编号、日期和结果仍然保留。
                </p>
              )}
              {of.files.length > 0 && <OnlineFiles files={of.files} />}
              {mayErase && of.status === 'answered' && !of.isErased && (
                <DemandErasure requestId={of.requestId} onDone={found.put} />
              )}
            </Part>
            <Part title="经过">
              <ul className="plain-list">
                {of.events.map(({ seq, type, on, recordedBy, text }) => (
                  <li key={seq}>
                    {formatLocalDate(on)} {recordedBy}
                    {type === 'submitted' && of.isTakenIn ? '登记' : EVENT_WORDS[type]}
                    {text !== null && `：${text}`}
                  </li>
                ))}
              </ul>
              {mayAnswer && <ContactButton of={of} onDone={found.put} />}
            </Part>
            {of.kind === 'correction' && <CorrectionLetters requestId={of.requestId} />}
            {mayAnswer && of.kind === 'suggestion' && !of.isErased && (
              <Part title={of.status === 'open' ? '答复' : '再次答复'}>
                <AnswerForm key={of.lastSeq} of={of} onDone={found.put} />
              </Part>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
