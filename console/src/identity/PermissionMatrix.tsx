import { PERMISSION_NAMES, PERMISSIONS, ROLE_NAMES, ROLES, rolePermits } from '@gongkai/core';

/** Which role may do what: the very table by which the server decides. */
export function PermissionMatrix() {
  return (
    <div className="table-scroll" role="region" aria-label="角色与权限对照表（可滚动）" tabIndex={0}>
      <table className="data-table matrix">
        <caption className="visually-hidden">角色与权限对照表</caption>
        <thead>
          <tr>
            <th scope="col">权限</th>
            {ROLE_NAMES.map((role) => (
              <th key={role} scope="col">
                {ROLES[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_NAMES.map((permission) => (
            <tr key={permission}>
              <th scope="row">{PERMISSIONS[permission]}</th>
              {ROLE_NAMES.map((role) => (
                <td key={role}>{rolePermits(role, permission) && '✓'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
