import {
  LETTERS,
  LETTER_FILE_ROLES,
  LETTER_STATUSES,
  LETTER_STEPS,
  type LetterDetail,
  type LetterStep,
} from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { answeredPath, newLetterPath } from '../ui/address.js';
import { Day, Instant } from '../ui/Day.js';
import { FileField } from '../ui/FileField.js';
import { Page } from '../ui/Page.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { answeredWords } from './answered-words.js';
import { FaultList } from './FaultList.js';
import { letterFilePath, servicePaperPath } from './letter-files.js';
import { LetterEditor } from './LetterEditor.js';
import { LetterTextView } from './LetterTextView.js';
import { ServiceList } from './ServiceList.js';
import { StepDialog } from './StepDialog.js';
import { SealedUpload, ServiceForm } from './UploadSteps.js';

interface LetterBodyProps {
  readonly letter: LetterDetail;
  readonly onDone: (letter: LetterDetail) => void;
}

/** Steps that are one decision, with what they ask to be said. */
const DIALOG_STEPS = [
  ['submit', undefined],
  ['approve', undefined],
  ['return', '退回的理由'],
  ['requestSeal', undefined],
  ['approveSeal', undefined],
  ['refuseSeal', '不同意用印的理由'],
  ['void', '作废的理由'],
  ['discard', undefined],
] as const satisfies readonly (readonly [LetterStep, string | undefined])[];
type DialogStep = (typeof DIALOG_STEPS)[number][0];

const DANGEROUS: ReadonlySet<LetterStep> = new Set(['void', 'discard', 'return', 'refuseSeal']);

function takeStep(code: string, letter: LetterDetail, step: DialogStep, reason: string) {
  const params = { code, letterId: letter.letterId };
  const { version } = letter;
  const calls: Readonly<Record<DialogStep, () => Promise<LetterDetail>>> = {
    submit: () => call('submitLetter', { params, body: { version } }),
    approve: () => call('approveLetter', { params, body: { version } }),
    return: () => call('returnLetter', { params, body: { version, reason } }),
    requestSeal: () => call('requestSeal', { params, body: { version } }),
    approveSeal: () => call('decideSeal', { params, body: { approves: true, version } }),
    refuseSeal: () => call('decideSeal', { params, body: { approves: false, version, reason } }),
    void: () => call('voidLetter', { params, body: { version, reason } }),
    discard: () => call('discardLetter', { params, body: { version } }),
  };
  return calls[step]();
}

function readAgain(code: string, { letterId }: LetterDetail): Promise<LetterDetail> {
  return call('getLetter', { params: { code, letterId } });
}

function Steps({ letter, onDone }: LetterBodyProps) {
  const { code } = usePlace();
  const [asked, setAsked] = useState<DialogStep | null>(null);
  const open = DIALOG_STEPS.filter(([step]) => letter.steps.includes(step));
  if (open.length === 0 && asked === null) return null;
  const reasonLabel = DIALOG_STEPS.find(([step]) => step === asked)?.[1];
  return (
    <div className="letter-actions">
      {open.map(([step]) => (
        <Button
          key={step}
          type={DANGEROUS.has(step) ? 'default' : 'primary'}
          danger={step === 'void'}
          onClick={() => setAsked(step)}
        >
          {LETTER_STEPS[step].label}
        </Button>
      ))}
      {asked !== null && (
        <StepDialog
          letter={letter}
          step={asked}
          {...(reasonLabel === undefined ? {} : { reasonLabel })}
          onClose={() => setAsked(null)}
          onReload={async () => onDone(await readAgain(code, letter))}
          onTake={async (reason) => {
            onDone(await takeStep(code, letter, asked, reason));
            setAsked(null);
          }}
        />
      )}
    </div>
  );
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  draft: '开始拟稿',
  'return-service': '登记退回',
  attach: '上传附件',
  detach: '撤下附件',
};

function stepWord(step: string): string {
  const labels: Readonly<Record<string, { readonly label: string }>> = LETTER_STEPS;
  return labels[step]?.label ?? STEP_WORDS[step] ?? step;
}

function History({ letter }: { readonly letter: LetterDetail }) {
  return (
    <section aria-label="经办">
      <h2>经办</h2>
      <ol className="plain-list">
        {letter.history.map(({ step, at, by, note }, index) => (
          <li key={index}>
            <Instant at={at} /> {by}：{stepWord(step)}
            {note !== null && <span>（{note}）</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Files({ letter, onDone }: LetterBodyProps) {
  const place = usePlace();
  const { letterId, version } = letter;
  const mayChange = letter.steps.includes('save');
  const attach = useAction(async (file: File) => {
    const params = { code: place.code, letterId };
    onDone(await call('attachToLetter', { params, query: { version }, body: file }));
  });
  const detach = useAction(async (fileId: string) => {
    const params = { code: place.code, letterId, fileId };
    onDone(await call('detachFromLetter', { params, query: { version } }));
  });
  const shown = letter.files.filter(({ role }) => role !== 'evidence');
  return (
    <section aria-label="文件">
      <h2>文件</h2>
      {shown.length === 0 && <p className="muted">还没有文件。批准之后生成Word和PDF。</p>}
      <ul className="plain-list">
        {shown.map(({ fileId, role, fileName }) => (
          <li key={fileId}>
            {LETTER_FILE_ROLES[role]}：<a href={letterFilePath(place, letterId, fileId)}>{fileName}</a>
            {mayChange && role === 'attachment' && (
              <Button size="small" onClick={() => void detach.run(fileId)}>
                撤下{fileName}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {letter.contentHash !== null && (
        <p className="muted small">
          定稿摘要（SHA-256）<span className="figures breakable">{letter.contentHash}</span>
        </p>
      )}
      {mayChange && (
        <FileField
          label="上传随文提供的信息"
          accept=".pdf,.ofd,.docx,.xlsx,.doc,.xls,.txt,.csv,.jpg,.jpeg,.png,.tif,.tiff"
          hint="选定后立即上传；带有涉密标志的不能上传。"
          onChoose={(file) => file !== null && void attach.run(file)}
        />
      )}
      <ProblemNote error={attach.error} />
      <ProblemNote error={detach.error} />
    </section>
  );
}

function ServicePapers({ letter }: { readonly letter: LetterDetail }) {
  const place = usePlace();
  if (!letter.steps.includes('serve') && !letter.steps.includes('keepSealed')) return null;
  return (
    <ul className="plain-list" aria-label="送达用的纸">
      {letter.draft.addressees.map(({ name }, index) => (
        <li key={index}>
          {name}：<a href={servicePaperPath(place, letter.letterId, 'receipt', index)}>送达回证</a>{' '}
          <a href={servicePaperPath(place, letter.letterId, 'receipt', index, 'docx')}>送达回证（Word）</a>{' '}
          <a href={servicePaperPath(place, letter.letterId, 'label', index)}>邮件封面</a>
        </li>
      ))}
    </ul>
  );
}

function LetterHead({ letter }: { readonly letter: LetterDetail }) {
  const { status, documentNumber, letterOn, servedOn, copies, voidReason, correctsNumber } = letter;
  return (
    <dl className="case-head">
      <dt>状态</dt>
      <dd>
        <Tag>{LETTER_STATUSES[status]}</Tag>
      </dd>
      <dt>文号</dt>
      <dd>{documentNumber ?? '批准时编号'}</dd>
      <dt>拟稿人</dt>
      <dd>{letter.drafter}</dd>
      {letter.approver !== null && (
        <>
          <dt>审批人</dt>
          <dd>
            {letter.approver}，<Day on={letterOn} />
          </dd>
        </>
      )}
      {copies !== null && (
        <>
          <dt>盖章份数</dt>
          <dd>{copies}</dd>
        </>
      )}
      {servedOn !== null && (
        <>
          <dt>送达日期</dt>
          <dd>
            <Day on={servedOn} />
          </dd>
        </>
      )}
      {voidReason !== null && (
        <>
          <dt>作废理由</dt>
          <dd>{voidReason}</dd>
        </>
      )}
      {correctsNumber !== null && (
        <>
          <dt>更正的文书</dt>
          <dd>{correctsNumber}</dd>
        </>
      )}
    </dl>
  );
}

function LetterBody({ letter, onDone }: LetterBodyProps) {
  const place = usePlace();
  const mayEdit = letter.steps.includes('save');
  const [isEditing, setEditing] = useState(false);
  const { steps, toServe } = letter;
  const reload = async (): Promise<void> => onDone(await readAgain(place.code, letter));
  // A service that was registered leaves an empty form; what somebody else did meanwhile does not.
  const [served, setServed] = useState(0);
  return (
    <>
      <LetterHead letter={letter} />
      <Steps letter={letter} onDone={onDone} />
      {mayEdit && !isEditing && <Button onClick={() => setEditing(true)}>修改拟稿</Button>}
      {(letter.status === 'served' || letter.status === 'serving') && (
        <Link href={newLetterPath(place, letter, { kind: letter.kind, corrects: letter.letterId })}>
          另发一件更正的文书
        </Link>
      )}
      <FaultList faults={letter.faults} />
      {mayEdit && isEditing ? (
        <LetterEditor
          answered={letter}
          initial={letter.draft}
          of={letter}
          onSaved={(saved) => {
            setEditing(false);
            onDone(saved);
          }}
        />
      ) : (
        letter.text !== null && <LetterTextView text={letter.text} />
      )}
      {steps.includes('keepSealed') && <SealedUpload letter={letter} onDone={onDone} onReload={reload} />}
      {steps.includes('serve') && toServe.length > 0 && (
        <ServiceForm
          key={served}
          letter={letter}
          onDone={(after) => {
            setServed(served + 1);
            onDone(after);
          }}
          onReload={reload}
        />
      )}
      <ServicePapers letter={letter} />
      <ServiceList letter={letter} onDone={onDone} />
      <Files letter={letter} onDone={onDone} />
      <History letter={letter} />
    </>
  );
}

/** One letter: what it says, where it stands, and what can be done with it next. */
export function LetterPage({ letterId }: { readonly letterId: string }) {
  const place = usePlace();
  const found = useCall('getLetter', { params: { code: place.code, letterId } });
  return (
    <Page
      title={found.data === null ? '文书' : LETTERS[found.data.kind]}
      lead={found.data === null ? '' : answeredWords(found.data)}
      actions={
        found.data === null ? null : (
          <Link href={answeredPath(place, found.data)}>
            {found.data.caseId === null ? '回到更正要求' : '回到申请'}
          </Link>
        )
      }
    >
      <Shown of={found} what="文书">
        {(letter) => <LetterBody letter={letter} onDone={found.put} />}
      </Shown>
    </Page>
  );
}
