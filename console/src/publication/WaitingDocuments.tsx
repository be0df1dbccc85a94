import { DOCUMENT_KINDS, REVIEW_STEPS } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { documentPath, pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

const SHOWN = 5;

/** Documents whose next step is one's own to take, the one due first at the top. */
export function WaitingDocuments() {
  const place = usePlace();
  const found = useCall('listDocuments', {
    params: { code: place.code },
    query: { waitsForMe: true, sort: 'dueOn', limit: SHOWN },
  });
  return (
    <section aria-label="等您审核的文稿">
      <h3>等您审核的文稿</h3>
      <Shown of={found} what="文稿">
        {({ items, next }) =>
          items.length === 0 ? (
            <p className="muted">没有等您审核的文稿。</p>
          ) : (
            <>
              <ul className="plain-list">
                {items.map(({ documentId, title, kind, step, dueOn }) => (
                  <li key={documentId}>
                    <Link href={documentPath(place, documentId)}>{title}</Link>{' '}
                    <span className="muted">
                      {DOCUMENT_KINDS[kind].label}
                      {step !== null && `，${REVIEW_STEPS[step].label}`}
                      {dueOn !== null && (
                        <>
                          ，公开期限 <Day on={dueOn} />
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
              {next !== null && (
                <Link href={pagePath(place, 'documents', { waitsForMe: 'true', sort: 'dueOn' })}>全部</Link>
              )}
            </>
          )
        }
      </Shown>
    </section>
  );
}
