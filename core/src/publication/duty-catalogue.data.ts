/** Who must publish an item of the catalogue: every organ, governments of a level, or who has such matters. */
export type DutyBearer = 'everyOrgan' | 'cityOrCounty' | 'township';

/** An item that must be published on one's own initiative. */
export interface DutyItem {
  readonly label: string;
  readonly article: string;
  readonly bearer: DutyBearer;
}

const every = (item: string, label: string): DutyItem => ({
  label,
  article: `条例第二十条第（${item}）项`,
  bearer: 'everyOrgan',
});
const cityOrCounty = (label: string): DutyItem => ({
  label,
  article: '条例第二十一条',
  bearer: 'cityOrCounty',
});
const township = (label: string): DutyItem => ({ label, article: '条例第二十一条', bearer: 'township' });

/** 法定主动公开内容: the tree of every agency's column (条例第二十条, 第二十一条). */
export const DUTY_CATALOGUE = {
  rulesAndDocuments: every('一', '行政法规、规章和规范性文件'),
  organisation: every('二', '机关职能、机构设置和负责人'),
  planning: every('三', '规划和相关政策'),
  statistics: every('四', '统计信息'),
  licensingAndServices: every('五', '行政许可和其他对外管理服务'),
  penaltyAndCoercion: every('六', '行政处罚、行政强制'),
  budgets: every('七', '财政预算、决算'),
  adminFees: every('八', '行政事业性收费'),
  procurement: every('九', '政府集中采购'),
  majorProjects: every('十', '重大建设项目'),
  livelihood: every('十一', '扶贫、教育、医疗、社会保障、促进就业'),
  emergencies: every('十二', '突发公共事件应对'),
  inspections: every('十三', '环境保护、公共卫生、安全生产、食品药品和产品质量监督检查'),
  civilService: every('十四', '公务员招考'),
  otherDuties: every('十五', '法律法规规定应当公开的其他信息'),
  municipalWorks: cityOrCounty('市政建设、公共服务和公益事业'),
  landAndHouseTaking: cityOrCounty('土地征收、房屋征收'),
  publicSecurity: cityOrCounty('治安管理'),
  socialAssistance: cityOrCounty('社会救助'),
  ruralPolicy: township('农业农村政策和农田水利'),
  ruralLand: township('土地承包经营权流转和宅基地使用审核'),
  townshipTaking: township('土地征收、房屋征收'),
  villageLevies: township('筹资筹劳'),
  townshipAssistance: township('社会救助'),
} as const satisfies Readonly<Record<string, DutyItem>>;
export type DutyItemKey = keyof typeof DUTY_CATALOGUE;
export const DUTY_ITEM_KEYS = Object.keys(DUTY_CATALOGUE) as [DutyItemKey, ...DutyItemKey[]];
