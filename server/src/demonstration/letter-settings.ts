import { letterSettingSchema, type LetterSetting } from '@gongkai/core';
import { CITY, type CityAgency } from './city.js';

const PROVINCE = { name: '云陵省人民政府（演示）', address: '云陵省安陵市示范大道1号' };
const SINCE_REGULATIONS = '2019-05-15';
/** Since then departments' cases go to the government of their level alone. 行政复议法第二十四条 */
const SINCE_RECONSIDERATION_LAW = '2024-01-01';

/** What an agency's letters say of it: authority and court by date, numbers, contact, payment. All of it is invented. */
export function letterSettingsOf(agency: CityAgency): LetterSetting[] {
  const parent = CITY.find(({ code }) => code === agency.parentCode);
  const government =
    parent === undefined ? PROVINCE : { name: parent.name, address: `${shortNameOf(parent)}示范路1号` };
  const own = { name: agency.name, address: `${shortNameOf(agency)}示范路3号` };
  const isDepartment = agency.kind === 'localDepartment';
  const upper = { name: '云陵省主管部门（演示）', address: '云陵省安陵市示范大道2号' };
  const authority = agency.kind === 'stateCouncilDepartment' ? own : government;
  const common = {
    organName: agency.name,
    organKind: agency.kind,
    officeName: `${agency.name}政府信息公开工作机构`,
    numberScheme: `${agency.code.replaceAll('-', '')}公开〔{年}〕{号}号`,
    courts: [{ name: '示范人民法院（演示）', address: `${shortNameOf(agency)}示范路5号` }],
    competentDepartment: `${government.name}办公室`,
    contact: {
      address: own.address,
      postcode: '999000',
      phone: '0999-0000000',
      hours: '工作日9:00至12:00、14:00至17:00',
    },
    payment: { payee: '示范财政非税收入专户', how: '凭缴款码在网上银行或者代收银行缴纳' },
  };
  return [
    {
      ...{ ...common, effectiveFrom: SINCE_REGULATIONS },
      reconsideration: isDepartment ? [authority, upper] : [authority],
    },
    {
      ...{ ...common, effectiveFrom: SINCE_RECONSIDERATION_LAW },
      reconsideration: [authority],
      onlineReconsideration: 'https://fuyi.example.cn/',
    },
  ].map((setting) => letterSettingSchema.parse(setting));
}

/** Where it is: its name without what kind of organ it is. */
export function shortNameOf({ name }: CityAgency): string {
  return name.replace('（演示）', '').replace(/人民政府.*$|[^市县]+局$|[^市县]+委员会$/u, '');
}
