import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError, type Finding } from '@gongkai/core';
import type { PrintedDocument } from './document.js';
import { INSTALLED_FONTS, type FontSource } from './fonts.js';
import { missingCharacters, missingGlyphFindings, type Coverage } from './missing-glyphs.js';
import type { PdfAnswer, PdfRequest, PdfStandard, PdfStart } from './pdf-protocol.js';

/** The thread that sets paper; it keeps nothing alive while it has nothing to do. */
interface Typesetter {
  readonly coverage: Promise<Coverage>;
  readonly write: (document: PrintedDocument, standard: PdfStandard) => Promise<Uint8Array<ArrayBuffer>>;
}

/** One thread for each folder of fonts, one document after another in it: a page request waits for none of them. */
const typesetters = new Map<string | null, Typesetter>();

/**
 * A tagged PDF/A-2a of A4 pages in the measures of GB/T 9704-2012; equal documents give equal bytes.
 * @throws DomainError INVALID_INPUT when no face has a character that the document uses
 */
export async function writePdf(
  document: PrintedDocument,
  fonts: FontSource = INSTALLED_FONTS,
  standard: PdfStandard = 'a-2a',
): Promise<Uint8Array<ArrayBuffer>> {
  const typesetter = typesetterFor(fonts);
  const [missing] = missingGlyphFindings(missingCharacters(document, await typesetter.coverage));
  if (missing !== undefined) throw new DomainError('INVALID_INPUT', missing.message);
  return typesetter.write(document, standard);
}

/** The characters that no face has, as one finding: a letter must not go out with an empty box in a name. */
export async function findMissingGlyphs(
  document: PrintedDocument,
  fonts: FontSource = INSTALLED_FONTS,
): Promise<Finding[]> {
  return missingGlyphFindings(missingCharacters(document, await typesetterFor(fonts).coverage));
}

function typesetterFor(fonts: FontSource): Typesetter {
  const running = typesetters.get(fonts.directory);
  if (running !== undefined) return running;
  const started = startTypesetter(fonts, () => {
    if (typesetters.get(fonts.directory) === started) typesetters.delete(fonts.directory);
  });
  typesetters.set(fonts.directory, started);
  return started;
}

function startTypesetter(fonts: FontSource, onEnd: () => void): Typesetter {
  const worker = startWorker({ fonts });
  const pending = new Map<number, { resolve: (answer: PdfAnswer) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const expect = (id: number): Promise<PdfAnswer> => {
    worker.ref();
    return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
  };
  const settle = (id: number) => {
    const waiter = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
    return waiter;
  };
  const end = (error: Error) => {
    onEnd();
    for (const id of [...pending.keys()]) settle(id)?.reject(error);
  };
  worker.on('message', (answer: PdfAnswer) => settle(answer.id)?.resolve(answer));
  worker.on('error', (error) => end(startingError(error)));
  worker.on('exit', (code) => end(new Error(`The typesetting thread ended with ${code}`)));

  const coverage = expect(0).then((answer) => ('coverage' in answer ? answer.coverage : []));
  return {
    coverage,
    async write(document, standard) {
      lastId += 1;
      const answer = expect(lastId);
      worker.postMessage({ id: lastId, document, standard } satisfies PdfRequest);
      const result = await answer;
      if ('bytes' in result) return result.bytes;
      throw new Error('error' in result ? `Typst: ${result.error}` : 'Typst answered without bytes');
    },
  };
}

/** The compiler is native code, which not every machine has. */
function startingError(error: unknown): Error {
  if (error instanceof Error && /native binding|Cannot find module.*typst/.test(error.message)) {
    return new DomainError(
      'INVALID_INPUT',
      `本机（${process.platform} ${process.arch}）没有可用的 PDF 排版组件，请改用 docx 或 html 格式。`,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** From the built files the worker is JavaScript; from the sources, as in tests, tsx has to read it. */
function startWorker(start: PdfStart): Worker {
  if (extname(import.meta.url) !== '.ts') {
    return new Worker(new URL('./pdf-worker.js', import.meta.url), { workerData: start });
  }
  const file = JSON.stringify(new URL('./pdf-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`;
  return new Worker(script, { workerData: start, eval: true });
}
