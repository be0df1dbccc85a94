import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

/** What is to be looked at again in what is public, for those who write: links that lead nowhere, words and numbers found since. */
export function PublishedToLookAt() {
  const place = usePlace();
  const params = { code: place.code };
  const links = useCall('listPublishedLinks', { params, query: { state: 'broken', limit: 1 } });
  const findings = useCall('listPublishedFindings', { params, query: { limit: 1 } });
  return (
    <section aria-label="已公开信息的复查">
      <h3>已公开信息的复查</h3>
      <Shown of={links} what="失效链接">
        {({ broken, failing }) =>
          broken + failing === 0 ? (
            <p className="muted">没有发现打不开的链接。</p>
          ) : (
            <p>
              <Link href={pagePath(place, 'publishedLinks')}>
                失效链接{broken}处{failing > 0 && `，等待复查${failing}处`}
              </Link>
            </p>
          )
        }
      </Shown>
      <Shown of={findings} what="复查结果">
        {({ open }) =>
          open === 0 ? (
            <p className="muted">没有待核对的复查结果。</p>
          ) : (
            <p>
              <Link href={pagePath(place, 'publishedFindings')}>待核对的复查结果{open}处</Link>
            </p>
          )
        }
      </Shown>
    </section>
  );
}
