import { html } from 'hono/html';
import type { Html } from './view.js';

/**
 * A menu that stands open beside the page on a wide screen and folds below its name on a phone, without a script: it is
 * there twice, and the style sheet shows one of them. What it holds must have no ids.
 */
export function foldedMenu(name: string, menu: Html): Html {
  return html`<details class="menu-folded">
      <summary>${name}</summary>
      ${menu}
    </details>
    <div class="menu-open">${menu}</div>`;
}
