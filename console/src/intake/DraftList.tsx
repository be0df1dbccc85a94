import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Instant } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';

/** Forms that one began and did not register. */
export function DraftList({ current }: { readonly current: string }) {
  const place = usePlace();
  const { data } = useCall('listIntakeDrafts', { params: { code: place.code } });
  const others = (data?.items ?? []).filter(({ draftId }) => draftId !== current);
  if (others.length === 0) return null;
  return (
    <div className="note">
      <p>还有没有登记完的收件：</p>
      <ul className="plain-list">
        {others.map(({ draftId, savedAt }) => (
          <li key={draftId}>
            <a href={`/console${pagePath(place, 'newCase', { draft: draftId })}`}>
              <Instant at={savedAt} /> 保存的草稿
            </a>
          </li>
        ))}
      </ul>
      <p className="hint">七天后自动删除。</p>
    </div>
  );
}
