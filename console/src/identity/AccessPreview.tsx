import { PERMISSION_NAMES, PERMISSIONS, type Permission } from '@gongkai/core';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Nothing, Shown } from '../ui/states.js';
import { roleInUnit } from './identity-words.js';

interface AccessPreviewProps {
  readonly code: string;
  readonly unitNames: ReadonlyMap<string, string>;
  /** Changes when a role does, so that the answer is asked for anew. */
  readonly round: number;
}

/** Who may do something in the agency today, before anything is granted or after. */
export function AccessPreview({ code, unitNames, round }: AccessPreviewProps) {
  const [permission, setPermission] = useState<Permission>('report.publish');
  return (
    <>
      <ChoiceField
        label="权限"
        value={permission}
        options={PERMISSION_NAMES.map((value) => ({ value, label: PERMISSIONS[value] }))}
        onChange={(value) => setPermission(PERMISSION_NAMES.find((it) => it === value) ?? permission)}
      />
      <Holders key={round} code={code} permission={permission} unitNames={unitNames} />
    </>
  );
}

function Holders({
  code,
  permission,
  unitNames,
}: Omit<AccessPreviewProps, 'round'> & { readonly permission: Permission }) {
  const access = useCall('previewAccess', { params: { code }, query: { permission } });
  return (
    <Shown of={access} what="有此权限的人员">
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title="今天没有人有这项权限">
            <p>请安全管理员授予相应的角色，否则这项工作没有人能办。</p>
          </Nothing>
        ) : (
          <DataTable
            caption={`今天可以“${PERMISSIONS[permission]}”的人员`}
            rows={items}
            keyOf={({ account, role, unitCode, onBehalfOf }) =>
              [account.id, role, unitCode, onBehalfOf?.id].join(' ')
            }
            columns={[
              { key: 'name', title: '姓名', render: ({ account }) => account.name },
              { key: 'role', title: '依据的角色', render: (it) => roleInUnit(it, unitNames) },
              {
                key: 'for',
                title: '代谁办理',
                render: ({ onBehalfOf }) => onBehalfOf?.name ?? <span className="muted">本人</span>,
              },
            ]}
          />
        )
      }
    </Shown>
  );
}
