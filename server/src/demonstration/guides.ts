import { defaultGuide, type DisclosureGuide } from '@gongkai/core';
import { shortNameOf } from './letter-settings.js';
import type { CityAgency } from './city.js';

/** What the guide of an agency says of its disclosure office (条例第十二条). All of it is invented. */
export function guideOf(agency: CityAgency, site: { readonly domain: string }): DisclosureGuide {
  return {
    ...defaultGuide(agency.name, { contact: '0999-0000000', website: site.domain }),
    officeAddress: `${shortNameOf(agency)}示范路3号`,
    postalCode: '999000',
    officeHours: '工作日9:00至12:00、14:00至17:00',
    fax: '0999-0000001',
    email: `${agency.code.toLowerCase()}@example.cn`,
    reconsiderationUrl: 'https://fuyi.example.cn/',
  };
}
