import {
  complianceSchema,
  ITEM_FINDING_LABELS,
  LETTERS,
  ITEM_FINDINGS,
  newLessonSchema,
  newOrderSchema,
  REMEDY_ORDERS,
  REMEDY_PAPERS,
  type RemedyDetail,
  type RemedyPaperKind,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { lessonSubject } from '../letter/lessons.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { Due } from '../ui/Due.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { FileField } from '../ui/FileField.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

interface PartProps {
  readonly of: RemedyDetail;
  readonly onChange: (changed: RemedyDetail) => void;
}
type Issues = Readonly<Record<string, string>>;

function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly issue: string | undefined;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, issue, hint, onChange } = props;
  return (
    <Field label={label} issue={issue} {...(hint !== undefined && { hint })}>
      {(control) => <Input {...control} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

function Compliance({ of, orderId, onChange }: PartProps & { readonly orderId: string }) {
  const { code } = usePlace();
  const [doneOn, setDone] = useState('');
  const [proof, setProof] = useState('');
  const [issues, setIssues] = useState<Issues>({});
  const save = useAction(async () => {
    const read = complianceSchema.safeParse({ doneOn, proof });
    setIssues(fieldIssues(read.error));
    if (!read.success) return;
    const params = { code, remedyId: of.remedyId, orderId };
    onChange(await call('fulfilRemedyOrder', { params, body: read.data }));
  });
  return (
    <details>
      <summary>登记已履行</summary>
      <DayField label="履行日期" value={doneOn} onChange={setDone} issue={issues.doneOn} />
      <TextField
        label="凭证"
        hint="例如新答复的文号。"
        value={proof}
        issue={issues.proof}
        onChange={setProof}
      />
      <Button loading={save.isRunning} onClick={() => void save.run()}>
        登记
      </Button>
      <ProblemNote error={save.error} />
    </details>
  );
}

/** What a decision or judgment orders, until it is done. */
export function OrderPart({ of, onChange }: PartProps) {
  const { code } = usePlace();
  const mayRecord = useMay('remedy.record');
  const [kind, setKind] = useState('perform');
  const [what, setWhat] = useState('');
  const [orderedOn, setOrdered] = useState('');
  const [dueOn, setDue] = useState('');
  const [issues, setIssues] = useState<Issues>({});
  const save = useAction(async () => {
    const read = newOrderSchema.safeParse({ kind, what, orderedOn, dueOn: dueOn === '' ? null : dueOn });
    setIssues(fieldIssues(read.error));
    if (!read.success) return;
    onChange(await call('addRemedyOrder', { params: { code, remedyId: of.remedyId }, body: read.data }));
    setWhat('');
  });
  return (
    <section>
      <h2>履行</h2>
      {of.orders.length === 0 && <p className="muted">没有要履行的事项。</p>}
      <ul className="plain-list">
        {of.orders.map((order) => (
          <li key={order.orderId}>
            <strong>{REMEDY_ORDERS[order.kind]}</strong>：{order.what}（<Day on={order.orderedOn} />）
            {order.doneOn === null ? (
              <>
                <span className="block">
                  期限 <Due on={order.dueOn} what={`${order.what}的期限`} />
                </span>
                {mayRecord && <Compliance of={of} orderId={order.orderId} onChange={onChange} />}
              </>
            ) : (
              <span className="block">
                已于 <Day on={order.doneOn} /> 履行：{order.proof}
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayRecord && (
        <details>
          <summary>增加一项</summary>
          <ChoiceField label="种类" value={kind} options={optionsOf(REMEDY_ORDERS)} onChange={setKind} />
          <TextField
            label="要求做什么"
            hint="不写姓名。"
            value={what}
            issue={issues.what}
            onChange={setWhat}
          />
          <DayField label="作出日期" value={orderedOn} onChange={setOrdered} issue={issues.orderedOn} />
          <DayField label="期限" value={dueOn} onChange={setDue} issue={issues.dueOn} isOptional />
          <Button loading={save.isRunning} onClick={() => void save.run()}>
            增加
          </Button>
          <ProblemNote error={save.error} />
        </details>
      )}
    </section>
  );
}

/** What was learnt, shown whenever an answer on the same ground is drafted. */
export function LessonPart({ of, onChange }: PartProps) {
  const { code } = usePlace();
  const mayRecord = useMay('remedy.record');
  const [ground, setGround] = useState('');
  const [letter, setLetter] = useState('');
  const [text, setText] = useState('');
  const [issues, setIssues] = useState<Issues>({});
  const save = useAction(async () => {
    const about = { ground: ground === '' ? null : ground, letter: letter === '' ? null : letter };
    const read = newLessonSchema.safeParse({ ...about, text });
    setIssues(fieldIssues(read.error));
    if (!read.success) return;
    onChange(await call('addRemedyLesson', { params: { code, remedyId: of.remedyId }, body: read.data }));
    setText('');
  });
  return (
    <section>
      <h2>教训</h2>
      <p className="muted">以后按同一情形、用同一种文书起草时，起草人会看到。</p>
      <ul className="plain-list">
        {of.lessons.map((lesson) => (
          <li key={lesson.lessonId}>
            <strong>{lessonSubject(lesson)}</strong>：{lesson.text}
          </li>
        ))}
      </ul>
      {mayRecord && (
        <details>
          <summary>记下一条</summary>
          <ChoiceField
            label="哪一种情形"
            isOptional
            empty="不限情形"
            value={ground}
            options={ITEM_FINDINGS.map((value) => ({ value, label: ITEM_FINDING_LABELS[value] }))}
            issue={issues.ground}
            onChange={setGround}
          />
          <ChoiceField
            label="哪一种文书"
            isOptional
            empty="不限文书"
            value={letter}
            options={optionsOf(LETTERS)}
            onChange={setLetter}
          />
          <TextField
            label="以后怎样做"
            hint="不写当事人姓名。"
            value={text}
            issue={issues.text}
            onChange={setText}
          />
          <Button loading={save.isRunning} onClick={() => void save.run()}>
            记下
          </Button>
          <ProblemNote error={save.error} />
        </details>
      )}
    </section>
  );
}

/** Papers of the remedy: they stay as they were received. */
export function PaperPart({ of, onChange }: PartProps) {
  const { code } = usePlace();
  const mayRecord = useMay('remedy.record');
  const [kind, setKind] = useState<RemedyPaperKind>('decision');
  const [file, setFile] = useState<File | null>(null);
  const save = useAction(async () => {
    if (file === null) return;
    onChange(
      await call('addRemedyPaper', {
        params: { code, remedyId: of.remedyId },
        query: { kind },
        body: file,
      }),
    );
  });
  const base = `/remedy-files/agencies/${encodeURIComponent(code)}/remedies/${encodeURIComponent(of.remedyId)}/papers`;
  return (
    <section>
      <h2>文书和材料</h2>
      {of.papers.length === 0 && <p className="muted">还没有保存文书。</p>}
      <ul className="plain-list">
        {of.papers.map((paper) => (
          <li key={paper.fileId}>
            {REMEDY_PAPERS[paper.kind]}：
            <a href={`${base}/${encodeURIComponent(paper.fileId)}`} download>
              {paper.fileName}
            </a>
          </li>
        ))}
      </ul>
      {mayRecord && (
        <details>
          <summary>保存一份</summary>
          <ChoiceField
            label="种类"
            value={kind}
            options={optionsOf(REMEDY_PAPERS)}
            onChange={(value) => setKind(value as RemedyPaperKind)}
          />
          <FileField
            label="文件"
            accept=".pdf,.ofd,.docx,.xlsx,.doc,.xls,.wps,.et,.jpg,.jpeg,.png,.tif,.tiff"
            hint="PDF、OFD、Office 文档或者扫描的图片，不超过 50 MB。"
            onChoose={setFile}
          />
          <Button disabled={file === null} loading={save.isRunning} onClick={() => void save.run()}>
            保存
          </Button>
          <ProblemNote error={save.error} />
        </details>
      )}
    </section>
  );
}
