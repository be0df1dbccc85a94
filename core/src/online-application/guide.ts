import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';

const line = (most: number) => z.string().trim().max(most).default('');

/**
 * The agency's guide to disclosure with what the law says it must hold (条例第十二条第二款): classification and arrangement,
 * ways to obtain, and name, address, hours, telephone, fax and internet contact of the disclosure office.
 */
export const disclosureGuideSchema = z.object({
  officeName: z.string().trim().min(2, { error: '请填写政府信息公开工作机构的名称。' }).max(200),
  officeAddress: line(300),
  postalCode: line(10),
  officeHours: line(200),
  telephone: line(100),
  fax: line(100),
  email: line(200),
  website: line(300),
  classification: z.string().trim().min(2, { error: '请填写政府信息的分类、编排体系。' }).max(4000),
  waysToObtain: z.string().trim().min(2, { error: '请填写政府信息的获取方式。' }).max(4000),
  /** Where an answer can be taken to reconsideration online (行政复议法第二十二条第二款). */
  reconsiderationUrl: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: '应为网址。' })])
    .default(''),
  /** Whether this channel is open; handing in and mailing always are (国办公开办函〔2017〕19号). */
  isOnlineOpen: z.boolean().default(true),
});
export type DisclosureGuide = z.infer<typeof disclosureGuideSchema>;

/** As it is shown: `updatedOn` null for one that was made of what is known of the agency. */
export const presentedGuideSchema = disclosureGuideSchema.extend({
  revision: z.number().int(),
  updatedOn: localDateSchema.nullable(),
  /** Names of statutory fields that are empty. */
  missing: z.array(z.string()),
});
export type PresentedGuide = z.infer<typeof presentedGuideSchema>;

/** What 条例第十二条第二款 names, in its order. */
export const STATUTORY_GUIDE_FIELDS = {
  classification: '政府信息的分类、编排体系',
  waysToObtain: '获取方式',
  officeName: '政府信息公开工作机构的名称',
  officeAddress: '办公地址',
  officeHours: '办公时间',
  telephone: '联系电话',
  fax: '传真号码',
  website: '互联网联系方式',
} as const satisfies Partial<Record<keyof DisclosureGuide, string>>;

/** The statutory fields that a guide leaves empty, in Chinese. */
export function missingGuideFields(guide: DisclosureGuide): string[] {
  return Object.entries(STATUTORY_GUIDE_FIELDS).flatMap(([field, label]) =>
    guide[field as keyof typeof STATUTORY_GUIDE_FIELDS] === '' ? [label] : [],
  );
}

/** The guide of an agency that has not written one: what every agency's must say, and the site's own contact. */
export function defaultGuide(
  agencyName: string,
  { contact, website }: { readonly contact: string | null; readonly website: string },
): DisclosureGuide {
  return {
    officeName: `${agencyName}政府信息公开工作机构`,
    officeAddress: '',
    postalCode: '',
    officeHours: '',
    telephone: contact ?? '',
    fax: '',
    email: '',
    website,
    classification:
      '本机关的政府信息按政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报编排；法定主动公开内容按条例第二十条、第二十一条所列事项分类，每条信息有索引号、名称、内容概述和生成日期。',
    waysToObtain:
      '主动公开的信息可以在本平台查阅、下载。没有主动公开的，可以向本机关申请：当面提交、邮寄，或者在本平台网上提交。采用书面形式确有困难的，可以口头提出，由工作机构代为填写。',
    reconsiderationUrl: '',
    isOnlineOpen: true,
  };
}
