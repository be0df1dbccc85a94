import { Converter } from 'opencc-js/cn2t';

const traditional = Converter({ from: 'cn', to: 't' }) as (text: string) => string;

/** Elements whose text stays: what somebody typed, programs, and the name of the simplified characters. */
const AS_THEY_ARE = /<(textarea|script|style)\b[\s\S]*?<\/\1>|<span lang="zh-CN">[^<]*<\/span>/giu;
/** Attributes that are read; all others are addresses, names and values. */
const READ = /\s(?:alt|title|placeholder|aria-label)="[^"]*"/giu;

/** A page's HTML in traditional characters: its texts and what is read aloud, no address, value or name. */
export function inTraditional(page: string): string {
  let result = '';
  let from = 0;
  for (const { 0: kept, index } of page.matchAll(AS_THEY_ARE)) {
    result += convert(page.slice(from, index)) + kept;
    from = index + kept.length;
  }
  return result + convert(page.slice(from));
}

function convert(html: string): string {
  return html.replaceAll(/<[^>]*>|[^<]+/gu, (piece) =>
    piece.startsWith('<')
      ? piece.replaceAll(READ, (attribute) => traditional(attribute))
      : traditional(piece),
  );
}
