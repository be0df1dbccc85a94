import { APPLICATION_FORM } from './application-form.js';
import type { FormDefinition, FormKind } from './form-model.js';
import { CORRECTION_FORM, SUGGESTION_FORM } from './rights-forms.js';

/** The forms that anybody can fill in on the public pages. */
export const ONLINE_FORMS = {
  application: APPLICATION_FORM,
  correction: CORRECTION_FORM,
  suggestion: SUGGESTION_FORM,
} as const satisfies Record<FormKind, FormDefinition>;
