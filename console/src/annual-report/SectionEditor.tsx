import type { FormVersion, PresentedSection, ReportTables } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { call } from '../api/call.js';
import { ApiError } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { Instant } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { FigureDialog } from './FigureDialog.js';
import { NarrativePreview } from './NarrativePreview.js';
import { draftOfSection, isChanged, keepDraft, readDraft, type SectionDraft } from './section-draft.js';
import { SectionConflict } from './SectionConflict.js';

interface SectionEditorProps {
  readonly section: PresentedSection;
  readonly tables: ReportTables;
  readonly form: FormVersion;
  readonly isEditable: boolean;
  readonly onOpenCell: (cell: string) => void;
  readonly onSaved: (section: PresentedSection) => void;
}

/** One section: its text with bound figures, how it reads, and saving that never overwrites another's words. */
export function SectionEditor(props: SectionEditorProps) {
  const { section, tables, form, isEditable, onOpenCell, onSaved } = props;
  const { code, year } = usePlace();
  const { number } = section;
  const id = useId();
  const field = useRef<HTMLTextAreaElement | null>(null);
  const [kept, setDraft] = useState<SectionDraft>(
    () => readDraft(code, year, number) ?? draftOfSection(section),
  );
  // Text that nobody is changing here follows what others save.
  const draft = isChanged(kept) || kept.revision >= section.revision ? kept : draftOfSection(section);
  const [theirs, setTheirs] = useState<PresentedSection | null>(null);
  const [isInserting, setInserting] = useState(false);
  const [isSaved, setSaved] = useState(false);

  const write = (next: SectionDraft): void => {
    setDraft(next);
    setSaved(false);
    keepDraft(code, year, number, next);
  };
  const save = useAction(async () => {
    const { text, revision } = draft;
    try {
      const body = { template: text, revision };
      const saved = await call('editSection', { params: { code, year, number }, body });
      write(draftOfSection(saved));
      setSaved(true);
      onSaved(saved);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isConflict) throw error;
      const report = await call('getReport', { params: { code, year }, query: {} });
      const now = report.sections.find((other) => other.number === number);
      if (now === undefined) throw error;
      setTheirs(now);
    }
  });
  const resolve = (text: string): void => {
    if (theirs === null) return;
    write({ base: theirs.template, revision: theirs.revision, text });
    setTheirs(null);
  };
  const insert = (expression: string): void => {
    const at = field.current?.selectionStart ?? draft.text.length;
    const end = field.current?.selectionEnd ?? at;
    write({ ...draft, text: draft.text.slice(0, at) + expression + draft.text.slice(end) });
    setInserting(false);
    setTimeout(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at + expression.length, at + expression.length);
    }, 0);
  };

  const preview = (template: string) => (
    <NarrativePreview
      number={number}
      template={template}
      tables={tables}
      year={year}
      form={form}
      onOpen={onOpenCell}
    />
  );
  return (
    <section className="narrative-section" aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`}>{section.heading}</h2>
        {section.editedBy !== null && section.editedAt !== null && (
          <span className="muted small">
            {section.editedBy}于 <Instant at={section.editedAt} /> 改
          </span>
        )}
      </div>
      {!isEditable ? (
        preview(section.template)
      ) : (
        <>
          {theirs !== null && <SectionConflict mine={draft} theirs={theirs} onResolve={resolve} />}
          <div className="editor-columns">
            <div>
              <label htmlFor={`${id}-text`} className="small">
                正文（数字写作 <code>{'{{格}}'}</code>，随表格变动）
              </label>
              <Input.TextArea
                id={`${id}-text`}
                aria-label={`${section.heading}的正文`}
                ref={(area) => {
                  field.current = area?.resizableTextArea?.textArea ?? null;
                }}
                rows={8}
                value={draft.text}
                onChange={({ target }) => write({ ...draft, text: target.value })}
              />
            </div>
            <div aria-label={`${section.heading}的预览`} role="group">
              <p className="small editor-label">读起来是这样</p>
              {preview(draft.text)}
            </div>
          </div>
          <div className="toolbar">
            <Button onClick={() => setInserting(true)}>插入数字……</Button>
            <Button
              type="primary"
              disabled={!isChanged(draft) || theirs !== null}
              loading={save.isRunning}
              aria-label={`保存${section.heading}`}
              onClick={() => void save.run()}
            >
              保存
            </Button>
            {isChanged(draft) && (
              <>
                <Button onClick={() => write(draftOfSection(section))}>放弃改动</Button>
                <span className="muted small">有未保存的改动，已暂存在本浏览器</span>
              </>
            )}
            {isSaved && !isChanged(draft) && (
              <span role="status" className="muted small">
                已保存
              </span>
            )}
          </div>
          <ProblemNote error={save.error} />
        </>
      )}
      {isInserting && (
        <FigureDialog form={form} tables={tables} onClose={() => setInserting(false)} onInsert={insert} />
      )}
    </section>
  );
}
