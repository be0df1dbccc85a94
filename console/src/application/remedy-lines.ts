import { isOfSeveralItems, type CaseDetail } from '@gongkai/core';

const ROUTES: Readonly<Record<string, string>> = {
  reconsiderationFirst: '应当先申请行政复议，对复议决定不服再提起行政诉讼',
  choice: '可以申请行政复议，也可以直接提起行政诉讼',
};
const AUTHORITIES: Readonly<Record<string, string>> = {
  peopleGovernmentOfSameLevel: '本级人民政府',
  peopleGovernmentOrUpperDepartment: '本级人民政府或者上一级主管部门',
  nextUpperGovernment: '上一级人民政府',
  itself: '本机关',
  upperDepartment: '上一级主管部门',
};

/** What the applicant can do against each part of the answer, in words. */
export function remedyLines(remedies: CaseDetail['remedies']): string[] {
  const areNamed = isOfSeveralItems(remedies);
  return remedies.flatMap(({ items, route, authority }) => {
    const words = ROUTES[route];
    if (words === undefined) return [];
    const parts = !areNamed ? '' : `对第${items.map((item) => item + 1).join('、')}项：`;
    const to = authority === undefined ? '' : `；复议机关为${AUTHORITIES[authority] ?? authority}`;
    return [`${parts}${words}${to}。`];
  });
}
