import { seedOf, type CityAgency } from './city.js';
import { createRandom } from './random.js';

/** Sentences without figures, so that none can be wrong; all are invented. */
const ORGANISATION = [
  '（三）政府信息管理。完善公文属性源头认定，拟制公文时同步确定公开属性，做到应公开尽公开。',
  '（三）政府信息管理。坚持先审查后公开，逐件履行保密审查程序，规范性文件集中公开并标注有效性。',
  '（三）政府信息管理。动态更新主动公开目录，对已公开的信息按季度巡查，及时订正失效链接。',
];
const PLATFORM = [
  '（四）平台建设。优化信息公开专栏的检索和分类，便利公众查阅；政务新媒体与专栏同源发布。',
  '（四）平台建设。专栏全部页面完成无障碍改造，手机和电脑均可查阅、下载和打印。',
  '（四）平台建设。在服务大厅设立公开查阅点，配备自助终端，安排专人引导。',
];
const SUPERVISION = [
  '（五）监督保障。健全由办公室牵头、各科室设联络员的工作机制，开展业务培训，公开工作纳入年度考核。',
  '（五）监督保障。落实依申请公开疑难会商制度，复杂申请由法规科和业务科室共同研判后答复。',
  '（五）监督保障。公布监督电话和信箱，对群众反映的问题逐项整改，本年度未发生责任追究。',
];
const PROBLEMS = [
  '存在的主要问题：一是部分科室对公开属性的把握不够准确；二是政策解读的形式还比较单一。',
  '存在的主要问题：一是答复文书的说理不够充分；二是个别栏目更新不够及时。',
  '存在的主要问题：一是联络员更换较勤，业务衔接不够顺畅；二是公众参与的渠道有待拓宽。',
];
const IMPROVEMENTS = [
  '改进情况：编印办理规范和答复示例，组织各科室交流研讨；增加图解、问答等解读形式。',
  '改进情况：推行答复前合法性审核，统一文书格式；建立栏目更新提醒制度，逐项明确责任人。',
  '改进情况：实行联络员交接清单，新任人员先培训后上岗；就民生事项公开征求意见并反馈采纳情况。',
];
const MARK = '（本报告为演示数据，机关、人员和数字均为虚构。）';

/** Adds the sentences of the agency and year to the section as it was composed from the figures. */
export function writeNarrative(
  agency: CityAgency,
  year: number,
): Readonly<Partial<Record<number, (composed: string) => string>>> {
  const random = createRandom(seedOf('narrative', agency.code, year));
  const overview = [random.pick(ORGANISATION), random.pick(PLATFORM), random.pick(SUPERVISION)].join('\n');
  const problems = `${random.pick(PROBLEMS)}\n${random.pick(IMPROVEMENTS)}`;
  return {
    1: (composed) => `${MARK}\n${composed}\n${overview}`,
    5: () => problems,
  };
}
