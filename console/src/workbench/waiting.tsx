import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Instant } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

const SHOWN = 5;

/** Background jobs that failed for good, for whoever runs the system. */
export function FailedJobs() {
  const jobs = useCall('listFailedJobs', { query: { limit: SHOWN } });
  return (
    <section aria-labelledby="jobs-title">
      <h2 id="jobs-title">失败的后台任务</h2>
      <Shown of={jobs} what="后台任务">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">没有失败的任务。</p>
          ) : (
            <>
              <ul className="plain-list">
                {items.map(({ jobId, label, finishedAt }) => (
                  <li key={jobId}>
                    {label} {finishedAt !== null && <Instant at={finishedAt} />}
                  </li>
                ))}
              </ul>
              <Link href="/jobs">查明原因并重试</Link>
            </>
          )
        }
      </Shown>
    </section>
  );
}

/** Whether the chains of the audit are sealed and anchored, for auditors. */
export function ChainsWaiting() {
  const state = useCall('getAuditState', {});
  return (
    <section aria-labelledby="audit-title">
      <h2 id="audit-title">审计</h2>
      <Shown of={state} what="审计链">
        {({ chains, lastAnchor }) => (
          <p>
            {chains.length} 条链，待封存 {chains.reduce((sum, { waiting }) => sum + waiting, 0)} 条；
            {lastAnchor === null ? (
              '还没有导出过审计锚'
            ) : (
              <>
                最近的锚 <Instant at={lastAnchor.madeAt} />
              </>
            )}
            。<Link href="/audit">检索和核验</Link>
          </p>
        )}
      </Shown>
    </section>
  );
}

/** Files refused for a secrecy marking that nobody has looked into, for the secrecy reviewer. */
export function OpenIncidents() {
  const place = usePlace();
  const incidents = useCall('listSecrecyIncidents', { params: { code: place.code }, query: { limit: 50 } });
  return (
    <section aria-label="待处置的涉密标志事件">
      <h3>待处置的涉密标志事件</h3>
      <Shown of={incidents} what="涉密标志事件">
        {({ items }) => {
          const open = items.filter(({ status }) => status === 'open');
          if (open.length === 0) return <p className="muted">没有待处置的事件。</p>;
          return (
            <>
              <ul className="plain-list">
                {open.slice(0, SHOWN).map(({ incidentId, occurredAt, source }) => (
                  <li key={incidentId}>
                    <Instant at={occurredAt} /> {source}：文件带有涉密标志，未保存
                  </li>
                ))}
                {open.length > SHOWN && <li className="muted">共 {open.length} 件</li>}
              </ul>
              <Link href={pagePath(place, 'secrecyIncidents')}>查明并办结</Link>
            </>
          );
        }}
      </Shown>
    </section>
  );
}
