import {
  INCIDENT_SOURCES,
  INCIDENT_RESULTS,
  SECRECY_MARKING_RULES,
  may,
  type SecrecyIncident,
} from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { CloseIncidentDialog } from './CloseIncidentDialog.js';

const PAGE_SIZE = 50;

/** By the first digits, whole on demand: whoever holds the file compares it. */
function Digest({ of }: { readonly of: SecrecyIncident }) {
  return (
    <details>
      <summary className="figures nowrap">{of.fileHash.slice(0, 12)}…</summary>
      <p className="small audit-details">内容 SHA-256：{of.fileHash}</p>
      <p className="small audit-details">文件名 SHA-256：{of.fileNameHash}</p>
    </details>
  );
}

function columnsOf(close: ((incident: SecrecyIncident) => void) | null) {
  return [
    {
      key: 'marking',
      title: '标志',
      render: ({ rule, level }: SecrecyIncident) =>
        `${SECRECY_MARKING_RULES[rule].label}${level === null ? '' : `（${level}）`}`,
    },
    {
      key: 'time',
      title: '发现于',
      render: ({ occurredAt }: SecrecyIncident) => <Instant at={occurredAt} />,
    },
    {
      key: 'source',
      title: '上传用途',
      render: ({ source }: SecrecyIncident) => INCIDENT_SOURCES[source] ?? source,
    },
    {
      key: 'actor',
      title: '上传人',
      render: ({ actorId, actorName }: SecrecyIncident) => actorName ?? actorId,
    },
    {
      key: 'status',
      title: '处置',
      render: (incident: SecrecyIncident) => {
        const { status, result, closedAt } = incident;
        if (result !== null) {
          return (
            <>
              {INCIDENT_RESULTS[result]}
              {closedAt !== null && (
                <span className="muted">
                  ，办结于 <Instant at={closedAt} />
                </span>
              )}
            </>
          );
        }
        return (
          <span className="nowrap">
            <Tag color="warning">待处置</Tag>{' '}
            {close !== null && status === 'open' && (
              <Button size="small" data-row-link onClick={() => close(incident)}>
                办结
              </Button>
            )}
          </span>
        );
      },
    },
    { key: 'file', title: '文件摘要值', render: (incident: SecrecyIncident) => <Digest of={incident} /> },
  ];
}

/** Files that were refused for their secrecy marking, and what the secrecy reviewer found. Nothing of what they say is kept. */
export function SecrecyIncidentsPage() {
  const { code } = usePlace();
  const { access } = useWorkplace();
  const [search, setSearch] = useSearchParams();
  const [closing, setClosing] = useState<SecrecyIncident | null>(null);
  const after = search.get('after');
  const page = useCall('listSecrecyIncidents', {
    params: { code },
    query: { limit: PAGE_SIZE, ...(after === null ? {} : { after }) },
  });
  const mayHandle = may(access, 'secrecyIncident.handle', { agencyCode: code });
  return (
    <Page
      title="涉密标志事件"
      lead="带有涉密标志的文件一律拒收，不保存内容。请联系上传人核实、按保密规定处理，再登记处置结果。"
    >
      <Shown of={page} what="涉密标志事件">
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing title="没有涉密标志事件">
              <p>有文件因涉密标志被拒收时，会列在这里。</p>
            </Nothing>
          ) : (
            <>
              <DataTable
                caption="涉密标志事件"
                columns={columnsOf(mayHandle ? setClosing : null)}
                rows={items}
                keyOf={({ incidentId }) => incidentId}
              />
              <Pager
                isFirst={after === null}
                next={next}
                onFirst={() => setSearch({})}
                onNext={(after) => setSearch({ after })}
              />
            </>
          )
        }
      </Shown>
      {closing !== null && (
        <CloseIncidentDialog
          incident={closing}
          onClose={() => setClosing(null)}
          onDone={() => {
            setClosing(null);
            page.reload();
          }}
        />
      )}
    </Page>
  );
}
