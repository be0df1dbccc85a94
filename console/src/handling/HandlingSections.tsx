import { may, type HandlingEntryKind } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { rolesWith } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { ConsultationList, SendConsultationDialog } from './Consultations.js';
import { EntryList } from './EntryList.js';
import { useHandling } from './handling-store.js';
import { AssignTaskDialog, UnitTaskTable } from './UnitTasks.js';

/** The handling of the case, and what to do when it changed: a consultation or entry may be a step of the case itself. */
function useSection({ of, onChange }: CaseSectionProps) {
  const handling = useHandling(of.agencyCode, of.caseId);
  const changed = (): void => {
    handling.reload();
    void call('getCase', { params: { code: of.agencyCode, caseId: of.caseId } }).then(
      onChange,
      // The list shows why it could not be read again; the page asks anew when it is opened.
      () => undefined,
    );
  };
  return { handling, changed };
}

/** Sub-tasks of the organ's units, and whom it asked outside. */
export function CooperationSection({ of, onChange }: CaseSectionProps) {
  const { access } = useWorkplace();
  const { handling, changed } = useSection({ of, onChange });
  const [dialog, setDialog] = useState<'task' | 'consultation' | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const [mayAssign, mayRecord] = [may(access, 'task.assign', at), may(access, 'case.record', at)];
  const close = (): void => setDialog(null);
  return (
    <>
      <p>
        <Button disabled={!mayAssign} onClick={() => setDialog('task')}>
          交处室协办
        </Button>
        <Button disabled={!mayRecord} onClick={() => setDialog('consultation')}>
          征求意见或者请求协助
        </Button>
        {!mayAssign && <span className="muted small"> 协办由{rolesWith('task.assign')}交办。</span>}
      </p>
      <Shown of={handling} what="协办与征求意见">
        {({ tasks, consultations }) => (
          <>
            {tasks.length === 0 && consultations.length === 0 && (
              <p className="muted">没有交处室协办，也没有征求意见。</p>
            )}
            {tasks.length > 0 && (
              <UnitTaskTable tasks={tasks} caption="协办任务" onChange={handling.reload} />
            )}
            {consultations.length > 0 && (
              <ConsultationList of={of} consultations={consultations} onChange={changed} />
            )}
          </>
        )}
      </Shown>
      {dialog === 'task' && (
        <AssignTaskDialog
          caseId={of.caseId}
          onClose={close}
          onDone={() => {
            close();
            handling.reload();
          }}
        />
      )}
      {dialog === 'consultation' && (
        <SendConsultationDialog
          of={of}
          onClose={close}
          onDone={() => {
            close();
            changed();
          }}
        />
      )}
    </>
  );
}

function sectionOf(kinds: readonly HandlingEntryKind[], nothing: string) {
  return function EntrySection({ of, onChange }: CaseSectionProps) {
    const { handling, changed } = useSection({ of, onChange });
    return <EntryList {...{ of, handling, kinds, nothing }} onRecorded={changed} />;
  };
}

export const SearchSection = sectionOf(['search'], '还没有检索记录。告知“信息不存在”之前须先登记检索。');
export const ConferenceSection = sectionOf(['conference'], '没有会商记录。');
export const ContactSection = sectionOf(['contact'], '没有与申请人联系的记录。');
const SpecialEntries = sectionOf(
  ['excess', 'excessJudgement', 'petition', 'secrecyDetermination'],
  '没有要求说明理由，没有转交信访投诉举报，也没有线下办理的涉密事项。',
);

/** Entries about 条例第十四、三十五、三十九条, and once reasons were demanded the paper that proves it. */
export function SpecialSection(props: CaseSectionProps) {
  return (
    <>
      <SpecialEntries {...props} />
      <ExcessEvidence of={props.of} />
    </>
  );
}

function ExcessEvidence({ of }: Pick<CaseSectionProps, 'of'>) {
  const { access } = useWorkplace();
  const isDemanded = of.events.some(({ event, isVoid }) => event.type === 'reasonsDemanded' && !isVoid);
  if (!isDemanded || !may(access, 'personalData.unmask', { agencyCode: of.agencyCode })) return null;
  const path = `/letter-files/agencies/${encodeURIComponent(of.agencyCode)}/cases/${encodeURIComponent(of.caseId)}`;
  return (
    <p>
      申请数量、频次及说明理由情况材料：<a href={`${path}/excess-evidence.docx`}>Word</a>{' '}
      <a href={`${path}/excess-evidence.pdf`}>PDF</a>
      <span className="muted small">
        {' '}
        打开时按件统计同一申请人的申请，查看留有记录；系统不保存次数，不对申请人作标记。
      </span>
    </p>
  );
}
