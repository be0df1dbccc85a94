import { ACCOUNT_KINDS, ACCOUNT_STATUSES, TERM_STATES, may, type Actor, type Person } from '@gongkai/core';
import { Button, Popconfirm, Tag } from 'antd';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { EndSessionsButton } from '../sign-in/EndSessionsButton.js';
import { IdentityButton } from '../sign-in/IdentityButton.js';
import { InvitationButton } from '../sign-in/InvitationButton.js';
import { DataTable } from '../ui/DataTable.js';
import { ProblemNote } from '../ui/states.js';
import { roleInUnit, STATE_COLORS, termText } from './identity-words.js';

interface PeopleTableProps {
  readonly caption: string;
  readonly people: readonly Person[];
  readonly unitNames: ReadonlyMap<string, string>;
  readonly actor: Actor | null;
  /** Ended and revoked roles as well. */
  readonly showsPast: boolean;
  readonly onGrant: (person: Person) => void;
  readonly onChanged: () => void;
}

/** Accounts with their roles from day to day, and what the viewer may change of them. */
export function PeopleTable(props: PeopleTableProps) {
  const { caption, people, unitNames, actor, showsPast, onGrant, onChanged } = props;
  const revoke = useAction(async (accountId: string, grantId: string) => {
    await call('revokeRole', { params: { accountId, grantId } });
    onChanged();
  });
  const setStatus = useAction(async ({ id, status }: Person) => {
    const next = status === 'active' ? 'disabled' : 'active';
    await call('setAccountStatus', { params: { accountId: id }, body: { status: next } });
    onChanged();
  });
  const mayGrant = ({ id }: Person, agencyCode: string | null): boolean =>
    id !== actor?.id && may(actor, 'role.grant', { agencyCode });
  const grantsOf = ({ grants }: Person) =>
    grants.filter(({ state }) => showsPast || state === 'active' || state === 'future');
  return (
    <>
      <ProblemNote error={revoke.error} />
      <ProblemNote error={setStatus.error} />
      <DataTable
        caption={caption}
        rows={people}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: '姓名',
            render: ({ displayName, loginName }) => (
              <>
                {displayName}
                <br />
                <span className="muted">{loginName}</span>
              </>
            ),
          },
          { key: 'kind', title: '类别', render: ({ kind }) => ACCOUNT_KINDS[kind] },
          {
            key: 'status',
            title: '账号',
            render: ({ status }) => (
              <Tag color={status === 'active' ? 'success' : 'default'}>{ACCOUNT_STATUSES[status]}</Tag>
            ),
          },
          {
            key: 'roles',
            title: '角色与期限',
            render: (person) => (
              <ul className="plain-list">
                {grantsOf(person).map((grant) => (
                  <li key={grant.id}>
                    {roleInUnit(grant, unitNames)}{' '}
                    <span className="figures nowrap muted">{termText(grant)}</span>{' '}
                    <Tag color={STATE_COLORS[grant.state]}>{TERM_STATES[grant.state]}</Tag>
                    {(grant.state === 'active' || grant.state === 'future') &&
                      mayGrant(person, grant.agencyCode) && (
                        <Popconfirm
                          title={`立即撤销“${person.displayName}”的这项角色？`}
                          okText="撤销"
                          onConfirm={() => void revoke.run(person.id, grant.id)}
                        >
                          <Button size="small" type="link" danger disabled={revoke.isRunning}>
                            撤销
                          </Button>
                        </Popconfirm>
                      )}
                  </li>
                ))}
                {grantsOf(person).length === 0 && <li className="muted">没有角色</li>}
              </ul>
            ),
          },
          {
            key: 'actions',
            title: '办理',
            render: (person) => (
              <span className="row-actions">
                {person.status === 'active' && mayGrant(person, person.agencyCode) && (
                  <Button size="small" onClick={() => onGrant(person)}>
                    授予角色
                  </Button>
                )}
                {person.id !== actor?.id &&
                  may(actor, 'people.manage', { agencyCode: person.agencyCode }) && (
                    <Popconfirm
                      title={
                        person.status === 'active'
                          ? `停用“${person.displayName}”的账号？此人的登录立即失效。`
                          : `重新启用“${person.displayName}”的账号？`
                      }
                      onConfirm={() => void setStatus.run(person)}
                    >
                      <Button size="small" disabled={setStatus.isRunning}>
                        {person.status === 'active' ? '停用' : '启用'}
                      </Button>
                    </Popconfirm>
                  )}
                {person.status === 'active' &&
                  may(actor, 'people.manage', { agencyCode: person.agencyCode }) && (
                    <>
                      <InvitationButton person={person} />
                      <IdentityButton person={person} />
                    </>
                  )}
                {person.status === 'active' &&
                  may(actor, 'session.endOthers', { agencyCode: person.agencyCode }) && (
                    <EndSessionsButton person={person} />
                  )}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
