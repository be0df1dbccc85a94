import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { coverageOf } from './font-file.js';
import { readFonts } from './fonts.js';
import { joinCoverage } from './missing-glyphs.js';
import type { PdfAnswer, PdfRequest, PdfStart } from './pdf-protocol.js';
import { paperOf } from './typst-paper.js';

// In a thread of its own: setting a long table takes a second, and reading the fonts a third of one.

const TEMPLATE = readFileSync(new URL('../../../assets/paper.typ', import.meta.url), 'utf8');
/** Results kept from earlier documents, by how many documents ago they were of use. */
const KEPT_DOCUMENTS = 2;

function answerTo({ id, document, standard }: PdfRequest, compiler: NodeCompiler): PdfAnswer {
  try {
    const source = {
      mainFileContent: TEMPLATE,
      inputs: { paper: JSON.stringify(paperOf(document)) },
    };
    const compiled = compiler.compile(source);
    if (compiled.result === null) return { id, error: explain(compiled.takeDiagnostics()) };
    const bytes = compiler.pdf(compiled.result, {
      pdfStandard: standard,
      creationTimestamp: Math.floor(Date.parse(document.metadata.createdAt) / 1000),
    });
    return { id, bytes: new Uint8Array(bytes) };
  } catch (error) {
    return { id, error: explain(error) };
  } finally {
    compiler.evictCache(KEPT_DOCUMENTS);
  }
}

/** The compiler throws errors that are no `Error`. */
function explain(error: unknown): string {
  if (error instanceof Error) return error.message;
  const { shortDiagnostics } = (error ?? {}) as Partial<NodeError>;
  return shortDiagnostics === undefined ? String(error) : JSON.stringify(shortDiagnostics);
}

if (parentPort === null) throw new Error('pdf-worker.ts runs as a worker thread only');
const port = parentPort;
const fonts = readFonts((workerData as PdfStart).fonts);
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] });
port.postMessage({ id: 0, coverage: joinCoverage(fonts.flatMap(coverageOf)) } satisfies PdfAnswer);
port.on('message', (request: PdfRequest) => {
  const answer = answerTo(request, compiler);
  if ('bytes' in answer) port.postMessage(answer, [answer.bytes.buffer]);
  else port.postMessage(answer);
});
