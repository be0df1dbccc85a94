import {
  REGISTER_EXPORT_DAYS,
  REGISTER_EXPORT_STATUSES,
  timeInChina,
  type RegisterColumn,
  type RegisterExport,
} from '@gongkai/core';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ShareProgress } from '../ui/FileField.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import type { CaseFilters } from './register-filters.js';

const POLL_MS = 1500;
const FORMATS = ['xlsx', 'csv'] as const;

function ExportLine({ of }: { readonly of: RegisterExport }) {
  const { code } = usePlace();
  const { exportId, format, status, progress, cases, requestedAt, keptUntil } = of;
  const address = `/ledger-files/agencies/${encodeURIComponent(code)}/exports/${encodeURIComponent(exportId)}`;
  return (
    <li>
      {timeInChina(requestedAt)}{' '}
      {status === 'done' ? (
        <a href={address} download>
          下载 {format}，共 {cases} 件
        </a>
      ) : (
        `${format}：${REGISTER_EXPORT_STATUSES[status]}`
      )}
      {keptUntil !== null && <span className="muted small">（保留到 {timeInChina(keptUntil)}）</span>}
      {status === 'waiting' && progress !== null && (
        <ShareProgress label="正在导出" share={progress.total === 0 ? 0 : progress.done / progress.total} />
      )}
    </li>
  );
}

interface RegisterExportsProps {
  readonly filters: CaseFilters;
  readonly columns: readonly RegisterColumn[];
  /** Rows that are ticked: they alone can be exported. */
  readonly chosen: ReadonlySet<string>;
}

/** The register as files, as it is shown or of the ticked rows, written in the background and kept for some days. */
export function RegisterExports({ filters, columns, chosen }: RegisterExportsProps) {
  const { code } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const exports = useCall('listRegisterExports', { params: { code } });
  const { data, reload, put } = exports;
  const start = useAction(async (format: (typeof FORMATS)[number], caseIds: readonly string[]) => {
    const { after: _, ...shown } = filters;
    const wanted = caseIds.length === 0 ? shown : { sort: filters.sort, caseIds: caseIds.join(',') };
    const body = { format, columns: [...columns], filters: wanted };
    put(await call('startRegisterExport', { params: { code }, body }));
  });
  const items = data?.items ?? [];
  const isWaiting = items.some(({ status }) => status === 'waiting');
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>导出台账</summary>
      <p className="muted">
        按所显示的筛选、顺序和列导出，姓名遮盖。文件只有本人能下载，保留 {REGISTER_EXPORT_DAYS} 天。
      </p>
      <p>
        {FORMATS.map((format) => (
          <Button
            key={format}
            size="small"
            loading={start.isRunning}
            onClick={() => void start.run(format, [])}
          >
            全部导出 {format}
          </Button>
        ))}
        {FORMATS.map((format) => (
          <Button
            key={format}
            size="small"
            disabled={chosen.size === 0}
            loading={start.isRunning}
            onClick={() => void start.run(format, [...chosen])}
          >
            导出所选 {format}
          </Button>
        ))}
      </p>
      <ProblemNote error={start.error ?? exports.error} />
      <ul className="plain-list" aria-label="导出的文件" aria-live="polite">
        {items.map((item) => (
          <ExportLine key={item.exportId} of={item} />
        ))}
      </ul>
    </details>
  );
}
