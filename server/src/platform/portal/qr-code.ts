import { html } from 'hono/html';
import qrcode from 'qrcode-generator';
import type { Html } from './view.js';

/** Light squares around the code that readers need. */
const QUIET_ZONE = 4;

/** A QR code as a drawing: no script, no picture from elsewhere. */
export function qrCode(text: string, description: string): Html {
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const dark: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) dark.push(`M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`);
    }
  }
  const size = count + 2 * QUIET_ZONE;
  return html`<svg
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${description}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${dark.join('')}" fill="#000" />
  </svg>`;
}
