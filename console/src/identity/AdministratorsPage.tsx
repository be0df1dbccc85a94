import {
  isAdministratorRole,
  may,
  parseLocalDate,
  ROLES,
  vacantDuties,
  type LocalDate,
  type Person,
} from '@gongkai/core';
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { Page } from '../ui/Page.js';
import { useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { AccountDialog } from './AccountDialog.js';
import { GrantDialog } from './GrantDialog.js';
import { PeopleTable } from './PeopleTable.js';

/** Those who run, secure and watch the whole platform: opening their accounts, inviting them, granting their roles. */
export function AdministratorsPage() {
  const { access: actor, status } = useWorkplace();
  const { today } = status;
  const administrators = useCall('listAdministrators', {});
  const [isOpening, setOpening] = useState(false);
  const [granting, setGranting] = useState<Person | null>(null);
  const [showsPast, setShowsPast] = useState(false);
  const changed = (): void => {
    setOpening(false);
    setGranting(null);
    administrators.reload();
  };
  return (
    <Page
      title="三员"
      lead="平台的系统管理员、安全管理员和审计员：相互分离，不办理业务；每一种至少保留一名。"
      actions={
        may(actor, 'people.manage', { agencyCode: null }) && (
          <Button onClick={() => setOpening(true)}>开立账号</Button>
        )
      }
    >
      <p>
        <Checkbox checked={showsPast} onChange={({ target }) => setShowsPast(target.checked)}>
          含已到期和已撤销的角色
        </Checkbox>
      </p>
      <Shown of={administrators} what="三员">
        {({ items }) => (
          <>
            <VacantDuties people={items} today={parseLocalDate(today)} />
            <PeopleTable
              caption="系统管理员、安全管理员和审计员"
              people={items}
              unitNames={new Map()}
              {...{ actor, showsPast }}
              onGrant={setGranting}
              onChanged={changed}
            />
          </>
        )}
      </Shown>
      {isOpening && <AccountDialog agencyCode={null} onClose={() => setOpening(false)} onDone={changed} />}
      {granting !== null && (
        <GrantDialog
          person={granting}
          agencyCode={null}
          units={[]}
          today={today}
          onClose={() => setGranting(null)}
          onDone={changed}
        />
      )}
    </Page>
  );
}

/** Says which of the three duties nobody will hold after a day, before it is too late to grant it. */
function VacantDuties({ people, today }: { readonly people: readonly Person[]; readonly today: LocalDate }) {
  const terms = people
    .filter(({ status }) => status === 'active')
    .flatMap(({ grants }) => grants)
    .flatMap(({ role, agencyCode, fromOn, untilOn, state }) =>
      agencyCode === null && isAdministratorRole(role) && (state === 'active' || state === 'future')
        ? [{ role, fromOn, untilOn }]
        : [],
    );
  const vacant = vacantDuties(terms, today);
  if (vacant.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title="三员将无人担任"
      description={
        <ul className="plain-list">
          {vacant.map(({ role, heldUntil }) => (
            <li key={role}>
              {heldUntil === null
                ? `现在没有人担任${ROLES[role]}。`
                : `${heldUntil} 以后没有人担任${ROLES[role]}：担任的人都有截止日期。`}
              请让一人长期担任（不填截止日期），否则到时谁也不能再授予。
            </li>
          ))}
        </ul>
      }
    />
  );
}
