import {
  HANDLING_ENTRIES,
  handlingEntrySchema,
  may,
  type CaseDetail,
  type CaseHandling,
  type HandlingEntryKind,
  type RecordedEntry,
} from '@gongkai/core';
import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { call } from '../api/call.js';
import { Day, Instant } from '../ui/Day.js';
import { rolesWith } from '../ui/permission.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import type { Loaded } from '../api/use-call.js';
import { ENTRY_FORMS } from './entry-forms.js';
import { entryLines } from './entry-lines.js';
import { AddFile, KeptFiles } from './files.js';
import { FormDialog } from '../ui/FormDialog.js';

interface EntryListProps {
  readonly of: CaseDetail;
  readonly handling: Loaded<CaseHandling>;
  readonly kinds: readonly HandlingEntryKind[];
  /** Said where there is none yet. */
  readonly nothing: string;
  readonly onRecorded: () => void;
}

/** Entries of some kinds with who made them, and the way to make another; none is ever changed. */
export function EntryList({ of, handling, kinds, nothing, onRecorded }: EntryListProps) {
  const { access, status } = useWorkplace();
  const [adding, setAdding] = useState<HandlingEntryKind | null>(null);
  const mayRecord = may(access, 'case.record', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  const form = adding === null ? null : ENTRY_FORMS[adding];
  const params = { code: of.agencyCode, caseId: of.caseId };
  return (
    <>
      <p>
        {kinds.map((kind) => (
          <Button key={kind} disabled={!mayRecord} onClick={() => setAdding(kind)}>
            {ENTRY_FORMS[kind].button}
          </Button>
        ))}
        {!mayRecord && <span className="muted small"> 由{rolesWith('case.record')}登记。</span>}
      </p>
      <Shown of={handling} what="办理记录">
        {({ entries }) => {
          const shown = entries.filter(({ kind }) => kinds.some((it) => it === kind));
          if (shown.length === 0) return <p className="muted">{nothing}</p>;
          return (
            <ul className="plain-list">
              {shown.map((entry) => (
                <EntryItem
                  key={entry.entryId}
                  of={entry}
                  isShownWithKind={kinds.length > 1}
                  {...(mayRecord && {
                    send: async (body: File) => {
                      await call('uploadEntryFile', { params: { ...params, entryId: entry.entryId }, body });
                      handling.reload();
                    },
                  })}
                />
              ))}
            </ul>
          );
        }}
      </Shown>
      {form !== null && adding !== null && (
        <FormDialog
          title={HANDLING_ENTRIES[adding]}
          {...(form.lead !== undefined && { lead: form.lead })}
          okText="登记"
          fields={form.fields}
          initial={form.initial(status.today)}
          schema={handlingEntrySchema}
          inputOf={form.inputOf}
          onSave={async (body) => {
            await call('addHandlingEntry', { params, body });
            setAdding(null);
            onRecorded();
          }}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  );
}

interface EntryItemProps {
  readonly of: RecordedEntry;
  readonly isShownWithKind: boolean;
  readonly send?: (file: File) => Promise<void>;
}

function EntryItem({ of, isShownWithKind, send }: EntryItemProps) {
  const { entry, on, enteredAt, enteredBy, files } = of;
  return (
    <li>
      <p>
        <Day on={on} />
        {isShownWithKind && entry !== null && <strong> {HANDLING_ENTRIES[entry.kind]}</strong>}
        <span className="muted small">
          {' '}
          {enteredBy} <Instant at={enteredAt} /> 登记
        </span>
      </p>
      {entry === null ? (
        <p className="muted">内容已按规定删除。</p>
      ) : (
        <dl className="case-head">
          {entryLines(entry).map(([label, words], index) => (
            <Fragment key={`${label} ${index}`}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {entry?.kind === 'conference' && <ConferencePapers entryId={of.entryId} />}
      <KeptFiles files={files} />
      {send !== undefined && entry?.kind !== 'secrecyDetermination' && (
        <AddFile what="这条记录" send={send} />
      )}
    </li>
  );
}

function ConferencePapers({ entryId }: { readonly entryId: string }) {
  const { code } = usePlace();
  const base = `/handling-files/agencies/${encodeURIComponent(code)}/conferences/${encodeURIComponent(entryId)}`;
  return (
    <p className="small">
      会商纪要：<a href={`${base}/minutes.docx`}>Word</a> <a href={`${base}/minutes.pdf`}>PDF</a>
    </p>
  );
}
