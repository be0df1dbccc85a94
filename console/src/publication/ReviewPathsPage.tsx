import {
  DISCLOSURE_MODE_NAMES,
  DISCLOSURE_MODES,
  DOCUMENT_KIND_NAMES,
  DOCUMENT_KINDS,
  moveStep,
  REVIEW_STEP_NAMES,
  REVIEW_STEPS,
  ROLES,
  stepsOf,
  type ReviewPaths,
  type ReviewStep,
} from '@gongkai/core';
import { Button, Checkbox } from 'antd';
import { useRef, useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

type Path = ReviewPaths['paths'][number];

interface StepLineProps {
  readonly step: ReviewStep;
  readonly isTaken: boolean;
  readonly isMandatory: boolean;
  readonly needsOpinion: boolean;
  readonly onTake: (isTaken: boolean) => void;
  readonly onOpinion: (isIn: boolean) => void;
  readonly onMove: (by: -1 | 1) => void;
}

/** A step with its place among the others; the buttons stay where the hand is, so they are never switched off. */
function StepLine(props: StepLineProps) {
  const { step, isTaken, isMandatory, needsOpinion, onTake, onOpinion, onMove } = props;
  const { label } = REVIEW_STEPS[step];
  const line = useRef<HTMLLIElement>(null);
  const move = (by: -1 | 1) => {
    onMove(by);
    // A line that changes its place in the page loses the focus.
    setTimeout(() => line.current?.querySelector<HTMLElement>(`[data-move="${by}"]`)?.focus(), 0);
  };
  const mover = (by: -1 | 1, text: string) => (
    <Button size="small" data-move={by} onClick={() => move(by)}>
      {text}
      <span className="visually-hidden">{label}</span>
    </Button>
  );
  return (
    <li ref={line} className="toolbar">
      <Checkbox checked={isTaken} disabled={isMandatory} onChange={({ target }) => onTake(target.checked)}>
        {label}
        {isMandatory && '（必经）'}
      </Checkbox>
      <Checkbox
        aria-label={`${label}必须写明意见`}
        checked={isTaken && needsOpinion}
        disabled={!isTaken}
        onChange={({ target }) => onOpinion(target.checked)}
      >
        必须写明意见
      </Checkbox>
      {isTaken && step !== 'signOff' && (
        <>
          {mover(-1, '上移')}
          {mover(1, '下移')}
        </>
      )}
    </li>
  );
}

/** Which steps a kind takes, in which order, and which need an opinion; those that the law asks for stay ticked. */
function PathDialog({
  of,
  onDone,
  onClose,
}: {
  readonly of: Path;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { code } = usePlace();
  const [steps, setSteps] = useState<readonly ReviewStep[]>(of.steps);
  const [opinions, setOpinions] = useState<readonly ReviewStep[]>(of.opinionSteps);
  const [told, setTold] = useState('');
  const save = useAction(async () => {
    const body = { steps: [...steps], opinionSteps: steps.filter((step) => opinions.includes(step)) };
    await call('configureReviewPath', { params: { code, kind: of.kind }, body });
    onDone();
  });
  const take = (step: ReviewStep, isTaken: boolean) => {
    const others = steps.filter((it) => it !== step);
    // The signature stays the last.
    setSteps(isTaken ? [...others.slice(0, -1), step, ...others.slice(-1)] : others);
  };
  const move = (step: ReviewStep, by: -1 | 1) => {
    const moved = moveStep(steps, step, by);
    const name = `“${REVIEW_STEPS[step].label}”`;
    setTold(
      moved === steps
        ? `${name}不能再${by === -1 ? '上' : '下'}移。`
        : `${name}移到第${moved.indexOf(step) + 1}个，共${moved.length}个环节。`,
    );
    setSteps(moved);
  };
  const label = DOCUMENT_KINDS[of.kind].label;
  return (
    <ActionDialog title={`${label}的审核流程`} okText="保存" action={save} onClose={onClose}>
      <p className="muted">
        顺序由上到下，用“上移”“下移”改变；先审查、后公开，“签发”总在最后。法律规定的环节不能去掉；“协商和报批”由每份文稿自己定。正在审核的文稿按原来的流程走完。
      </p>
      <fieldset className="field">
        <legend>环节</legend>
        <ul className="plain-list">
          {[...steps, ...REVIEW_STEP_NAMES.filter((it) => !steps.includes(it))].map((step) => (
            <StepLine
              key={step}
              step={step}
              isTaken={steps.includes(step)}
              isMandatory={of.mandatory.includes(step)}
              needsOpinion={opinions.includes(step)}
              onTake={(isTaken) => take(step, isTaken)}
              onOpinion={(isIn) =>
                setOpinions(isIn ? [...opinions, step] : opinions.filter((it) => it !== step))
              }
              onMove={(by) => move(step, by)}
            />
          ))}
        </ul>
        <p role="status" className="small">
          {told}
        </p>
      </fieldset>
    </ActionDialog>
  );
}

function peopleOf(reviewers: ReviewPaths['reviewers'], step: ReviewStep): string {
  const names = reviewers
    .filter((it) => it.step === step)
    .map(({ name, role }) => `${name}（${ROLES[role]}）`);
  return names.length === 0 ? '现在没有人能办，请先授予角色' : [...new Set(names)].join('、');
}

/** What a document would go through, and who could take each step today. */
function Preview({ of: { paths, reviewers } }: { readonly of: ReviewPaths }) {
  const [kind, setKind] = useState('normativeDocument');
  const [mode, setMode] = useState('proactive');
  const [consent, setConsent] = useState('');
  const path = paths.find((it) => it.kind === kind);
  const disclosure = DISCLOSURE_MODE_NAMES.find((it) => it === mode);
  if (path === undefined || disclosure === undefined) return null;
  const document = { kind: path.kind, mode: disclosure, needsConsent: consent !== '' };
  const steps = stepsOf(document, path.configured ?? undefined);
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">预览：一份文稿会怎么走</h2>
      <div className="filters">
        <ChoiceField label="种类" value={kind} options={optionsOf(DOCUMENT_KINDS)} onChange={setKind} />
        <ChoiceField label="公开属性" value={mode} options={optionsOf(DISCLOSURE_MODES)} onChange={setMode} />
        <ChoiceField
          label="涉及其他机关"
          empty="不涉及"
          value={consent}
          options={[{ value: 'yes', label: '要协商或者报批' }]}
          onChange={setConsent}
        />
      </div>
      <ol className="numbered" aria-label="预览的环节">
        {steps.map((step) => (
          <li key={step}>
            <strong>{REVIEW_STEPS[step].label}</strong>
            {path.opinionSteps.includes(step) && '，必须写明意见'}
            <div className="muted small">{peopleOf(reviewers, step)}</div>
          </li>
        ))}
        <li>
          <strong>{document.mode === 'proactive' ? '发布' : '备查，到期重新评估'}</strong>
        </li>
      </ol>
      <p className="muted small">起草和修改过这一版的人不能审核它；处室负责人只审本处室的文稿。</p>
    </section>
  );
}

/** The path that each kind of document takes in this agency: to be seen by whoever drafts, set by who may. */
export function ReviewPathsPage() {
  const { code } = usePlace();
  const agency = useAgency();
  const mayConfigure = useMay('document.configure');
  const found = useCall('listReviewPaths', { params: { code } });
  const [open, setOpen] = useState<Path | null>(null);
  return (
    <Page title="审核流程" lead={agency?.name ?? code}>
      {open !== null && (
        <PathDialog
          of={open}
          onDone={() => {
            setOpen(null);
            found.reload();
          }}
          onClose={() => setOpen(null)}
        />
      )}
      <Shown of={found} what="审核流程">
        {(all) => (
          <>
            <DataTable
              caption="各类文稿的审核流程"
              rows={DOCUMENT_KIND_NAMES.flatMap((kind) => all.paths.filter((it) => it.kind === kind))}
              keyOf={({ kind }) => kind}
              columns={[
                { key: 'kind', title: '种类', render: ({ kind }: Path) => DOCUMENT_KINDS[kind].label },
                {
                  key: 'steps',
                  title: '环节',
                  render: ({ steps, opinionSteps }: Path) =>
                    steps
                      .map(
                        (step) =>
                          REVIEW_STEPS[step].label + (opinionSteps.includes(step) ? '（写明意见）' : ''),
                      )
                      .join(' → '),
                },
                {
                  key: 'configured',
                  title: '设定',
                  render: ({ configured }: Path) => (configured === null ? '通常的流程' : '本机关设定'),
                },
                ...(mayConfigure
                  ? [
                      {
                        key: 'act',
                        title: '办理',
                        render: (path: Path) => (
                          <Button size="small" onClick={() => setOpen(path)}>
                            设定<span className="visually-hidden">{DOCUMENT_KINDS[path.kind].label}</span>
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <Preview of={all} />
          </>
        )}
      </Shown>
    </Page>
  );
}
