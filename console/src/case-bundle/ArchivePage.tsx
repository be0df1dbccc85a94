import { ARCHIVE_RETENTIONS, type ArchiveRetention, type ArchiveSetting } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

const VOLUME_PAGES = [50, 100, 150, 200, 300, 500];

function volumeChoices(present: number) {
  const pages = [...new Set([...VOLUME_PAGES, present])].sort((one, other) => one - other);
  return pages.map((most) => ({ value: String(most), label: `${most} 页` }));
}

/** Closed cases that are still to be archived, and for how long the agency keeps them. */
export function ArchivePage() {
  const place = usePlace();
  const agency = useAgency();
  const [after, setAfter] = useState<string | undefined>(undefined);
  const { code } = place;
  const page = useCall('listCasesToArchive', { params: { code }, query: { after, limit: 50 } });
  const archive = useAction(async (caseId: string) => {
    await call('archiveCase', { params: { code, caseId } });
    page.reload();
  });
  const keep = useAction(async (setting: ArchiveSetting) => {
    await call('setArchiveRetention', { params: { code }, body: setting });
    page.reload();
  });
  return (
    <Page title="待归档" lead={agency?.name ?? code}>
      <Shown of={page} what="待归档的申请">
        {({ items, next, retention, volumePages }) => (
          <>
            <ChoiceField
              label="保管期限（按本机关归档范围和保管期限表）"
              value={retention}
              options={optionsOf(ARCHIVE_RETENTIONS)}
              onChange={(value) => void keep.run({ retention: value as ArchiveRetention, volumePages })}
            />
            <ChoiceField
              label="每卷最多页数（超过的分卷，各卷有卷内目录）"
              value={String(volumePages)}
              options={volumeChoices(volumePages)}
              onChange={(value) => void keep.run({ retention, volumePages: Number(value) })}
            />
            {items.length === 0 ? (
              <Nothing title="没有待归档的申请">
                <p>已办结的申请都已归档（条例第四十五条）。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="待归档的申请"
                rows={items}
                keyOf={({ caseId }) => caseId}
                columns={[
                  {
                    key: 'caseId',
                    title: '编号',
                    render: ({ caseId }) => <Link href={casePath(place, caseId)}>{caseId}</Link>,
                  },
                  { key: 'closedOn', title: '办结', render: ({ closedOn }) => <Day on={closedOn} /> },
                  {
                    key: 'archive',
                    title: '归档',
                    render: ({ caseId }) => (
                      <Button
                        size="small"
                        aria-label={`归档 ${caseId}`}
                        disabled={archive.isRunning}
                        onClick={() => void archive.run(caseId)}
                      >
                        归档
                      </Button>
                    ),
                  },
                ]}
              />
            )}
            <Pager
              isFirst={after === undefined}
              next={next}
              onFirst={() => setAfter(undefined)}
              onNext={setAfter}
            />
          </>
        )}
      </Shown>
      <ProblemNote error={archive.error ?? keep.error} />
    </Page>
  );
}
