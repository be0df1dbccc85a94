import { LETTERS, type LetterQuery } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { letterPath, pagePath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

const SHOWN = 5;
const TITLES = { approval: '待审批的文书', seal: '待盖章的文书', service: '待送达的文书' } as const;
type Waiting = NonNullable<LetterQuery['waiting']>;

function Waiting({ waiting }: { readonly waiting: Waiting }) {
  const place = usePlace();
  const found = useCall('listLetters', {
    params: { code: place.code },
    query: { waiting, sort: 'createdAt', limit: SHOWN },
  });
  const title = TITLES[waiting];
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Shown of={found} what={title}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="muted">没有{title}。</p>
          ) : (
            <>
              <ul className="plain-list">
                {items.map(({ letterId, kind, documentNumber, caseId, rightsRequestId }) => (
                  <li key={letterId}>
                    <Link href={letterPath(place, letterId)}>
                      {LETTERS[kind]} {documentNumber ?? caseId ?? rightsRequestId}
                    </Link>
                  </li>
                ))}
              </ul>
              <Link href={pagePath(place, 'letters', { waiting })}>
                全部{total === null ? '' : ` ${total} 件`}
              </Link>
            </>
          )
        }
      </Shown>
    </section>
  );
}

/** Letters that wait for their approval, their seal or their service. */
export function WaitingLetters() {
  return (['approval', 'seal', 'service'] as const).map((waiting) => (
    <Waiting key={waiting} waiting={waiting} />
  ));
}
