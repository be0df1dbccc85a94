import { html } from 'hono/html';
import type { Html } from './view.js';

/** What is wrong with a form; `field` is the name of the one it is about, null: of the whole. */
export interface FormFault {
  readonly field: string | null;
  readonly message: string;
}

export interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Shown again when the form comes back; never given for a password. */
  readonly value?: string;
  readonly type?: 'text' | 'password';
  readonly autocomplete: string;
  readonly inputmode?: 'numeric';
  readonly faults: readonly FormFault[];
}

/** All that is wrong, above the form, each leading to its field; empty when nothing is. */
export function errorSummary(faults: readonly FormFault[]): Html | '' {
  if (faults.length === 0) return '';
  return html`<div class="error-summary" role="alert" aria-labelledby="error-title" tabindex="-1">
    <h2 id="error-title">没有完成，请看下面</h2>
    <ul>
      ${faults.map(({ field, message }) =>
        field === null ? html`<li>${message}</li>` : html`<li><a href="#${field}">${message}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** A labelled field with its hint and what is wrong with it, read aloud together. */
export function formField(parts: FieldParts): Html {
  const { name, label, hint, value, type = 'text', autocomplete, inputmode, faults } = parts;
  const own = faults.filter(({ field }) => field === name);
  const described = [hint && `${name}-hint`, own.length > 0 && `${name}-fault`].filter(Boolean).join(' ');
  return html`<div class="${own.length > 0 ? 'field wrong' : 'field'}">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${own.length === 0 ? '' : html`<p class="fault" id="${name}-fault">${own.map(({ message }) => message).join('')}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value ?? ''}"
      autocomplete="${autocomplete}"
      ${inputmode === undefined ? '' : html` inputmode="${inputmode}"`}
      ${described === '' ? '' : html` aria-describedby="${described}"`}
      ${own.length === 0 ? '' : html` aria-invalid="true"`}
      ${type === 'password' || inputmode !== undefined ? html` autocapitalize="none" spellcheck="false"` : ''}
    />
  </div>`;
}

/** A value that travels with the form. */
export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
