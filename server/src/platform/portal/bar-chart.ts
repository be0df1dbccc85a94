import { html } from 'hono/html';
import type { Html } from './view.js';

export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** Drawn for a phone and enlarged at most by half, so that its letters stay readable on both. */
const WIDTH = 340;
const LABEL_WIDTH = 112;
const VALUE_WIDTH = 56;
const ROW = 26;

/** Horizontal bars; the caption says in words what they show, so the picture itself is passed over when read aloud. */
export function barChart(bars: readonly Bar[], caption: string): Html {
  const most = Math.max(...bars.map(({ value }) => value));
  if (bars.length === 0 || most <= 0) return html`<p class="chart-caption">${caption}</p>`;
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most;
  const height = bars.length * ROW + 8;
  return html`<figure class="chart">
    <svg viewBox="0 0 ${WIDTH} ${height}" aria-hidden="true" focusable="false">
      <line class="axis" x1="${LABEL_WIDTH}" y1="0" x2="${LABEL_WIDTH}" y2="${height}" />
      ${bars.map(({ label, value }, index) => {
        const width = Math.round(Math.max(value, 0) * scale);
        const middle = index * ROW + 4 + ROW / 2;
        return html`<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end" dominant-baseline="middle"
            >${label}</text
          >
          <rect class="bar" x="${LABEL_WIDTH}" y="${middle - 8}" width="${width}" height="16" />
          <text x="${LABEL_WIDTH + width + 6}" y="${middle}" dominant-baseline="middle">${value}</text> `;
      })}
    </svg>
    <figcaption>${caption}</figcaption>
  </figure>`;
}
