import { z } from 'zod';
import { CONTACT_WAYS, type HandlingEntry } from '../handling/entry.js';
import { answerLines, type Answers, type FormStep } from '../online-application/form-model.js';
import { ONLINE_FORMS } from '../online-application/forms.js';
import { RIGHTS_KIND_NAMES, type RightsKind } from '../online-application/rights-request.js';
import { arrivalFields, findArrivalIssues, ORAL_AGREEMENTS } from './intake-form.js';

/** What must be said for there to be anything to handle; all else may be asked for later. */
const SUBJECT_OF = { correction: 'record', suggestion: 'subject' } as const satisfies Record<
  RightsKind,
  string
>;

/**
 * A demand to correct a record about oneself (条例第四十一条) or a suggestion to publish (第四十四条) as it is taken in at the
 * desk. `answers` are those of the public form of its kind, by the names of its fields.
 */
export const newRightsIntakeSchema = z
  .object({
    ...arrivalFields,
    kind: z.enum(RIGHTS_KIND_NAMES),
    answers: z.record(z.string().max(40), z.string().trim().max(5000)),
  })
  .superRefine((it, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    findArrivalIssues(it, issue);
    for (const { field, message } of ONLINE_FORMS[it.kind].steps.flatMap((step) => deskFaults(step, it)))
      issue(['answers', field], message);
  });
export type NewRightsIntake = z.infer<typeof newRightsIntakeSchema>;

/** Nobody is turned away for what is missing; what was written must be right. */
function deskFaults(step: FormStep, { kind, answers }: Pick<NewRightsIntake, 'kind' | 'answers'>) {
  const fields = step.fields(answers);
  const needed = fields.filter(({ name }) => name === SUBJECT_OF[kind] && isEmpty(answers[name]));
  if (needed.length > 0) return needed.map(({ name, missing = '' }) => ({ field: name, message: missing }));
  const long = fields.filter(({ name, most }) => (answers[name] ?? '').length > most);
  return [
    ...long.map(({ name, label, most }) => ({
      field: name,
      message: `“${label}”最多${most}字，请缩短或者扫描上传。`,
    })),
    ...(step.check?.(answers) ?? []).filter(({ field }) => !isEmpty(answers[field])),
  ];
}

function isEmpty(answer: string | undefined): boolean {
  return (answer ?? '').trim() === '';
}

/** What the public form asks for and this does not say, by the labels of its fields. @param hasPapers something proves it */
export function rightsGaps(kind: RightsKind, answers: Answers, hasPapers: boolean): string[] {
  return ONLINE_FORMS[kind].steps
    .flatMap((step) => step.fields(answers))
    .filter(({ name, missing }) => missing !== undefined && isEmpty(answers[name]))
    .filter(({ name }) => !(name === 'evidence' && hasPapers))
    .map(({ label }) => label);
}

/** What is kept of it: the fields of the public form as they are kept from there, and how it came. */
export function rightsLines(it: NewRightsIntake): { name: string; label: string; text: string }[] {
  const { mailNumber, sentFrom, oral, note } = it;
  const came = [
    { name: 'mail-number', label: '邮件号', text: mailNumber },
    { name: 'sent-from', label: '从哪里发来', text: sentFrom },
    { name: 'hardship', label: '书写的困难', text: oral?.hardship ?? '' },
    {
      ...{ name: 'agreed', label: '口头提出的确认' },
      text: oral === null ? '' : `已经宣读，确认无误（${ORAL_AGREEMENTS[oral.agreed]}）`,
    },
    { name: 'note', label: '登记时说明的情况', text: note },
  ];
  const said = ONLINE_FORMS[it.kind].steps.flatMap((step) => answerLines(step, it.answers));
  return [...said, ...came.filter(({ text }) => text !== '')];
}

type Contact = Extract<HandlingEntry, { kind: 'contact' }>;

/** Whether a call was that by which both sides confirm. */
export function confirmsReceipt({ purpose, hasReached }: Pick<Contact, 'purpose' | 'hasReached'>): boolean {
  return purpose === 'confirm' && hasReached;
}

/** A call in a sentence, for the record of a demand or suggestion. */
export function contactWords({ time, way, hasReached, summary }: Contact): string {
  return `${time} ${CONTACT_WAYS[way]}，${hasReached ? '联系上了' : '没有联系上'}：${summary}`;
}
