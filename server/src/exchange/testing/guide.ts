import type { InboxGuide } from '../message-kinds.js';

/** The guide of an invented agency that takes applications over the net. */
export const OPEN_GUIDE: InboxGuide = {
  officeName: '云泽市云山局办公室',
  officeAddress: '云山路9号',
  postalCode: '900000',
  officeHours: '工作日9:00—17:00',
  telephone: '0999-1234567',
  fax: '0999-1234568',
  email: '',
  waysToObtain: '当面、邮寄、在网上申请。',
  classification: '按条例第二十条分类。',
  reconsiderationUrl: '',
  isOnlineOpen: true,
};
