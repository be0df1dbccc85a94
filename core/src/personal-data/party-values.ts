import { z } from 'zod';
import { hasIdentityNumberCheck, hasIdentityNumberShape } from '../identity/identity-number.js';
import { maskAddress, maskEmail, maskName, maskNumber } from '../identity/masking.js';

/** What is kept of a person or an organisation that applies, as far as it is needed to answer (条例第二十九条). */
export const PARTY_FIELDS = {
  name: '姓名或者名称',
  identityKind: '证件种类',
  identityNumber: '证件号码',
  organisationCode: '统一社会信用代码',
  telephone: '联系电话',
  address: '通信地址',
  email: '电子邮箱',
} as const;
export type PartyField = keyof typeof PARTY_FIELDS;
export const PARTY_FIELD_NAMES = Object.keys(PARTY_FIELDS) as [PartyField, ...PartyField[]];
export type PartyValues = Readonly<Record<PartyField, string | null>>;

export const IDENTITY_KINDS = [
  '居民身份证',
  '港澳台居民居住证',
  '往来大陆通行证',
  '护照',
  '外国人永久居留身份证',
  '军人证件',
  '其他证件',
] as const;

/** How somebody who acts for the party stands to it. */
export const REPRESENTATIVE_RELATIONS = {
  legalRepresentative: '法定代表人',
  agent: '代理人',
  guardian: '监护人',
  coApplicant: '共同申请人',
} as const;
export type RepresentativeRelation = keyof typeof REPRESENTATIVE_RELATIONS;

const text = (most: number) => z.string().trim().min(1).max(most).nullable();

const valueSchemas = {
  name: text(200),
  identityKind: z.enum(IDENTITY_KINDS).nullable(),
  identityNumber: text(40),
  organisationCode: text(40),
  telephone: text(40),
  address: text(300),
  email: text(200),
};

/** What is known of a party; what is left out is not known. */
export const partyValuesSchema = z
  .object(valueSchemas)
  .partial()
  .superRefine(({ identityKind, identityNumber }, ctx) => {
    if (identityKind !== '居民身份证' || identityNumber == null) return;
    const number = identityNumber.toUpperCase();
    if (hasIdentityNumberShape(number) && hasIdentityNumberCheck(number)) return;
    ctx.addIssue({
      code: 'custom',
      path: ['identityNumber'],
      message: '居民身份证号码不正确，请核对十八位数字。',
    });
  });
export type GivenPartyValues = z.infer<typeof partyValuesSchema>;

/** As it is answered: every value, null where there is none. */
export const presentedPartySchema = z.object(valueSchemas);

/** Who acts for the applicant. */
export const representativeSchema = z.object({
  relation: z.enum(
    Object.keys(REPRESENTATIVE_RELATIONS) as [RepresentativeRelation, ...RepresentativeRelation[]],
  ),
  values: partyValuesSchema,
});

const MASKS = {
  name: maskName,
  identityKind: (kind: string) => kind,
  identityNumber: maskNumber,
  organisationCode: maskNumber,
  telephone: maskNumber,
  address: maskAddress,
  email: maskEmail,
} as const satisfies Record<PartyField, (value: string) => string | null>;

/** All values of a party, of which some were given. */
export function wholeParty(given: GivenPartyValues): PartyValues {
  const entries = PARTY_FIELD_NAMES.map((field) => [field, given[field] ?? null] as const);
  return Object.fromEntries(entries) as Record<PartyField, string | null>;
}

/** The values as anybody may see them who may see the case. */
export function maskParty(values: PartyValues): PartyValues {
  const masked = PARTY_FIELD_NAMES.map((field) => {
    const value = values[field];
    return [field, value === null ? null : MASKS[field](value)] as const;
  });
  return Object.fromEntries(masked) as Record<PartyField, string | null>;
}

/** One value in the form in which two that mean the same are equal: for telling the same applicant again. */
export function normaliseValue(value: string): string {
  return value.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase();
}

/** A request's text in the form in which a repetition is told: without blanks around it. 条例第三十六条第六项 */
export function normaliseRequest(request: string): string {
  return request.trim();
}
