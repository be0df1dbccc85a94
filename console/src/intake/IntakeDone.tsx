import { needsConfirmation, type Channel } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath, pagePath, rightsRequestPath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { deskPaper, rightsReceipt } from './desk-files.js';
import type { Became } from './use-intake-draft.js';

/** One registered case with the day that counts and the papers to print. */
function DoneCase({ caseId, channel }: { readonly caseId: string; readonly channel: Channel }) {
  const place = usePlace();
  const { data, error } = useCall('getCase', { params: { code: place.code, caseId } });
  return (
    <li>
      <Link href={casePath(place, caseId)} className="figures">
        {caseId}
      </Link>
      {data !== null &&
        (data.receivedOn === null ? (
          <>：等待双方确认，还没有收到之日</>
        ) : (
          <>
            ：收到之日 <Day on={data.receivedOn} />
            ，答复期限 <Day on={data.dueOn} />
          </>
        ))}
      <br />
      登记回执：<a href={deskPaper(place.code, caseId, 'receipt', 'pdf')}>PDF</a>{' '}
      <a href={deskPaper(place.code, caseId, 'receipt', 'docx')}>Word</a>
      {channel === 'oral' && (
        <>
          {' '}
          口头申请记录：<a href={deskPaper(place.code, caseId, 'oral-record', 'pdf')}>PDF</a>{' '}
          <a href={deskPaper(place.code, caseId, 'oral-record', 'docx')}>Word</a>
        </>
      )}
      <ProblemNote error={error} />
    </li>
  );
}

/** The number of a demand or a suggestion, for whoever handles it with its page and the paper for the person. */
function DoneRights({ requestId }: { readonly requestId: string }) {
  const place = usePlace();
  const mayView = useMay('rightsRequest.view');
  if (!mayView) return <p role="status">登记为 {requestId}，已提醒公开机构办理。</p>;
  return (
    <>
      <p role="status">
        登记为{' '}
        <Link href={rightsRequestPath(place, requestId)} className="figures">
          {requestId}
        </Link>
      </p>
      <p>
        登记回执：<a href={rightsReceipt(place.code, requestId, 'pdf')}>PDF</a>{' '}
        <a href={rightsReceipt(place.code, requestId, 'docx')}>Word</a>
      </p>
    </>
  );
}

/** What became of the form, the papers for the applicant, and what is to be done next. */
export function IntakeDone({ caseIds, rightsRequestId, channel }: Became & { readonly channel: Channel }) {
  const place = usePlace();
  const agency = useAgency();
  return (
    <Page title="登记完成" lead={agency?.name ?? place.code}>
      {rightsRequestId === null ? (
        <>
          <p role="status">登记了 {caseIds.length} 件申请：</p>
          <ul className="plain-list">
            {caseIds.map((caseId) => (
              <DoneCase key={caseId} caseId={caseId} channel={channel} />
            ))}
          </ul>
        </>
      ) : (
        <DoneRights requestId={rightsRequestId} />
      )}
      {rightsRequestId === null && needsConfirmation(channel) && (
        <p className="note">
          没有确认的，请当日继续联系申请人，在申请页面的“联系记录”登记；也列在
          <Link href={pagePath(place, 'unconfirmed')}>待确认收到</Link>。
        </p>
      )}
      <p className="done-actions">
        <a className="button-link" href={`/console${pagePath(place, 'newCase')}`}>
          再登记一件
        </a>{' '}
        {rightsRequestId === null ? (
          <Link href={pagePath(place, 'register')}>申请台账</Link>
        ) : (
          <Link href={pagePath(place, 'rightsRequests')}>更正要求与公开建议</Link>
        )}
      </p>
    </Page>
  );
}
