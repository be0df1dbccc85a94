import { html, raw } from 'hono/html';
import type { Block, Imprint, Letterhead, Paragraph, PrintedDocument, Signature } from './document.js';
import { htmlTable } from './html-table.js';
import { HTML_STYLE } from './html-style.js';
import { aroundSignature, printedDay } from './signature-place.js';

type Html = ReturnType<typeof html>;

/** One page that stands alone: no script, nothing loaded from elsewhere, headings and tables tied for reading aloud. */
export function writeHtml(document: PrintedDocument): string {
  const { title, metadata, letterhead, signature, imprint } = document;
  const { before, after } = aroundSignature(document.blocks);
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="author" content="${metadata.author}" />
        ${metadata.subject === null ? '' : html`<meta name="description" content="${metadata.subject}" />`}
        <meta name="keywords" content="${metadata.keywords.join('，')}" />
        <meta name="dcterms.created" content="${metadata.createdAt}" />
        <style>
          ${raw(HTML_STYLE)}
        </style>
      </head>
      <body class="${document.format}">
        ${letterhead === null ? '' : headOf(letterhead)}
        <main>
          <h1>${linesOf(title)}</h1>
          ${before.map(blockOf)} ${signature === null ? '' : signatureOf(signature)} ${after.map(blockOf)}
        </main>
        ${imprint === null ? '' : imprintOf(imprint)}
      </body>
    </html> `;
  if (page instanceof Promise) throw new TypeError('A page of data alone needs nothing to wait for');
  return page.toString();
}

function headOf({ organ, documentNumber, urgency }: Letterhead): Html {
  return html`<header>
    ${urgency === null ? '' : html`<p class="urgency">${urgency}</p>`}
    <p class="mark">${linesOf(organ)}</p>
    ${documentNumber === null ? '' : html`<p class="number">${documentNumber}</p>`}
  </header>`;
}

function signatureOf({ organ, signedOn, hasSeal }: Signature): Html {
  return html`<div class="signature${hasSeal ? ' sealed' : ''}">
    <p>${organ}</p>
    <p><time datetime="${signedOn}">${printedDay(signedOn)}</time></p>
  </div>`;
}

function imprintOf({ copiesTo, printedBy, printedOn }: Imprint): Html {
  return html`<footer>
    ${copiesTo.length === 0 ? '' : html`<p>抄送：${copiesTo.join('，')}。</p>`}
    <p class="printed">
      <span>${printedBy}</span> <span><time datetime="${printedOn}">${printedDay(printedOn)}</time>印发</span>
    </p>
  </footer>`;
}

function blockOf(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return headingOf(block.level, linesOf(block.text));
    case 'paragraph':
      return paragraphOf(block);
    case 'list': {
      const items = block.items.map((item) => html`<li>${linesOf(item)}</li> `);
      return block.isNumbered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'table':
      return htmlTable(block);
    case 'pageBreak':
      return html`<div class="page-break"></div>`;
  }
}

/** The title is the page's first heading, so the others begin with the second. */
function headingOf(level: 1 | 2 | 3 | 4, text: Html): Html {
  switch (level) {
    case 1:
      return html`<h2>${text}</h2>`;
    case 2:
      return html`<h3>${text}</h3>`;
    case 3:
      return html`<h4>${text}</h4>`;
    case 4:
      return html`<h5>${text}</h5>`;
  }
}

function paragraphOf({ role, runs }: Paragraph): Html {
  const text = runs.map((run) =>
    run.isStrong === true ? html`<strong>${linesOf(run.text)}</strong>` : linesOf(run.text),
  );
  const isContinued = role === 'attachmentNote' && !runs[0]?.text.startsWith('附件');
  return html`<p class="${role}${isContinued ? ' continued' : ''}">${text}</p> `;
}

function linesOf(text: string): Html {
  const [first = '', ...others] = text.split(/\r\n?|\n/);
  return html`${first}${others.map((line) => html`<br />${line}`)}`;
}
