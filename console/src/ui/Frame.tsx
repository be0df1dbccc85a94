import { yearOf, localDateSchema, mayWithin, type Agency } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { NotificationBell } from '../notification/NotificationBell.js';
import { AccountLink } from '../sign-in/AccountLink.js';
import { movedPath, pagePath, placePath, type Page } from './address.js';
import { useKeyboard } from './keyboard.js';
import { PageErrors } from './PageErrors.js';
import { useWorkplace, type Place } from './place.js';

const MENU: readonly { readonly title: string; readonly items: readonly (readonly [Page, string])[] }[] = [
  {
    title: '年度报告',
    items: [
      ['overview', '概览'],
      ['report', '三张表'],
      ['narrative', '正文'],
      ['difference', '公布后的差异'],
    ],
  },
  {
    title: '台账',
    items: [
      ['register', '申请台账'],
      ['newCase', '登记申请'],
      ['ledgerImport', '导入台账'],
      ['attestedFigures', '表二汇总数'],
    ],
  },
  {
    title: '已公布的报告',
    items: [
      ['importedReports', '导入报告'],
      ['comparison', '两份对照'],
    ],
  },
  {
    title: '机关',
    items: [
      ['agency', '机关与处室'],
      ['people', '人员与权限'],
      ['secrecyIncidents', '涉密标志事件'],
    ],
  },
];
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
  const isShown = (page: Page): boolean =>
    page !== 'secrecyIncidents' || mayWithin(access, 'secrecyIncident.view', place?.code);
  const current = (path: string): 'page' | undefined => (location === path ? 'page' : undefined);
  return (
    <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label="主菜单">
      {place !== null &&
        MENU.map(({ title, items }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {items
                .filter(([page]) => isShown(page))
                .map(([page, name]) => (
                  <li key={page}>
                    <Link href={pagePath(place, page)} aria-current={current(pagePath(place, page))}>
                      {name}
                    </Link>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      <section>
        <h2>平台</h2>
        <ul>
          <li>
            <Link href="/" aria-current={current('/')}>
              机关目录
            </Link>
          </li>
          <li>
            <Link href="/audit" aria-current={current('/audit')}>
              审计
            </Link>
          </li>
          <li>
            <Link href="/jobs" aria-current={current('/jobs')}>
              后台任务
            </Link>
          </li>
          <li>
            <Link href="/status" aria-current={current('/status')}>
              系统状态
            </Link>
          </li>
        </ul>
      </section>
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
