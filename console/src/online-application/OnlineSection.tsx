import { formatLocalDate, may, type CaseDetail, type OnlineApplication } from '@gongkai/core';
import { Button } from 'antd';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { useWorkplace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { OnlineFiles } from './OnlineFiles.js';

const ACT_LABELS = { supplement: '补正', withdrawn: '撤回', feePaid: '告知已缴费' } as const;

/** Both sides confirm that an application has arrived (条例第三十一条). */
function Confirmation(props: {
  readonly of: CaseDetail;
  readonly online: OnlineApplication;
  readonly onDone: (online: OnlineApplication) => void;
}) {
  const { of, online, onDone } = props;
  const { access } = useWorkplace();
  const confirm = useAction(async (isAgreedByContact: boolean) => {
    const params = { code: of.agencyCode, caseId: of.caseId };
    onDone(await call('confirmOnlineReceipt', { params, body: { isAgreedByContact } }));
  });
  const { applicantConfirmedOn, officeConfirmedOn } = online;
  const isAllowed = may(access, 'case.record', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  return (
    <div className="note">
      <p>
        申请人
        {applicantConfirmedOn === null
          ? '还没有在网上确认'
          : `已于${formatLocalDate(applicantConfirmedOn)}在网上确认`}
        ；本机关
        {officeConfirmedOn === null ? '还没有确认' : `已于${formatLocalDate(officeConfirmedOn)}确认`}
        。双方都确认之日为收到之日。
      </p>
      <p className="buttons">
        <Button
          type="primary"
          disabled={!isAllowed}
          loading={confirm.isRunning}
          onClick={() => void confirm.run(true)}
        >
          已与申请人联系，双方确认收到
        </Button>{' '}
        {officeConfirmedOn === null && (
          <Button disabled={!isAllowed || confirm.isRunning} onClick={() => void confirm.run(false)}>
            本机关确认，请申请人在网上确认
          </Button>
        )}
      </p>
      <ProblemNote error={confirm.error} />
    </div>
  );
}

/** What came with a case over the public pages: wish, help, companions, files, and what the applicant did since. */
export function OnlineSection({ of, onChange }: CaseSectionProps) {
  const params = { code: of.agencyCode, caseId: of.caseId };
  const found = useCall('getOnlineApplication', { params });
  const confirmed = async (online: OnlineApplication): Promise<void> => {
    found.put(online);
    onChange(await call('getCase', { params }));
  };
  return (
    <Shown of={found} what="网上申请">
      {(online) =>
        !online.isOnline ? (
          <p className="muted">这件申请不是从网上提交的。</p>
        ) : (
          <>
            {of.status === 'unconfirmed' && (
              <Confirmation of={of} online={online} onDone={(changed) => void confirmed(changed)} />
            )}
            <dl className="facts">
              {online.provision !== null && <Fact name="希望怎样得到" value={online.provision} />}
              {online.help !== null && <Fact name="需要的帮助" value={online.help} />}
              {online.companions.map(({ relation, name }, index) => (
                <Fact key={index} name={relation} value={name ?? ''} />
              ))}
              {online.acts.map(({ kind, on, text }, index) => (
                <Fact
                  key={`act-${index}`}
                  name={ACT_LABELS[kind]}
                  value={`${formatLocalDate(on)} ${text ?? ''}`}
                />
              ))}
            </dl>
            {online.files.length > 0 && <OnlineFiles files={online.files} />}
          </>
        )
      }
    </Shown>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
