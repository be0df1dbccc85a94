import { DomainError } from '@gongkai/core';

/** A piece of XML exactly as it was written: what is not dropped goes on byte for byte. */
export interface XmlToken {
  readonly kind: 'text' | 'open' | 'close' | 'empty' | 'other';
  /** Of an element without its prefix; empty for the others. */
  readonly name: string;
  readonly raw: string;
}

const TAG = /<\/?([^\s/>!?]+)(?:[^>"']|"[^"]*"|'[^']*')*>/y;
const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;
/** Longer than any tag. */
const MOST_HELD = 4_000_000;

/** The pieces of an XML text as it streams by. @throws DomainError UNREADABLE_FILE */
export async function* xmlTokens(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<XmlToken> {
  const decoder = new TextDecoder('utf-8');
  let held = '';
  for await (const piece of pieces) {
    held += decoder.decode(piece, { stream: true });
    const { tokens, rest } = split(held);
    yield* tokens;
    held = rest;
    if (held.length > MOST_HELD) throw damaged();
  }
  const { tokens, rest } = split(held + decoder.decode());
  yield* tokens;
  if (rest.trim() !== '') throw damaged();
}

function split(text: string): { readonly tokens: XmlToken[]; readonly rest: string } {
  const tokens: XmlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next < 0) {
      tokens.push({ kind: 'text', name: '', raw: text.slice(at) });
      return { tokens, rest: '' };
    }
    if (next > at) tokens.push({ kind: 'text', name: '', raw: text.slice(at, next) });
    const token = tokenAt(text, next);
    if (token === null) return { tokens, rest: text.slice(next) };
    tokens.push(token);
    at = next + token.raw.length;
  }
  return { tokens, rest: '' };
}

function tokenAt(text: string, at: number): XmlToken | null {
  if (text.length - at < 9 && '<![CDATA['.startsWith(text.slice(at))) return null;
  for (const [start, end] of OTHERS) {
    if (!text.startsWith(start, at)) continue;
    const stop = text.indexOf(end, at + start.length);
    return stop < 0 ? null : { kind: 'other', name: '', raw: text.slice(at, stop + end.length) };
  }
  TAG.lastIndex = at;
  const match = TAG.exec(text);
  if (match === null) return null;
  const [raw, full = ''] = match;
  const name = full.slice(full.indexOf(':') + 1);
  const kind = raw.startsWith('</') ? 'close' : raw.endsWith('/>') ? 'empty' : 'open';
  return { kind, name, raw };
}

/** The value of an attribute by its name without a prefix; null when it has none. */
export function attributeOf({ raw }: XmlToken, name: string): string | null {
  const match = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(raw);
  return match === null ? null : plainText(match[1] ?? match[2] ?? '');
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text that a piece of XML stands for. */
export function plainText(raw: string): string {
  return raw.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (name !== undefined) return SIGNS[name] ?? whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/**
 * Leaves out elements with all that is in them, and tells of each with its text.
 * @param onDropped returns what stands in its place, if anything
 */
export async function* withoutElements(
  tokens: AsyncIterable<XmlToken>,
  isDropped: (token: XmlToken) => boolean,
  onDropped: (token: XmlToken, text: string) => string | undefined = () => undefined,
): AsyncGenerator<XmlToken> {
  const instead = (raw: string | undefined): XmlToken[] =>
    raw === undefined ? [] : [{ kind: 'other', name: '', raw }];
  let depth = 0;
  let first: XmlToken | null = null;
  let text = '';
  for await (const token of tokens) {
    if (first === null) {
      if ((token.kind !== 'open' && token.kind !== 'empty') || !isDropped(token)) {
        yield token;
        continue;
      }
      if (token.kind === 'empty') {
        yield* instead(onDropped(token, ''));
        continue;
      }
      first = token;
      depth = 1;
      text = '';
      continue;
    }
    if (token.kind === 'text' && text.length < 200) text += plainText(token.raw);
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (depth === 0) {
      yield* instead(onDropped(first, text));
      first = null;
    }
  }
}

/** Back to bytes, in pieces of a fair size. */
export async function* bytesOf(tokens: AsyncIterable<XmlToken>): AsyncGenerator<Uint8Array> {
  let held = '';
  for await (const { raw } of tokens) {
    held += raw;
    if (held.length > 65_536) {
      yield Buffer.from(held, 'utf8');
      held = '';
    }
  }
  if (held !== '') yield Buffer.from(held, 'utf8');
}

export function damaged(): DomainError {
  return new DomainError(
    'UNREADABLE_FILE',
    '这个文件已损坏，读不出来。请用原来的软件打开，重新保存后再上传。',
  );
}

/** Enough of a text to know it again. */
export function shortened(text: string): string {
  const plain = text.replaceAll(/\s+/gu, ' ').trim();
  return plain.length <= 80 ? plain : `${plain.slice(0, 79)}…`;
}
