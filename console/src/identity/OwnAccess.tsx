import { EVERY_AGENCY, type Actor, type MyAccess } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { DelegationDialog, type Absentee } from './DelegationDialog.js';
import { DelegationTable } from './DelegationTable.js';
import { roleInUnit } from './identity-words.js';

/** What one may do oneself, for those who do not see the others. */
export function OwnAccess({ code, actor }: { readonly code: string; readonly actor: Actor }) {
  const mine = useCall('getMyAccess', {});
  const [isDelegating, setDelegating] = useState(false);
  const { today } = useWorkplace().status;
  const changed = (): void => {
    setDelegating(false);
    mine.reload();
  };
  return (
    <Shown of={mine} what="您的角色">
      {(access) => {
        const absentees = ownRoles(access, code);
        return (
          <>
            <section>
              <h2>我的角色</h2>
              <OwnRoles code={code} access={access} />
            </section>
            <section>
              <div className="section-head">
                <h2>离岗代办</h2>
                {absentees.length > 0 && <Button onClick={() => setDelegating(true)}>委托代办</Button>}
              </div>
              <DelegationTable delegations={access.delegations} actor={actor} onChanged={changed} />
            </section>
            {isDelegating && (
              <DelegationDialog
                {...{ code, absentees, today }}
                colleagues={access.colleagues}
                onClose={() => setDelegating(false)}
                onDone={changed}
              />
            )}
          </>
        );
      }}
    </Shown>
  );
}

/** Oneself with the roles of one's own in the agency; what was lent cannot be passed on. */
function ownRoles({ id, name, grants }: MyAccess, code: string): Absentee[] {
  const own = grants.filter(({ agencyCode, onBehalfOf }) => agencyCode === code && onBehalfOf === null);
  return own.length === 0 ? [] : [{ id, name, roles: [...new Set(own.map(({ role }) => role))] }];
}

function OwnRoles({ code, access }: { readonly code: string; readonly access: MyAccess }) {
  const { agencies } = useWorkplace();
  const { data: agency } = useCall('getAgency', { params: { code } });
  const units = new Map(agency?.units.map((unit) => [unit.code, unit.name]));
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  if (access.grants.length === 0) {
    return (
      <Nothing title="您还没有角色">
        <p>请与本机关的安全管理员联系。</p>
      </Nothing>
    );
  }
  return (
    <DataTable
      caption="我的角色"
      rows={access.grants}
      keyOf={(it) => [it.role, it.unitCode, it.onBehalfOf, ...it.agencyCodes].join(' ')}
      columns={[
        {
          key: 'role',
          title: '角色',
          render: (it) => roleInUnit(it, whereOf(it) === code ? units : new Map()),
        },
        {
          key: 'agency',
          title: '机关',
          render: (it) =>
            it.agencyCode === EVERY_AGENCY ? '全平台' : (names.get(whereOf(it)) ?? whereOf(it)),
        },
        {
          key: 'for',
          title: '来源',
          render: (it) =>
            `${it.onBehalfOf === null ? '授予本人' : '代他人办理'}${whereOf(it) === it.agencyCode ? '' : '，机构改革承接'}`,
        },
      ]}
    />
  );
}

/** The agency in which a role acts: its own, or one of which only some units were taken over. */
function whereOf({ agencyCode, agencyCodes }: MyAccess['grants'][number]): string {
  return agencyCodes.includes(agencyCode) ? agencyCode : (agencyCodes[0] ?? agencyCode);
}
