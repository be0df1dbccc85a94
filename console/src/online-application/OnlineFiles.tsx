import type { RightsRequest } from '@gongkai/core';
import { usePlace } from '../ui/place.js';

type OnlineFile = Omit<RightsRequest['files'][number], 'label'> & { readonly label?: string };

/** Files that came over the public pages, each to be fetched; the fetching is on record. */
export function OnlineFiles({ files }: { readonly files: readonly OnlineFile[] }) {
  const { code } = usePlace();
  return (
    <ul className="plain-list small">
      {files.map(({ fileId, fileName, size, label }) => (
        <li key={fileId}>
          <a href={`/online-files/agencies/${encodeURIComponent(code)}/${encodeURIComponent(fileId)}`}>
            {label === undefined ? fileName : `${label}：${fileName}`}
          </a>
          <span className="muted">（{Math.max(1, Math.round(size / 1000))} KB）</span>
        </li>
      ))}
    </ul>
  );
}
