import { ROLES, TERM_STATES, may, type Actor, type Delegation } from '@gongkai/core';
import { Button, Popconfirm, Tag } from 'antd';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { DataTable } from '../ui/DataTable.js';
import { Nothing, ProblemNote } from '../ui/states.js';
import { STATE_COLORS, termText } from './identity-words.js';

interface DelegationTableProps {
  readonly delegations: readonly Delegation[];
  readonly actor: Actor | null;
  readonly onChanged: () => void;
}

/** Who stands in for whom, until when and in what. */
export function DelegationTable({ delegations, actor, onChanged }: DelegationTableProps) {
  const end = useAction(async ({ id, agencyCode }: Delegation) => {
    await call('endDelegation', { params: { code: agencyCode, delegationId: id } });
    onChanged();
  });
  if (delegations.length === 0) {
    return (
      <Nothing title="没有代办">
        <p>有人离岗时，可以把自己的角色委托给本机关同事，到期自动结束。</p>
      </Nothing>
    );
  }
  const mayEnd = ({ from, to, agencyCode, state }: Delegation): boolean =>
    (state === 'active' || state === 'future') &&
    (actor?.id === from.id || actor?.id === to.id || may(actor, 'role.grant', { agencyCode }));
  return (
    <>
      <ProblemNote error={end.error} />
      <DataTable
        caption="代办"
        rows={delegations}
        keyOf={({ id }) => id}
        columns={[
          { key: 'from', title: '离岗人', render: ({ from }) => from.name },
          { key: 'to', title: '代办人', render: ({ to }) => to.name },
          {
            key: 'roles',
            title: '委托的角色',
            render: ({ roles }) => roles.map((role) => ROLES[role]).join('、'),
          },
          { key: 'reason', title: '事由', render: ({ reason }) => reason },
          {
            key: 'term',
            title: '期限',
            render: (it) => <span className="figures nowrap">{termText(it)}</span>,
          },
          {
            key: 'state',
            title: '情况',
            render: ({ state }) => <Tag color={STATE_COLORS[state]}>{TERM_STATES[state]}</Tag>,
          },
          {
            key: 'actions',
            title: '办理',
            render: (it) =>
              mayEnd(it) && (
                <Popconfirm title="提前结束这项代办？" okText="结束" onConfirm={() => void end.run(it)}>
                  <Button size="small" disabled={end.isRunning}>
                    结束
                  </Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </>
  );
}
