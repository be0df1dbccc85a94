import { z } from 'zod';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { PART_ROLES, type PartRole } from './letter-content.js';

const letters = Object.keys(LETTERS) as [Letter, ...Letter[]];
const roles = Object.keys(PART_ROLES) as [PartRole, ...PartRole[]];

/**
 * One part of a letter's text. Lines are paragraphs; `{名称}` is filled in; `[[…]]` falls away as a whole where a value in
 * it is not given, and a line of which nothing is left falls away too.
 */
const templatePartSchema = z.object({
  role: z.enum(roles),
  /** Printed only where this holds: a finding, a route of remedy, a variant of the letter. */
  when: z.string().optional(),
  text: z.string().trim().min(1, { error: '这一部分没有文字：请填写或者删除。' }).max(4000),
});
export type TemplatePart = z.infer<typeof templatePartSchema>;

/** The text of one letter, whole in itself, so that a version says everything that was printed with it. */
export const letterTemplateSchema = z.object({
  letter: z.enum(letters),
  version: z.number().int().nonnegative(),
  title: z.string().trim().min(1, { error: '请填写文书标题。' }).max(60),
  parts: z.array(templatePartSchema).min(1).max(200),
  /** The page behind the letter: a slip to send back. */
  appendix: z
    .object({ title: z.string().trim().min(1), parts: z.array(templatePartSchema).min(1) })
    .nullable()
    .default(null),
});
export type LetterTemplate = z.infer<typeof letterTemplateSchema>;

/** What is put in place of the names in braces; undefined: not given in this case. */
export type PlaceholderValues = Readonly<Record<string, string | undefined>>;

const NAME = /\{([^{}]+)\}/g;
const OPTIONAL = /\[\[([\s\S]*?)\]\]/g;

/** Names in braces; `firm` leaves out those that may fall away. */
export function placeholdersIn(text: string, firm = false): string[] {
  const searched = firm ? text.replace(OPTIONAL, '') : text;
  return [...new Set([...searched.matchAll(NAME)].map(([, name]) => name ?? ''))];
}

/** Whether brackets and braces pair up. */
export function isWellFormed(text: string): boolean {
  return !/\[\[|\]\]/.test(text.replace(OPTIONAL, '')) && !/[{}]/.test(text.replace(NAME, ''));
}

/** The paragraphs of a text with its values, and the names that are needed but not given. */
export function fillText(
  text: string,
  values: PlaceholderValues,
): { readonly paragraphs: string[]; readonly missing: string[] } {
  const missing: string[] = [];
  const valueOf = (name: string): string | undefined => {
    const value = values[name];
    return value === undefined || value === '' ? undefined : value;
  };
  const fill = (part: string, onMissing: (name: string) => void): string =>
    part.replace(NAME, (_, name: string) => {
      const value = valueOf(name);
      if (value === undefined) onMissing(name);
      return value ?? '';
    });
  const paragraphs = text.split('\n').flatMap((line) => {
    const kept = line.replace(OPTIONAL, (_, segment: string) =>
      placeholdersIn(segment).every((name) => valueOf(name) !== undefined) ? segment : '',
    );
    return fill(kept, (name) => missing.push(name))
      .split('\n')
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== '');
  });
  return { paragraphs, missing };
}
