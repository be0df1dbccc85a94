import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { remedyPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { remedyColumns } from './remedy-columns.js';
import { RemedyDialog } from './RemedyDialog.js';

/** What was sought against the answer of a case. */
export function CaseRemedySection({ of }: CaseSectionProps) {
  const place = usePlace();
  const [, navigate] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const mayView = useMay('remedy.view');
  const mayRecord = useMay('remedy.record');
  const found = useCall(
    'listRemedies',
    mayView ? { params: { code: place.code }, query: { caseId: of.caseId, limit: 200 } } : null,
  );
  if (!mayView) return <p className="muted">复议和诉讼由公开机构和法制机构登记，您在这里看不到。</p>;
  return (
    <>
      <Shown of={found} what="复议诉讼">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">没有登记对这件申请提起的复议或者诉讼。</p>
          ) : (
            <DataTable
              caption="对这件申请提起的复议和诉讼"
              columns={remedyColumns(place).map(({ sorts: _, ...column }) => column)}
              rows={items}
              keyOf={({ remedyId }) => remedyId}
            />
          )
        }
      </Shown>
      {mayRecord && (
        <Button size="small" onClick={() => setAdding(true)}>
          登记复议诉讼
        </Button>
      )}
      {isAdding && (
        <RemedyDialog
          of={null}
          caseId={of.caseId}
          onClose={() => setAdding(false)}
          onDone={({ remedyId }) => navigate(remedyPath(place, remedyId))}
        />
      )}
    </>
  );
}
