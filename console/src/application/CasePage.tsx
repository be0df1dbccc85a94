import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import type { CaseSectionProps } from './case-section.js';
import { CASE_SECTIONS } from './case-sections.js';
import { CaseHead } from './CaseHead.js';

function countOf(count: number | undefined): string {
  return count === undefined || count === 0 ? '' : `（${count}）`;
}

function CaseBody(props: CaseSectionProps) {
  const { of } = props;
  return (
    <>
      <CaseHead of={of} onChange={props.onChange} />
      <div className="case-parts">
        <nav aria-label="本页各部分" className="case-nav">
          <ul className="plain-list">
            {CASE_SECTIONS.map(({ id, title, count }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  {title}
                  {countOf(count?.(of))}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {CASE_SECTIONS.map(({ id, title, Body, count }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`} className="case-part">
              <h2 id={`${id}-title`} tabIndex={-1}>
                {title}
                {countOf(count?.(of))}
              </h2>
              <Body {...props} />
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

/** One application: its head, what happened, what can be done next, and what follows from it. */
export function CasePage({ caseId }: { readonly caseId: string }) {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('getCase', { params: { code: place.code, caseId } });
  return (
    <Page
      title={`申请 ${caseId}`}
      lead={agency?.name ?? place.code}
      actions={<Link href={pagePath(place, 'register')}>回到申请台账</Link>}
    >
      <Shown of={found} what="申请">
        {(of) => <CaseBody of={of} onChange={found.put} />}
      </Shown>
    </Page>
  );
}
