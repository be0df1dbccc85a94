import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

/** How many links of what is published lead nowhere, for those who write. */
export function BrokenLinks() {
  const place = usePlace();
  const found = useCall('listPublishedLinks', {
    params: { code: place.code },
    query: { state: 'broken', limit: 1 },
  });
  return (
    <section aria-label="失效链接">
      <h3>失效链接</h3>
      <Shown of={found} what="失效链接">
        {({ broken, failing }) =>
          broken + failing === 0 ? (
            <p className="muted">已公开的信息里没有发现打不开的链接。</p>
          ) : (
            <p>
              <Link href={pagePath(place, 'publishedLinks')}>
                失效{broken}处{failing > 0 && `，等待复查${failing}处`}
              </Link>
            </p>
          )
        }
      </Shown>
    </section>
  );
}
