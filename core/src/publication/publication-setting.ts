import { z } from 'zod';
import { USUAL_INTERPRETATION_DAYS } from './interpretation.js';
import { SHIPPED_WRONG_WORDS, type WrongWord } from './wrong-words.js';

export const wrongWordSchema = z.object({
  word: z.string().trim().min(2).max(40),
  /** What is meant; null: it is sensitive, and to be looked at. */
  right: z.string().trim().min(1).max(40).nullable(),
  severity: z.enum(['error', 'warning']),
});

export const newPublicationSettingSchema = z.object({
  words: z.array(wrongWordSchema).max(5000),
  /** Whether the words that ship are looked for too. */
  usesShipped: z.boolean(),
  /** Working days after a policy by which its interpretation is out. */
  interpretationDays: z.number().int().min(1, { error: '解读的期限至少1个工作日。' }).max(60),
  /** The version that was on the screen. */
  seenVersion: z.number().int().min(0),
});
export type NewPublicationSetting = z.infer<typeof newPublicationSettingSchema>;

export const publicationSettingSchema = newPublicationSettingSchema.omit({ seenVersion: true }).extend({
  /** 0: nothing was set yet. */
  version: z.number().int(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      savedAt: z.string(),
      savedBy: z.string(),
      words: z.number().int(),
    }),
  ),
});
export type PublicationSetting = z.infer<typeof publicationSettingSchema>;

/** Where an agency has set nothing. */
export const USUAL_PUBLICATION_SETTING = {
  words: [],
  usesShipped: true,
  interpretationDays: USUAL_INTERPRETATION_DAYS,
} as const;

/** The words that the check of an agency looks for; of a word that ships its own entry counts. */
export function wordsOf({
  words,
  usesShipped,
}: {
  readonly words: readonly WrongWord[];
  readonly usesShipped: boolean;
}): readonly WrongWord[] {
  const own = new Set(words.map(({ word }) => word));
  return [...words, ...(usesShipped ? SHIPPED_WRONG_WORDS.filter(({ word }) => !own.has(word)) : [])];
}
