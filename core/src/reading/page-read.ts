/** What was read: a page of an agency, or of the platform (agency code empty), or a file that was taken along. */
export interface PageRead {
  readonly agencyCode: string;
  /** `home`, `list`, `item/<id>`, `file/<id>/<file>`, `report/<year>` and so on; never what somebody typed. */
  readonly page: string;
  readonly kind: 'visit' | 'download';
}

/** Pages of the platform by their paths. */
const PLATFORM_PAGES: Readonly<Record<string, string>> = {
  '/': 'home',
  '/reports': 'reports',
  '/search': 'search',
  '/apply': 'apply',
};
/** Pages of an agency by what follows its code. */
const AGENCY_PAGES: Readonly<Record<string, string>> = {
  '': 'agency',
  '/guide': 'guide',
  '/rules': 'rules',
  '/items': 'list',
  '/standard-catalogue': 'catalogue',
  '/regulations': 'regulations',
  '/cleanup-rounds': 'cleanups',
  '/apply': 'apply',
};

/** What the people are told of a page. */
export const PAGE_LABELS: Readonly<Record<string, string>> = {
  home: '平台首页',
  reports: '年度报告列表',
  search: '搜索',
  apply: '依申请公开',
  agency: '机关首页',
  guide: '公开指南',
  rules: '公开制度',
  list: '公开目录',
  catalogue: '标准目录',
  regulations: '规章和规范性文件',
  cleanups: '清理结果',
  table: '目录表格',
  item: '政府信息',
  text: '正文文件',
  file: '附件',
  report: '年度报告',
  reportFile: '年度报告文件',
};

/** The page at a path of the public side; null: not counted (programs' feeds, style sheets, the workplace). */
export function pageRead(path: string): PageRead | null {
  const own = PLATFORM_PAGES[path];
  if (own !== undefined) return { agencyCode: '', page: own, kind: 'visit' };
  const [, code, rest = ''] = /^\/agencies\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (code === undefined) return null;
  const agencyCode = decode(code);
  if (agencyCode === null) return null;
  const page = AGENCY_PAGES[rest];
  if (page !== undefined) return { agencyCode, page, kind: 'visit' };
  if (rest === '/items.xlsx' || rest === '/regulations.xlsx')
    return { agencyCode, page: 'table', kind: 'download' };
  const [, document, text] = /^\/items\/([^/]+)\/(text-\d{1,4}\.(?:docx|pdf))$/.exec(rest) ?? [];
  if (document !== undefined && text !== undefined)
    return { agencyCode, page: `text/${document}/${text}`, kind: 'download' };
  const [, item, file] = /^\/items\/([^/]+)(?:\/files\/([^/]+))?$/.exec(rest) ?? [];
  if (item !== undefined) {
    return file === undefined
      ? { agencyCode, page: `item/${item}`, kind: 'visit' }
      : { agencyCode, page: `file/${item}/${file}`, kind: 'download' };
  }
  const [, year, version, name] =
    /^\/reports\/(\d{4})(?:\/files\/(\d{1,4})\/([a-z0-9.-]+))?$/.exec(rest) ?? [];
  if (year === undefined) return null;
  return version === undefined || name === undefined
    ? { agencyCode, page: `report/${year}`, kind: 'visit' }
    : { agencyCode, page: `reportFile/${year}/${version}/${name}`, kind: 'download' };
}

/** The same for a path of an exported site that lies under `folder` (`/xxgk`): its pages are folders, its files have endings. */
export function exportedPageRead(path: string, folder = ''): PageRead | null {
  if (!path.startsWith(`${folder}/`)) return null;
  const inside = path.slice(folder.length).replace(/^\/large(?=\/)/, '');
  const page = inside
    .replace(/(^|\/)index\.html$/, '$1')
    .replace(/\/q\/.*$/, '')
    .replace(/(.)\/$/, '$1');
  return pageRead(page.replace(/(\/items\/[^/]+\/files\/[^/.]+)\.[a-z0-9]{1,8}$/, '$1'));
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
