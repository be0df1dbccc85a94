import { DomainError } from '@gongkai/core';
import { html } from 'hono/html';
import { FieldFault } from '../platform/portal/form-page.js';
import type { Html } from '../platform/portal/view.js';

/** Where a file is chosen. */
export function fileField(label: string, hint: string): Html {
  return html`<div class="field">
    <label for="file">${label}</label>
    <p class="hint" id="file-hint">${hint}PDF、OFD、Word、Excel、图片或者文本，不超过 20 MB。</p>
    <input id="file" name="file" type="file" aria-describedby="file-hint" />
  </div>`;
}

/** What is wrong with a file is said at its field. */
export async function onFile<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && /^(FILE_|UNREADABLE)/.test(error.code))
      throw new FieldFault('file', error.message);
    throw error;
  }
}
