import { ACCOUNT_KINDS, newAccountSchema, type Person } from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';

const KINDS = ['staff', 'systemAdministrator', 'securityAdministrator', 'auditor'] as const;

interface AccountDialogProps {
  /** Null: of the whole platform. */
  readonly agencyCode: string | null;
  readonly onClose: () => void;
  readonly onDone: (person: Person) => void;
}

/** A new account, of one kind for good; it can do nothing until a role is granted. */
export function AccountDialog({ agencyCode, onClose, onDone }: AccountDialogProps) {
  const [loginName, setLoginName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [kind, setKind] = useState<string>(agencyCode === null ? 'systemAdministrator' : 'staff');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const create = useAction(async () => {
    const parsed = newAccountSchema.safeParse({ loginName, displayName, kind, agencyCode });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    onDone(await call('createAccount', { body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(create.error) };
  return (
    <ActionDialog title="开立账号" okText="开立" action={create} onClose={onClose}>
      <p className="muted">开立后还没有任何权限，由安全管理员授予角色。账号的类别以后不能更改。</p>
      <Field label="登录名" issue={shown.loginName}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={loginName}
            onChange={({ target }) => setLoginName(target.value)}
          />
        )}
      </Field>
      <Field label="姓名" issue={shown.displayName}>
        {(control) => (
          <Input {...control} value={displayName} onChange={({ target }) => setDisplayName(target.value)} />
        )}
      </Field>
      <ChoiceField
        label="类别"
        value={kind}
        options={KINDS.filter((it) => agencyCode !== null || it !== 'staff').map((value) => ({
          value,
          label: ACCOUNT_KINDS[value],
        }))}
        onChange={setKind}
      />
    </ActionDialog>
  );
}
