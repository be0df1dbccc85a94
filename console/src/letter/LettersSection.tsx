import { LETTERS, may, type Letter } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { newLetterPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { letterColumns } from './letter-columns.js';
import { DRAFTED_LETTERS } from './letter-fields.js';

/** The letters of a case, those that its steps call for, and a new one. */
export function LettersSection({ of }: CaseSectionProps) {
  const place = usePlace();
  const { access } = useWorkplace();
  const mayDraft = may(access, 'letter.draft', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  const found = useCall('listLetters', {
    params: { code: place.code },
    query: { caseId: of.caseId, sort: 'createdAt', limit: 200 },
  });
  const called = DRAFTED_LETTERS.filter((letter) => of.letters.includes(letter));
  return (
    <>
      <Shown of={found} what="文书">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">还没有为这件申请拟过文书。</p>
          ) : (
            <DataTable
              caption="这件申请的文书"
              columns={letterColumns(place).map(({ sorts: _, ...column }) => column)}
              rows={items}
              keyOf={({ letterId }) => letterId}
            />
          )
        }
      </Shown>
      {called.length > 0 && (
        <p className="muted">
          按已经登记的环节需要：{called.map((letter: Letter) => LETTERS[letter]).join('、')}。
        </p>
      )}
      {mayDraft && (
        <Link
          className="button-link"
          href={newLetterPath(place, { caseId: of.caseId, rightsRequestId: null })}
        >
          拟写文书
        </Link>
      )}
    </>
  );
}
