import { html } from 'hono/html';
import { fieldOf } from './answer-field.js';
import type { FormFault } from './form.js';
import type { Html } from './view.js';

const GRADES = { 5: '很满意', 4: '满意', 3: '一般', 2: '不满意', 1: '很不满意' } as const;

/** How somebody was satisfied, the best first: of who chose what nothing is kept. */
export function gradeField(value: string, faults: readonly FormFault[]): Html {
  const options = Object.entries(GRADES).map(([grade, label]) => ({ value: grade, label }));
  return html`<p>只统计满意程度的件数，不记录是谁选的。</p>
    ${fieldOf(
      { name: 'grade', label: '满意程度', kind: 'choice', most: 1, options: options.reverse() },
      value,
      faults,
    )}`;
}
