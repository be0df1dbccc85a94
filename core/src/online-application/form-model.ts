/** What was filled in, by the names of the fields; what is not there is empty. */
export type Answers = Readonly<Record<string, string>>;

export interface AnswerFault {
  readonly field: string;
  readonly message: string;
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** One field of a page of a form, as data: pages, API and checks are made of it. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** `choice`: one of few, all shown; `select`: one of many. */
  readonly kind: 'text' | 'textarea' | 'choice' | 'select' | 'tick';
  readonly options?: readonly FieldOption[];
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'tel' | 'email';
  /** The most characters. */
  readonly most: number;
  /** Said when it is empty; left out: it may be. */
  readonly missing?: string;
}

/** What kinds of files a page takes, by what they are for. */
export interface FormUpload {
  readonly purpose: string;
  readonly label: string;
  readonly hint: string;
  /** Said when there is none; left out: there may be none. */
  readonly missing?: string;
}

/** One page of a form: one question. */
export interface FormStep {
  /** In addresses: never renamed while drafts are open. */
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  /** Left out: always. */
  readonly applies?: (answers: Answers) => boolean;
  readonly fields: (answers: Answers) => readonly FormField[];
  /** What no field by itself can tell. */
  readonly check?: (answers: Answers) => readonly AnswerFault[];
  /** One more of the repeated fields can be asked for. */
  readonly repeats?: { readonly prefix: string; readonly most: number; readonly label: string };
  readonly upload?: (answers: Answers) => FormUpload | null;
}

export type FormKind = 'application' | 'correction' | 'suggestion';

export interface FormDefinition {
  readonly kind: FormKind;
  readonly title: string;
  readonly steps: readonly FormStep[];
}

/** How many of the repeated fields a page shows: those filled in, at least one, and one more when it was asked for. */
export function repeatCount(answers: Answers, prefix: string): number {
  const asked = Number(answers[`${prefix}-count`] ?? '1');
  return Number.isInteger(asked) && asked >= 1 ? asked : 1;
}

/** The pages that apply to what was answered so far. */
export function formSteps({ steps }: FormDefinition, answers: Answers): FormStep[] {
  return steps.filter(({ applies }) => applies?.(answers) ?? true);
}

/** Only the answers to fields of pages that apply: what was typed before another choice was made goes. */
export function appliedAnswers(form: FormDefinition, answers: Answers): Answers {
  const names = formSteps(form, answers).flatMap((step) => step.fields(answers).map(({ name }) => name));
  return Object.fromEntries(names.flatMap((name) => (answers[name] ? [[name, answers[name]]] : [])));
}

/** What is wrong with the answers of a page. @param uploaded how many files of each purpose there are */
export function faultsOfStep(
  step: FormStep,
  answers: Answers,
  uploaded: ReadonlyMap<string, number> = new Map(),
): AnswerFault[] {
  const faults = step.fields(answers).flatMap((field) => faultOfField(field, answers[field.name] ?? ''));
  const upload = step.upload?.(answers) ?? null;
  if (upload?.missing !== undefined && (uploaded.get(upload.purpose) ?? 0) === 0) {
    faults.push({ field: 'file', message: upload.missing });
  }
  if (faults.length > 0) return faults;
  return [...(step.check?.(answers) ?? [])];
}

function faultOfField(field: FormField, answer: string): AnswerFault[] {
  const { name, label, kind, options = [], most, missing } = field;
  if (answer.trim() === '') return missing === undefined ? [] : [{ field: name, message: missing }];
  if (answer.length > most)
    return [
      { field: name, message: `“${label}”最多${most}字，现有${answer.length}字，请缩短或者改为上传附件。` },
    ];
  const isOfOptions = kind === 'choice' || kind === 'select';
  if (isOfOptions && !options.some(({ value }) => value === answer))
    return [{ field: name, message: `请从列出的选项里选择“${label}”。` }];
  return [];
}

/** The first page that is not in order; null: the form can be sent. */
export function firstIncomplete(
  form: FormDefinition,
  answers: Answers,
  uploaded: ReadonlyMap<string, number>,
): FormStep | null {
  return formSteps(form, answers).find((step) => faultsOfStep(step, answers, uploaded).length > 0) ?? null;
}

/** The page after one; null: all have been seen. */
export function stepAfter(form: FormDefinition, answers: Answers, id: string): FormStep | null {
  const steps = formSteps(form, answers);
  return steps[steps.findIndex((step) => step.id === id) + 1] ?? null;
}

/** The page before one; null: it is the first. */
export function stepBefore(form: FormDefinition, answers: Answers, id: string): FormStep | null {
  const steps = formSteps(form, answers);
  return steps[steps.findIndex((step) => step.id === id) - 1] ?? null;
}

/** What one answered, as a person reads it, with the name of each field; empty fields are left out. */
export function answerLines(
  step: FormStep,
  answers: Answers,
): { name: string; label: string; text: string }[] {
  return step.fields(answers).flatMap(({ name, label, options, kind }) => {
    const answer = answers[name] ?? '';
    if (answer.trim() === '') return [];
    if (kind === 'tick') return [{ name, label, text: '是' }];
    return [{ name, label, text: options?.find(({ value }) => value === answer)?.label ?? answer }];
  });
}
