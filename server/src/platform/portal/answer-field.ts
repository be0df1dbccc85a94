import type { FormField } from '@gongkai/core';
import { html } from 'hono/html';
import { formField, type FormFault } from './form.js';
import type { Html } from './view.js';

/** A field of a form as data, drawn with what was answered and what is wrong with it. */
export function fieldOf(field: FormField, value: string, faults: readonly FormFault[]): Html {
  switch (field.kind) {
    case 'choice':
      return choice(field, value, faults);
    case 'select':
      return select(field, value, faults);
    case 'textarea':
      return textarea(field, value, faults);
    default:
      return plain(field, value, faults);
  }
}

function plain(
  { name, label, hint, autocomplete = 'off', inputmode }: FormField,
  value: string,
  faults: readonly FormFault[],
): Html {
  return formField({
    ...{ name, label, value, autocomplete, faults },
    ...(hint !== undefined && { hint }),
    ...(inputmode === 'numeric' && { inputmode }),
  });
}

/** Ids of what describes a field, and what is wrong with it. */
function around({ name, hint }: FormField, faults: readonly FormFault[]) {
  const own = faults.filter(({ field }) => field === name);
  const ids = [hint && `${name}-hint`, own.length > 0 && `${name}-fault`].filter(Boolean).join(' ');
  return {
    isWrong: own.length > 0,
    before: html`${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${own.length > 0 ? html`<p class="fault" id="${name}-fault">${own.map(({ message }) => message).join('')}</p>` : ''}`,
    described: ids === '' ? html`` : html` aria-describedby="${ids}"`,
    invalid: own.length > 0 ? html` aria-invalid="true"` : html``,
  };
}

function textarea(field: FormField, value: string, faults: readonly FormFault[]): Html {
  const { name, label, most } = field;
  const { isWrong, before, described, invalid } = around(field, faults);
  const rows = most > 500 ? 6 : 3;
  return html`<div class="${isWrong ? 'field wrong' : 'field'}">
    <label for="${name}">${label}</label>
    ${before}
    <textarea id="${name}" name="${name}" rows="${rows}" autocomplete="off" ${described}${invalid}>
${value}</textarea>
  </div>`;
}

function select(field: FormField, value: string, faults: readonly FormFault[]): Html {
  const { name, label, options = [] } = field;
  const { isWrong, before, described, invalid } = around(field, faults);
  return html`<div class="${isWrong ? 'field wrong' : 'field'}">
    <label for="${name}">${label}</label>
    ${before}
    <select id="${name}" name="${name}" ${described}${invalid}>
      <option value="">请选择</option>
      ${options.map(
        (option) =>
          html`<option value="${option.value}" ${option.value === value ? html` selected` : ''}>
            ${option.label}
          </option>`,
      )}
    </select>
  </div>`;
}

function choice(field: FormField, value: string, faults: readonly FormFault[]): Html {
  const { name, label, options = [] } = field;
  const { isWrong, before, described } = around(field, faults);
  return html`<fieldset class="${isWrong ? 'field choice wrong' : 'field choice'}" ${described}>
    <legend>${label}</legend>
    ${before}
    ${options.map((option, index) => {
      // The summary of errors leads to the first one.
      const id = index === 0 ? name : `${name}-is-${option.value}`;
      return html`<div class="option">
        <input
          id="${id}"
          name="${name}"
          type="radio"
          value="${option.value}"
          ${option.value === value ? html` checked` : ''}
          ${option.hint ? html` aria-describedby="${id}-note"` : ''}
        />
        <label for="${id}">${option.label}</label>
        ${option.hint ? html`<p class="hint" id="${id}-note">${option.hint}</p>` : ''}
      </div>`;
    })}
  </fieldset>`;
}
