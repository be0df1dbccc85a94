import { AUDIT_KINDS, AUDIT_OUTCOMES } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { Instant } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { actorWords } from './audit-words.js';

const MOST_SHOWN = 50;

function TraceLines({ caseId }: { readonly caseId: string }) {
  const { code } = usePlace();
  const trace = useCall('listCaseTrace', { params: { code, caseId }, query: { limit: MOST_SHOWN } });
  return (
    <Shown of={trace} what="留痕">
      {({ items, next }) => (
        <>
          {items.length === 0 && <p className="muted">还没有留痕。从旧系统带来的申请，留痕自导入之后起。</p>}
          <ul className="plain-list">
            {items.map((it) => (
              <li key={`${it.occurredAt} ${it.kind} ${it.seq ?? ''}`}>
                <Instant at={it.occurredAt} /> {actorWords(it)} {AUDIT_KINDS[it.kind].label}
                {it.outcome !== 'done' && `（${AUDIT_OUTCOMES[it.outcome]}）`}
                {typeof it.details.seq === 'number' && (
                  <span className="muted">，第 {it.details.seq} 号记录</span>
                )}
              </li>
            ))}
          </ul>
          {next !== null && <p className="muted">只列最近 {MOST_SHOWN} 条，更早的请审计员检索。</p>}
        </>
      )}
    </Shown>
  );
}

/** What was done with a case, by whom and when. Asking for it is itself recorded, so it is asked for by a button. */
export function CaseTrace({ caseId }: { readonly caseId: string }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <TraceLines caseId={caseId} />;
  return (
    <>
      <p className="muted">谁在什么时候登记、记录、更正了什么；不能修改，查看也会记录在案。</p>
      <Button onClick={() => setOpen(true)}>查看留痕</Button>
    </>
  );
}
