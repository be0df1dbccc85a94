import { localDateSchema, may, mayWithin, yearOf, type Agency, type Permission } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { NotificationBell } from '../notification/NotificationBell.js';
import { AccountLink } from '../sign-in/AccountLink.js';
import { movedPath, pagePath, placePath, type Page } from './address.js';
import { useKeyboard } from './keyboard.js';
import { PageErrors } from './PageErrors.js';
import { useWorkplace, type Place } from './place.js';

interface MenuGroup {
  readonly title: string;
  /** The third: only whoever may do this in the agency finds it in his menu. */
  readonly items: readonly (readonly [Page, string, Permission | null])[];
}

const MENU: readonly MenuGroup[] = [
  {
    title: '年度报告',
    items: [
      ['overview', '概览', null],
      ['report', '三张表', 'report.view'],
      ['narrative', '正文', 'report.view'],
      ['difference', '公布后的差异', 'report.view'],
    ],
  },
  {
    title: '台账',
    items: [
      ['register', '申请台账', 'case.view'],
      ['letters', '文书登记簿', 'case.view'],
      ['newCase', '登记申请', 'case.register'],
      ['unitTasks', '我的任务', 'task.handle'],
      ['unconfirmed', '待确认收到', 'case.view'],
      ['redecisions', '重新答复', 'case.view'],
      ['rightsRequests', '更正要求与建议', 'rightsRequest.view'],
      ['remedies', '复议诉讼', 'remedy.view'],
      ['archive', '待归档', 'case.archive'],
      ['statistics', '统计分析', 'report.view'],
      ['hotSpots', '多人申请的信息', 'topic.manage'],
      ['topics', '主题分类', 'case.view'],
      ['ledgerImport', '导入台账', 'ledger.import'],
      ['administrativeRecords', '表二台账', 'administrativeRecord.view'],
      ['attestedFigures', '表二汇总数', 'report.view'],
    ],
  },
  {
    title: '主动公开',
    items: [
      ['documents', '公文登记簿', 'document.view'],
      ['newDocument', '起草文稿', 'document.draft'],
      ['regulations', '立改废台账', 'document.view'],
      ['cleanups', '文件清理', 'document.view'],
      ['standardCatalogue', '标准目录', 'document.view'],
      ['deposits', '送交登记簿', 'document.view'],
      ['proposals', '建议提案', 'document.view'],
      ['publishedLinks', '失效链接', 'document.view'],
      ['publishedFindings', '公开后复查', 'document.view'],
      ['publicationSetting', '公开前检查设定', 'document.view'],
      ['reviewPaths', '审核流程', 'document.view'],
      ['readingStatistics', '访问统计', 'report.view'],
    ],
  },
  {
    title: '已公布的报告',
    items: [
      ['importedReports', '导入报告', 'report.view'],
      ['comparison', '两份对照', 'report.view'],
    ],
  },
  {
    title: '机关',
    items: [
      ['agency', '机关与处室', null],
      ['guide', '公开指南', null],
      ['deskSetting', '收件渠道与提醒', 'case.view'],
      ['letterTemplates', '文书文本', 'letterTemplate.view'],
      ['letterSettings', '文书固定信息', 'letterTemplate.view'],
      ['people', '人员与权限', null],
      ['integration', '外部系统', 'settings.manage'],
      ['exchange', '网络间交换', 'exchange.view'],
      ['secrecyIncidents', '涉密标志事件', 'secrecyIncident.view'],
    ],
  },
];
const PLATFORM = [
  ['/', '工作台', null],
  ['/administrators', '三员', 'people.view'],
  ['/audit', '审计', 'audit.view'],
  ['/jobs', '后台任务', 'job.view'],
  ['/clock-overview', '期限总览', 'report.view'],
  ['/calendar', '工作日历', null],
  ['/status', '系统状态', null],
] as const satisfies readonly (readonly [string, string, Permission | null])[];
/** Asked of the platform as a whole: who may do it in one agency alone is refused there. */
const OF_THE_WHOLE: readonly Permission[] = ['people.view', 'job.view'];
const FIRST_FORM_YEAR = 2019;

function yearsUntil(last: number, also: number): number[] {
  const years = new Set([also]);
  for (let year = last; year >= FIRST_FORM_YEAR; year -= 1) years.add(year);
  return [...years].sort((a, b) => b - a);
}

/** Agencies indented below the one they belong to. */
function indented(agencies: readonly Agency[]): { readonly agency: Agency; readonly depth: number }[] {
  const codes = new Set(agencies.map(({ code }) => code));
  const below = (parent: string | null, depth: number): { agency: Agency; depth: number }[] =>
    agencies
      .filter(({ parentCode }) =>
        parent === null ? parentCode === null || !codes.has(parentCode) : parentCode === parent,
      )
      .flatMap((agency) => [{ agency, depth }, ...below(agency.code, depth + 1)]);
  return below(null, 0);
}

function Choosers({ place }: { readonly place: Place }) {
  const { agencies, status } = useWorkplace();
  const [location, navigate] = useLocation();
  const search = useSearch();
  const today = localDateSchema.parse(status.today);
  const move = (to: Place, keepsQuery: boolean): void => {
    const path = movedPath(location, to);
    navigate(keepsQuery && search !== '' ? `${path}?${search}` : path);
  };
  return (
    <div className="choosers">
      <label>
        机关
        <select
          className="choice"
          value={place.code}
          onChange={({ target }) => move({ ...place, code: target.value }, false)}
        >
          {indented(agencies).map(({ agency, depth }) => (
            <option key={agency.code} value={agency.code}>
              {'　'.repeat(depth)}
              {agency.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        年度
        <select
          className="choice figures"
          value={place.year}
          onChange={({ target }) => move({ ...place, year: Number(target.value) }, false)}
        >
          {yearsUntil(yearOf(today), place.year).map((year) => (
            <option key={year} value={year}>
              {year}年
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function SideMenu({ place, isOpen }: { readonly place: Place | null; readonly isOpen: boolean }) {
  const [location] = useLocation();
  const { access } = useWorkplace();
  const isOffered = (permission: Permission | null): boolean =>
    permission === null || mayWithin(access, permission, place?.code);
  const groups = MENU.map(({ title, items }) => ({
    title,
    links: items.flatMap(([page, name, permission]) =>
      place !== null && isOffered(permission) ? [{ path: pagePath(place, page), name }] : [],
    ),
  }));
  const platform = PLATFORM.filter(
    ([, , permission]) =>
      permission === null ||
      (OF_THE_WHOLE.includes(permission)
        ? may(access, permission, { agencyCode: null })
        : mayWithin(access, permission)),
  );
  const links = platform.map(([path, name]) => ({ path, name }));
  return (
    <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label="主菜单">
      {[...groups, { title: '平台', links }]
        .filter((group) => group.links.length > 0)
        .map((group) => (
          <section key={group.title}>
            <h2>{group.title}</h2>
            <ul>
              {group.links.map(({ path, name }) => (
                <li key={path}>
                  <Link href={path} aria-current={location === path ? 'page' : undefined}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      <p className="keys">
        <kbd>/</kbd> 搜索 <kbd>j</kbd> <kbd>k</kbd> 上下 <kbd>Enter</kbd> 打开
      </p>
    </nav>
  );
}

interface FrameProps {
  readonly place: Place | null;
  readonly children: ReactNode;
}

/** The head with the agency and year, the menu on the left (at the top of a phone), and the page. */
export function Frame({ place, children }: FrameProps) {
  useKeyboard();
  const { status } = useWorkplace();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const [location] = useLocation();
  const isOpen = openAt === location;
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <header className="frame-head">
        <Button
          className="menu-button"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpenAt(isOpen ? null : location)}
        >
          菜单
        </Button>
        <Link className="product" href={place === null ? '/' : placePath(place)}>
          政府信息公开工作台
        </Link>
        {place !== null && <Choosers place={place} />}
        <NotificationBell />
        <AccountLink />
        {status.isDemonstration && (
          <Tag className="demonstration" color="warning">
            演示数据
          </Tag>
        )}
      </header>
      <SideMenu place={place} isOpen={isOpen} />
      <main id="content" className="content" tabIndex={-1}>
        <PageErrors key={location}>{children}</PageErrors>
      </main>
    </div>
  );
}
