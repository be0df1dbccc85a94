/** How a policy can be explained; two of them are the core of “1+2+X”: the file, two core forms, further ones (国办发〔2016〕80号). */
export const INTERPRETATION_FORMS = {
  text: { label: '文字解读', isCore: true },
  official: { label: '负责人或者专家解读', isCore: true },
  graphic: { label: '图解', isCore: false },
  video: { label: '视频解读', isCore: false },
  qa: { label: '问答', isCore: false },
  press: { label: '新闻发布会', isCore: false },
  interview: { label: '在线访谈', isCore: false },
} as const;
export type InterpretationForm = keyof typeof INTERPRETATION_FORMS;
export const INTERPRETATION_FORM_NAMES = Object.keys(INTERPRETATION_FORMS) as [
  InterpretationForm,
  ...InterpretationForm[],
];

/** Working days after its policy by which an interpretation is out, unless an agency sets fewer or more. */
export const USUAL_INTERPRETATION_DAYS = 3;
const CORE_FORMS = INTERPRETATION_FORM_NAMES.filter((form) => INTERPRETATION_FORMS[form].isCore);

/** How much of 1+2+X there is. */
export interface InterpretationState {
  readonly core: number;
  readonly other: number;
  /** Forms that are planned, or belong to the core, and are not there. */
  readonly missing: readonly InterpretationForm[];
}

/** @param shown forms of what is there; null: it does not say which */
export function interpretationState(
  planned: readonly InterpretationForm[],
  shown: readonly (InterpretationForm | null)[],
): InterpretationState {
  const isCore = (form: InterpretationForm | null) => form !== null && INTERPRETATION_FORMS[form].isCore;
  const asked =
    planned.length === 0 ? CORE_FORMS : INTERPRETATION_FORM_NAMES.filter((it) => planned.includes(it));
  return {
    core: CORE_FORMS.filter((form) => shown.includes(form)).length,
    other: shown.filter((form) => !isCore(form)).length,
    missing: asked.filter((form) => !shown.includes(form)),
  };
}

/** Core forms that a plan leaves out; empty where none is planned by its form. */
export function coreFormsLeftOut(planned: readonly InterpretationForm[]): readonly InterpretationForm[] {
  return planned.length === 0 ? [] : CORE_FORMS.filter((form) => !planned.includes(form));
}
