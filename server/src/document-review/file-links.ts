import { Parser } from 'htmlparser2';
import type { OpenZip } from '../platform/files/zip-file.js';

/** More than any paper has; what is beyond is not looked at. */
const MOST_LINKS = 2_000;

/** Where the links of an open Word, Excel or slides file lead, in the order of its parts. */
export async function linksOfZip(zip: Pick<OpenZip, 'entries' | 'read'>): Promise<string[]> {
  const targets: string[] = [];
  for (const entry of zip.entries) {
    if (!/\.rels$/iu.test(entry.fileName)) continue;
    const decoder = new TextDecoder('utf-8');
    const parser = markupParser(true, (name, { Type, Target, TargetMode }) => {
      const isLink = name.endsWith('Relationship') && TargetMode === 'External';
      if (isLink && Type?.endsWith('/hyperlink') === true && Target !== undefined) targets.push(Target);
    });
    for await (const piece of zip.read(entry)) parser.write(decoder.decode(piece, { stream: true }));
    parser.end();
  }
  return seenLinks(targets);
}

/** Where the links of a web page lead. */
export function linksOfHtml(html: string): string[] {
  const targets: string[] = [];
  const parser = markupParser(false, (_, { href }) => {
    if (href !== undefined) targets.push(href);
  });
  parser.write(html);
  parser.end();
  return seenLinks(targets);
}

/** Each once, without those that are empty. */
export function seenLinks(targets: readonly string[]): string[] {
  const links = new Set(targets.map((target) => target.trim()).filter((target) => target !== ''));
  return [...links].slice(0, MOST_LINKS);
}

function markupParser(
  isXml: boolean,
  onTag: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Parser {
  return new Parser({ onopentag: onTag }, { xmlMode: isXml, decodeEntities: true });
}
