import { may, mayWithin, type Actor, type People, type Person } from '@gongkai/core';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { Page } from '../ui/Page.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Loading, Shown } from '../ui/states.js';
import { AccessPreview } from './AccessPreview.js';
import { AccountDialog } from './AccountDialog.js';
import { DelegationDialog, type Absentee } from './DelegationDialog.js';
import { DelegationTable } from './DelegationTable.js';
import { GrantDialog } from './GrantDialog.js';
import { OwnAccess } from './OwnAccess.js';
import { PeopleTable } from './PeopleTable.js';
import { PermissionMatrix } from './PermissionMatrix.js';
import { useMyAccess } from './use-my-access.js';

/** The accounts of an agency, their roles from day to day, who stands in for whom, and the matrix behind it. */
export function PeoplePage() {
  const { code } = usePlace();
  const actor = useMyAccess();
  if (actor === null) return <Loading what="您的权限" />;
  return (
    <Page title="人员与权限" lead="谁在本机关可以做什么，从哪天到哪天，由谁授予。">
      {mayWithin(actor, 'people.view', code) ? (
        <PeopleOfAgency code={code} actor={actor} />
      ) : (
        <OwnAccess code={code} actor={actor} />
      )}
      <section>
        <h2>角色与权限对照表</h2>
        <p className="muted">
          服务器就按这张表判断。系统管理员、安全管理员、审计员（三员）相互分离，也不办理业务；同一账号不能兼任。
        </p>
        <PermissionMatrix />
      </section>
    </Page>
  );
}

type Dialog =
  { readonly kind: 'account' | 'delegation' } | { readonly kind: 'grant'; readonly person: Person };

function PeopleOfAgency({ code, actor }: { readonly code: string; readonly actor: Actor }) {
  const people = useCall('listPeople', { params: { code } });
  const agency = useCall('getAgency', { params: { code } });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [showsPast, setShowsPast] = useState(false);
  const [round, setRound] = useState(0);
  const units = agency.data?.units ?? [];
  const unitNames = new Map(units.map((unit) => [unit.code, unit.name]));
  const changed = (): void => {
    setDialog(null);
    setRound((it) => it + 1);
    people.reload();
  };
  return (
    <Shown of={people} what="人员">
      {({ items, delegations }) => (
        <>
          <section>
            <div className="section-head">
              <h2>人员</h2>
              <span className="row-actions">
                <Checkbox checked={showsPast} onChange={({ target }) => setShowsPast(target.checked)}>
                  含已到期和已撤销的角色
                </Checkbox>
                {may(actor, 'people.manage', { agencyCode: code }) && (
                  <Button onClick={() => setDialog({ kind: 'account' })}>开立账号</Button>
                )}
              </span>
            </div>
            <PeopleTable
              caption="人员与角色"
              people={items}
              actor={actor}
              {...{ unitNames, showsPast }}
              onGrant={(person) => setDialog({ kind: 'grant', person })}
              onChanged={changed}
            />
          </section>
          <section>
            <div className="section-head">
              <h2>离岗代办</h2>
              {absenteesOf(actor, code, items).length > 0 && (
                <Button onClick={() => setDialog({ kind: 'delegation' })}>委托代办</Button>
              )}
            </div>
            <DelegationTable {...{ delegations, actor }} onChanged={changed} />
          </section>
          <section>
            <h2>某项权限今天由谁行使</h2>
            <AccessPreview {...{ code, unitNames, round }} />
          </section>
          <OpenDialog
            {...{ dialog, code, actor, items, units }}
            onClose={() => setDialog(null)}
            onDone={changed}
          />
        </>
      )}
    </Shown>
  );
}

function absenteesOf(actor: Actor, code: string, people: People['items']): Absentee[] {
  const mayForAll = may(actor, 'role.grant', { agencyCode: code });
  return people
    .filter(({ id, kind }) => (mayForAll || id === actor.id) && kind === 'staff')
    .map(({ id, displayName, grants }) => {
      const held = grants.filter(({ state, agencyCode }) => state === 'active' && agencyCode === code);
      return { id, name: displayName, roles: [...new Set(held.map(({ role }) => role))] };
    })
    .filter(({ roles }) => roles.length > 0);
}

interface OpenDialogProps {
  readonly dialog: Dialog | null;
  readonly code: string;
  readonly actor: Actor;
  readonly items: People['items'];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function OpenDialog({ dialog, code, actor, items, units, onClose, onDone }: OpenDialogProps) {
  const { today } = useWorkplace().status;
  if (dialog === null) return null;
  if (dialog.kind === 'account') return <AccountDialog agencyCode={code} {...{ onClose, onDone }} />;
  if (dialog.kind === 'grant') {
    return <GrantDialog person={dialog.person} agencyCode={code} {...{ units, today, onClose, onDone }} />;
  }
  const absentees = absenteesOf(actor, code, items);
  const colleagues = items
    .filter(({ kind, status, agencyCode }) => kind === 'staff' && status === 'active' && agencyCode === code)
    .map(({ id, displayName }) => ({ id, name: displayName }));
  return <DelegationDialog {...{ code, absentees, colleagues, today, onClose, onDone }} />;
}
