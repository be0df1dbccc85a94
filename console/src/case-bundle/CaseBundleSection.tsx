import {
  ARCHIVE_RETENTIONS,
  BUNDLE_KINDS,
  BUNDLE_STATUSES,
  type CaseBundle,
  timeInChina,
} from '@gongkai/core';
import { Button } from 'antd';
import { useEffect } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { Day } from '../ui/Day.js';
import { ShareProgress } from '../ui/FileField.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';

const POLL_MS = 1000;

function BundleLine({ of, address }: { readonly of: CaseBundle; readonly address: string }) {
  const { kind, status, progress, pages, volumes, apart, requestedAt } = of;
  const asked = timeInChina(requestedAt);
  return (
    <li>
      {BUNDLE_KINDS[kind]}（{asked}）：
      {status === 'done'
        ? volumes.map((own, index) => (
            <a key={index} href={`${address}?volume=${index + 1}`} download className="block">
              {volumes.length === 1
                ? `下载 PDF，共 ${pages} 页`
                : `下载第 ${index + 1} 卷，${own} 页（共 ${volumes.length} 卷 ${pages} 页）`}
            </a>
          ))
        : BUNDLE_STATUSES[status]}
      {status === 'waiting' && progress !== null && (
        <ShareProgress label="正在合成" share={progress.total === 0 ? 0 : progress.done / progress.total} />
      )}
      {apart.map(({ name, reason }) => (
        <span key={name} className="muted small block">
          另附：{name}（{reason}）
        </span>
      ))}
    </li>
  );
}

/** Everything of the case in one file, for a reconsideration or a court, and its place in the archive. */
export function CaseBundleSection({ of }: CaseSectionProps) {
  const { code } = usePlace();
  const mayBundle = useMay('case.bundle');
  const mayArchive = useMay('case.archive');
  const params = { code, caseId: of.caseId };
  const found = useCall('listCaseBundles', mayBundle ? { params } : null);
  const isWaiting = found.data?.items.some(({ status }) => status === 'waiting') === true;
  const { reload, put } = found;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
  const make = useAction(async () => put(await call('makeCaseBundle', { params })));
  const archive = useAction(async () => put(await call('archiveCase', { params })));
  if (!mayBundle) return <p className="muted">案卷由公开机构和法制机构调取，您在这里看不到。</p>;
  const isClosed = of.closedOn !== null && of.status !== 'redeciding';
  const base = `/case-bundle-files/agencies/${encodeURIComponent(code)}/cases/${encodeURIComponent(of.caseId)}`;
  return (
    <>
      <p className="muted">
        申请人提交的材料和扫描件、文书、证明、检索和联系记录、复议诉讼材料、期限推导和留痕合成带卷内目录和页码的
        PDF；超过每卷页数的分卷。
      </p>
      <Shown of={found} what="案卷">
        {({ items, archive: archived }) => (
          <>
            {archived !== null && (
              <p>
                已归档：
                <Day on={archived.archivedOn} />
                ，保管期限{ARCHIVE_RETENTIONS[archived.retention]}。
              </p>
            )}
            <ul className="plain-list">
              {items.map((bundle) => (
                <BundleLine key={bundle.bundleId} of={bundle} address={`${base}/${bundle.bundleId}`} />
              ))}
            </ul>
          </>
        )}
      </Shown>
      <Button size="small" loading={make.isRunning} onClick={() => void make.run()}>
        合成案卷
      </Button>
      {mayArchive && isClosed && (
        <Button size="small" loading={archive.isRunning} onClick={() => void archive.run()}>
          归档
        </Button>
      )}
      <ProblemNote error={make.error ?? archive.error} />
    </>
  );
}
