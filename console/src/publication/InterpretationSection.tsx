import { DOCUMENT_STATUSES, INTERPRETATION_FORMS, type DocumentDetail } from '@gongkai/core';
import { Link } from 'wouter';
import { documentPath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';

/** What explains a policy, how far each has come, and what of 1+2+X is not on the portal. */
export function InterpretationSection({
  of,
}: {
  readonly of: NonNullable<DocumentDetail['interpretations']>;
}) {
  const place = usePlace();
  return (
    <>
      <p className="figures">
        已公开核心解读{of.core}种（应有2种），其他形式{of.other}件。
        {of.missing.length > 0 && (
          <strong> 还没有：{of.missing.map((form) => INTERPRETATION_FORMS[form].label).join('、')}。</strong>
        )}
      </p>
      {of.items.length === 0 ? (
        <p className="muted">还没有解读。起草文稿时种类选“政策解读”，在“解读的文件”里选这份文稿。</p>
      ) : (
        <ul className="plain-list">
          {of.items.map(({ documentId, title, form, status }) => (
            <li key={documentId}>
              {form === null ? '' : `${INTERPRETATION_FORMS[form].label}：`}
              <Link href={documentPath(place, documentId)}>{title}</Link>
              <span className="muted">（{DOCUMENT_STATUSES[status]}）</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
