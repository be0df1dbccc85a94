import {
  formatFileSize,
  EXPORT_FORMATS,
  EXPORT_FORMAT_NAMES,
  EXPORT_STATUSES,
  type ExportFormat,
  type PresentedExport,
  type PresentedExports,
  type PresentedReport,
} from '@gongkai/core';
import { Button, Checkbox, Progress, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { rolesWith, useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';

const POLL_MS = 1500;
const STATUS_COLORS = {
  waiting: 'default',
  running: 'processing',
  done: 'success',
  failed: 'error',
} as const;

function isUnderway({ status }: PresentedExport): boolean {
  return status === 'waiting' || status === 'running';
}

/** The report as files: which formats, how far they are, what was read back, and the files with their digests. */
export function ExportPanel({ report }: { readonly report: PresentedReport }) {
  const { code, year } = usePlace();
  const [formats, setFormats] = useState<readonly ExportFormat[]>(EXPORT_FORMAT_NAMES);
  const mayExport = useMay('report.export');
  const params = { code, year };
  const exports = useCall('listExports', { params, query: { version: report.version } });
  const { data, reload, put } = exports;
  const start = useAction(async () =>
    put(await call('startExport', { params, body: { version: report.version, formats: [...formats] } })),
  );
  const isWaiting = data?.items.some(isUnderway) === true;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
  return (
    <section className="report-section" aria-labelledby="export-title">
      <h2 id="export-title">导出文件</h2>
      <p className="muted">
        每个文件写出后由导入程序读回，与数据库逐数核对，一致才保存。
        {report.status === 'published'
          ? '公布后，公众在报告页面下载的就是这些文件。'
          : '草稿在标题上注明，不对外提供。'}
      </p>
      {mayExport ? (
        <form
          className="export-form"
          onSubmit={(event) => {
            event.preventDefault();
            void start.run();
          }}
        >
          <Checkbox.Group
            aria-label="格式"
            value={[...formats]}
            options={EXPORT_FORMAT_NAMES.map((format) => ({ value: format, label: EXPORT_FORMATS[format] }))}
            onChange={(chosen) => setFormats(EXPORT_FORMAT_NAMES.filter((format) => chosen.includes(format)))}
          />
          <Button htmlType="submit" disabled={formats.length === 0} loading={start.isRunning}>
            导出
          </Button>
          {formats.length === 0 && <span className="muted small">请至少选一种格式。</span>}
        </form>
      ) : (
        <p className="muted">导出由{rolesWith('report.export')}办理。</p>
      )}
      <ProblemNote error={start.error} />
      <Shown of={exports} what="导出的文件">
        {(shown) => <ExportList exports={shown} />}
      </Shown>
    </section>
  );
}

function ExportList({ exports: { items } }: { readonly exports: PresentedExports }) {
  const progress = items.find(({ progress: known }) => known !== null)?.progress ?? null;
  return (
    <>
      {progress !== null && (
        <Progress
          aria-label={`已完成${progress.done}个文件，共${progress.total}个`}
          percent={Math.round((100 * progress.done) / Math.max(1, progress.total))}
        />
      )}
      {items.length === 0 ? (
        <p className="muted">这一版还没有导出过。</p>
      ) : (
        <ul className="plain-list" aria-live="polite">
          {items.map((item) => (
            <li key={item.format}>
              <ExportItem item={item} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ExportItem({ item }: { readonly item: PresentedExport }) {
  const { format, status, findings, error, files } = item;
  return (
    <>
      <Tag color={STATUS_COLORS[status]}>{EXPORT_STATUSES[status]}</Tag> {EXPORT_FORMATS[format]}
      {files.map(({ part, address, fileName, size, sha256 }) => (
        <div key={part}>
          <a href={address} download={fileName}>
            {fileName}
          </a>{' '}
          <span className="figures">{formatFileSize(size)}</span>{' '}
          <span className="muted small digest">
            sha256 <code>{sha256}</code>
          </span>
        </div>
      ))}
      {error !== null && <p role="alert">{error}</p>}
      {findings.length > 0 && (
        <ul role="alert">
          {findings.map(({ place, message }) => (
            <li key={place}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
