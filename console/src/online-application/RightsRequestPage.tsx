import {
  LETTERS,
  OUTCOMES_OF_KIND,
  RIGHTS_KINDS,
  RIGHTS_OUTCOMES,
  formatLocalDate,
  type RightsOutcome,
  type RightsRequest,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { letterColumns } from '../letter/letter-columns.js';
import { newLetterPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { OnlineFiles } from './OnlineFiles.js';

const EVENT_WORDS = {
  submitted: '提交',
  noted: '记录',
  answered: '答复',
  reopened: '答复没有送达',
} as const satisfies Record<RightsRequest['events'][number]['type'], string>;

/** A demand for correction is answered by its letter, which another approves, with number, seal and service. 条例第四十一条 */
function CorrectionLetters({ requestId }: Pick<RightsRequest, 'requestId'>) {
  const place = usePlace();
  const mayDraft = useMay('letter.draft');
  const found = useCall('listLetters', {
    params: { code: place.code },
    query: { rightsRequestId: requestId, sort: 'createdAt', limit: 200 },
  });
  return (
    <>
      <h2>答复的文书</h2>
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
        <Link
          className="button-link"
          href={newLetterPath(place, { caseId: null, rightsRequestId: requestId })}
        >
          拟写《{LETTERS.correctionOfRecord}》
        </Link>
      )}
    </>
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
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <ChoiceField
        label="结果"
        empty="请选择"
        value={outcome}
        options={options}
        onChange={setOutcome}
        issue={issue}
      />
      <Field label="告诉提出人的话" hint="写明结果和理由，会显示在进度页面上。">
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
      <Button type="primary" htmlType="submit" loading={save.isRunning}>
        答复
      </Button>
      <ProblemNote error={save.error} />
    </form>
  );
}

/** One demand for correction or suggestion: what was said, what became of it, and the answer. */
export function RightsRequestPage({ requestId }: { readonly requestId: string }) {
  const place = usePlace();
  const mayAnswer = useMay('rightsRequest.answer');
  const found = useCall('getRightsRequest', { params: { code: place.code, requestId } });
  return (
    <Page
      title={requestId}
      actions={<Link href={pagePath(place, 'rightsRequests')}>回到更正要求与公开建议</Link>}
    >
      <Shown of={found} what="更正要求或者建议">
        {(of) => (
          <>
            <h2>{RIGHTS_KINDS[of.kind]}</h2>
            <dl className="facts">
              {of.answers.map(({ label, text }) => (
                <div key={label}>
                  <dt>{label.replace('（可不填）', '')}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            {of.files.length > 0 && <OnlineFiles files={of.files} />}
            <h2>经过</h2>
            <ul className="plain-list">
              {of.events.map(({ seq, type, on, recordedBy, text }) => (
                <li key={seq}>
                  {formatLocalDate(on)} {recordedBy}
                  {EVENT_WORDS[type]}
                  {text !== null && `：${text}`}
                </li>
              ))}
            </ul>
            {of.kind === 'correction' && <CorrectionLetters requestId={of.requestId} />}
            {mayAnswer && of.kind === 'suggestion' && (
              <>
                <h2>{of.status === 'open' ? '答复' : '再次答复'}</h2>
                <AnswerForm key={of.lastSeq} of={of} onDone={found.put} />
              </>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
