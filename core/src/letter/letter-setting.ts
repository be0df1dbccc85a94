import { z } from 'zod';
import { AGENCY_KINDS, LETTERS, type Letter } from '../application/vocabulary.js';
import { localDateSchema, type LocalDate } from '../calendar/local-date.js';
import { checkNumberScheme } from './number-scheme.js';

const said = z.string().trim().min(1, { error: '请填写。' });
const letters = Object.keys(LETTERS) as [Letter, ...Letter[]];

const numberScheme = said.max(60, { error: '文号格式不超过60个字。' }).superRefine((pattern, check) => {
  const [fault] = pattern === '' ? [] : checkNumberScheme(pattern);
  if (fault !== undefined) check.addIssue({ code: 'custom', message: fault.message });
});

/** Where one can turn to: a reconsideration authority or a court. */
const placeSchema = z.object({ name: said, address: said });

/**
 * What an agency's letters say about the agency itself and about whom to turn to, from one day on. All of it is
 * configuration, because authorities, courts and addresses change while the articles stay.
 */
export const letterSettingSchema = z.object({
  effectiveFrom: localDateSchema,
  organName: said,
  organKind: z.enum(AGENCY_KINDS),
  /** 政府信息公开工作机构. */
  officeName: said,
  /** 文号, e.g. `澄人社公开〔{年}〕{号}号`; another for single letters where the agency keeps several series. */
  numberScheme,
  numberSchemeByLetter: z.partialRecord(z.enum(letters), numberScheme).default({}),
  /** More than one where the applicant chooses (departments before 2024). 行政复议法第二十四至二十八条 */
  reconsideration: z.array(placeSchema).min(1),
  /** Where reconsideration is applied for online. 行政复议法第二十二条第二款 */
  onlineReconsideration: z.string().trim().nullable().default(null),
  courts: z.array(placeSchema).min(1),
  /** 政府信息公开工作主管部门, which takes complaints. 条例第四十七条第二款 */
  competentDepartment: said,
  contact: z.object({ address: said, postcode: said, phone: said, hours: said }),
  /** How a processing fee is paid; null where none is charged. */
  payment: z.object({ payee: said, how: said }).nullable().default(null),
});
export type LetterSetting = z.infer<typeof letterSettingSchema>;

/** The setting in force on a day, or null before the first. */
export function settingOn(settings: readonly LetterSetting[], day: LocalDate): LetterSetting | null {
  let found: LetterSetting | null = null;
  for (const setting of settings) {
    if (setting.effectiveFrom <= day && (found === null || setting.effectiveFrom >= found.effectiveFrom)) {
      found = setting;
    }
  }
  return found;
}
