import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';

/** Which applications a document goes back to (条例第四十四条): their numbers, and nothing of who applied. */
export function AskingCases({ documentId }: { readonly documentId: string }) {
  const place = usePlace();
  const { data } = useCall('listAskingCases', { params: { code: place.code, documentId } });
  if (data === null || data.caseIds.length === 0) return null;
  return (
    <section aria-labelledby="asking-title">
      <h2 id="asking-title">多人申请后公开</h2>
      <p>
        {data.caseIds.length} 件申请要过这项信息：
        {data.caseIds.map((caseId, index) => (
          <span key={caseId}>
            {index > 0 && '、'}
            <Link href={casePath(place, caseId)}>{caseId}</Link>
          </span>
        ))}
      </p>
    </section>
  );
}
