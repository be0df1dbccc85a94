import { may, mayWithin, PERMISSIONS, ROLE_NAMES, rolePermits, ROLES, type Permission } from '@gongkai/core';
import type { ReactNode } from 'react';
import { usePlace, useWorkplace } from './place.js';
import { Nothing } from './states.js';

/** Whether who is signed in may do something in the agency of the address as a whole. */
export function useMay(permission: Permission): boolean {
  const { code } = usePlace();
  return may(useWorkplace().access, permission, { agencyCode: code });
}

/** The same for the agency or some unit of it. */
export function useMayWithin(permission: Permission): boolean {
  const { code } = usePlace();
  return mayWithin(useWorkplace().access, permission, code);
}

/** The roles that may do something, as people say it. */
export function rolesWith(permission: Permission): string {
  return ROLE_NAMES.filter((role) => rolePermits(role, permission))
    .map((role) => ROLES[role])
    .join('、');
}

/** In place of what somebody may not see: which role it needs. */
export function NotPermitted({ permission }: { readonly permission: Permission }) {
  return (
    <Nothing title={`您在这里没有“${PERMISSIONS[permission]}”的权限`}>
      <p>需要{rolesWith(permission)}的角色。要办理的，请与安全管理员联系。</p>
    </Nothing>
  );
}

interface PermittedProps {
  readonly permission: Permission;
  readonly children: ReactNode;
}

/** A page of the agency for those alone who may do something in it or in a unit of it. */
export function PermittedHere({ permission, children }: PermittedProps) {
  return useMayWithin(permission) ? children : <NotPermitted permission={permission} />;
}

/** A page of the platform for those alone who may do something on it as a whole. */
export function PermittedOnPlatform({ permission, children }: PermittedProps) {
  const { access } = useWorkplace();
  return may(access, permission, { agencyCode: null }) ? children : <NotPermitted permission={permission} />;
}

/** A page of the platform for those alone who may do something anywhere. */
export function PermittedAnywhere({ permission, children }: PermittedProps) {
  const { access } = useWorkplace();
  return mayWithin(access, permission) ? children : <NotPermitted permission={permission} />;
}
