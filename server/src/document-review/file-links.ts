import { Parser } from 'htmlparser2';
import { pdfLinks } from '../platform/files/document-text.js';
import { readPieces, type FileSource } from '../platform/files/file-source.js';
import type { MediaType } from '../platform/files/file-types.js';
import { openZip } from '../platform/files/zip-file.js';

/** More than any paper has; what is beyond is not looked at. */
const MOST_LINKS = 2_000;

/** Where the links of a file lead, in their order: of Word, Excel and slides, pdf and web pages. None for other kinds. */
export async function linksOf(source: FileSource, type: MediaType, encoding: string): Promise<string[]> {
  const targets: string[] = [];
  const add = (target: string | undefined): void => {
    if (target !== undefined && target.trim() !== '' && targets.length < MOST_LINKS)
      targets.push(target.trim());
  };
  if (type === 'application/pdf') for (const target of await pdfLinks(source)) add(target);
  else if (type === 'text/html') {
    await parsed(readPieces(source), encoding, false, (_, { href }) => add(href));
  } else if (type.startsWith('application/vnd.openxmlformats-')) {
    const zip = await openZip(source);
    try {
      for (const entry of zip.entries) {
        if (!/\.rels$/iu.test(entry.fileName)) continue;
        await parsed(zip.read(entry), 'utf-8', true, (name, { Type, Target, TargetMode }) => {
          if (
            name.endsWith('Relationship') &&
            TargetMode === 'External' &&
            Type?.endsWith('/hyperlink') === true
          )
            add(Target);
        });
      }
    } finally {
      zip.close();
    }
  }
  return targets;
}

async function parsed(
  pieces: AsyncIterable<Uint8Array>,
  encoding: string,
  isXml: boolean,
  onTag: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const parser = new Parser({ onopentag: onTag }, { xmlMode: isXml, decodeEntities: true });
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.end();
}
