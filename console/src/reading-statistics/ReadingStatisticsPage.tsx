import { PAGE_LABELS, type ReadingStatistics } from '@gongkai/core';
import { useCall } from '../api/use-call.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

const FORMATS = ['xlsx', 'csv'] as const;
type Counts = ReadingStatistics['whole'];

const COUNTS: readonly Column<Counts>[] = [
  { key: 'visits', title: '访问', isNumeric: true, render: ({ visits }) => visits.toLocaleString('zh-CN') },
  {
    key: 'downloads',
    title: '下载',
    isNumeric: true,
    render: ({ downloads }) => downloads.toLocaleString('zh-CN'),
  },
  {
    key: 'robots',
    title: '机器访问',
    isNumeric: true,
    render: ({ robots }) => robots.toLocaleString('zh-CN'),
  },
];
const MONTHS: readonly Column<ReadingStatistics['byMonth'][number]>[] = [
  { key: 'month', title: '月份', render: ({ month }) => month },
  ...COUNTS,
];
const KINDS: readonly Column<ReadingStatistics['byKind'][number]>[] = [
  { key: 'kind', title: '页面', render: ({ kind }) => PAGE_LABELS[kind] ?? kind },
  ...COUNTS,
];
const DOCUMENTS: readonly Column<ReadingStatistics['documents'][number]>[] = [
  {
    key: 'title',
    title: '文件',
    render: ({ title, isWithdrawn }) => `${title}${isWithdrawn ? '（已撤回）' : ''}`,
  },
  { key: 'visits', title: '访问', isNumeric: true, render: ({ visits }) => visits.toLocaleString('zh-CN') },
  {
    key: 'downloads',
    title: '附件下载',
    isNumeric: true,
    render: ({ downloads }) => downloads.toLocaleString('zh-CN'),
  },
];

/** How often the agency's public pages were read in a year; nothing of who read them is kept. */
export function ReadingStatisticsPage() {
  const { code, year } = usePlace();
  const agency = useAgency();
  const found = useCall('getReadingStatistics', { params: { code }, query: { year } });
  return (
    <Page
      title="访问统计"
      lead={`${agency?.name ?? code}，${year}年`}
      actions={FORMATS.map((format) => (
        <a
          key={format}
          className="outline-link"
          href={`/reading-files/agencies/${encodeURIComponent(code)}/readings.${format}?year=${year}`}
          download
        >
          导出 {format}
        </a>
      ))}
    >
      <Shown of={found} what="访问统计">
        {(of) => <Figures of={of} />}
      </Shown>
    </Page>
  );
}

function Figures({ of }: { readonly of: ReadingStatistics }) {
  const { year, whole, byMonth, byKind, documents, platform, since } = of;
  if (since === null || byMonth.length === 0) {
    return (
      <Nothing title={`${year}年还没有访问记录`}>
        <p>
          公众打开公开页面、下载附件就会计数。静态网站的访问用 gongkai site count-log 从网页服务器的日志计入。
        </p>
      </Nothing>
    );
  }
  return (
    <>
      <p>
        全年公开页面访问 <strong>{whole.visits.toLocaleString('zh-CN')}</strong> 次，文件下载{' '}
        <strong>{whole.downloads.toLocaleString('zh-CN')}</strong> 次（另有机器访问{' '}
        {whole.robots.toLocaleString('zh-CN')} 次，不计入）。整个平台访问{' '}
        {platform.visits.toLocaleString('zh-CN')} 次、下载 {platform.downloads.toLocaleString('zh-CN')} 次。从{' '}
        <Day on={since} /> 开始计数；不记录读者的任何信息，所以没有“人数”。
      </p>
      <h2>按月</h2>
      <DataTable caption="按月" columns={MONTHS} rows={byMonth} keyOf={({ month }) => month} />
      <h2>按页面</h2>
      <DataTable caption="按页面" columns={KINDS} rows={byKind} keyOf={({ kind }) => kind} />
      <h2>读得最多的文件</h2>
      {documents.length === 0 ? (
        <p className="muted">还没有人打开过单个文件。</p>
      ) : (
        <DataTable
          caption="读得最多的文件"
          columns={DOCUMENTS}
          rows={documents}
          keyOf={({ documentId }) => documentId}
        />
      )}
    </>
  );
}
