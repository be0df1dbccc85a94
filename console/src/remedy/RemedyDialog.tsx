import { REMEDY_KINDS, REMEDY_LEVELS, REMEDY_ROLES, REMEDY_SIDES, type RemedyDetail } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import {
  draftOf,
  emptyDraft,
  emptyStage,
  nextLevel,
  readDraft,
  withKind,
  type RemedyDraft,
} from './remedy-draft.js';
import { StageFields } from './StageFields.js';
import { optionsOf } from '../ui/options.js';

interface RemedyDialogProps {
  /** Null: a new one. */
  readonly of: RemedyDetail | null;
  readonly caseId?: string;
  readonly onClose: () => void;
  readonly onDone: (saved: RemedyDetail) => void;
}

/** Enters a reconsideration or suit, or changes one; every earlier state is kept. */
export function RemedyDialog({ of, caseId = '', onClose, onDone }: RemedyDialogProps) {
  const { code } = usePlace();
  const [draft, setDraft] = useState<RemedyDraft>(() => (of === null ? emptyDraft(caseId) : draftOf(of)));
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const read = readDraft(draft);
    const found = (read.error?.issues ?? []).map(({ path, message }) => {
      const shown = path[2] === 'costsFen' ? ['stages', path[1], 'costsYuan'] : path.slice(0, 3);
      return [shown.map(String).join('.'), message] as const;
    });
    setIssues(Object.fromEntries(found));
    if (!read.success) return;
    onDone(
      of === null
        ? await call('createRemedy', { params: { code }, body: read.data })
        : await call('updateRemedy', {
            params: { code, remedyId: of.remedyId },
            body: { ...read.data, version: of.version },
          }),
    );
  });
  const further = nextLevel(draft);
  return (
    <ActionDialog
      title={of === null ? '登记复议诉讼' : `修改 ${of.remedyId}`}
      okText="保存"
      action={save}
      width={720}
      onClose={onClose}
    >
      <ChoiceField
        label="类别"
        value={draft.kind}
        options={optionsOf(REMEDY_KINDS)}
        onChange={(value) => setDraft(withKind(draft, value as RemedyDraft['kind']))}
      />
      <ChoiceField
        label="本机关的地位"
        value={draft.role}
        options={optionsOf(REMEDY_ROLES)}
        onChange={(value) => setDraft({ ...draft, role: value as RemedyDraft['role'] })}
      />
      <ChoiceField
        label="由谁提起"
        value={draft.side}
        options={optionsOf(REMEDY_SIDES)}
        onChange={(value) => setDraft({ ...draft, side: value as RemedyDraft['side'] })}
      />
      <Field label="申请案件编号" issue={issues.caseId} isOptional>
        {(control) => (
          <Input
            {...control}
            value={draft.caseId}
            onChange={({ target }) => setDraft({ ...draft, caseId: target.value })}
          />
        )}
      </Field>
      {draft.stages.map((stage, index) => (
        <StageFields
          key={stage.level}
          draft={stage}
          issueOf={(field) => issues[`stages.${index}.${field}`]}
          onChange={(changed) =>
            setDraft({ ...draft, stages: draft.stages.map((it, at) => (at === index ? changed : it)) })
          }
        />
      ))}
      {further !== null && (
        <Button onClick={() => setDraft({ ...draft, stages: [...draft.stages, emptyStage(further)] })}>
          增加{REMEDY_LEVELS[further]}
        </Button>
      )}
      {draft.stages.length > 1 && (
        <Button onClick={() => setDraft({ ...draft, stages: draft.stages.slice(0, -1) })}>
          去掉最后一审
        </Button>
      )}
    </ActionDialog>
  );
}
