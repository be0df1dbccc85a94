import { identityLinkSchema, type Person } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';

/** Binds a person to the one that the outside provider knows, in place of an earlier one. */
export function IdentityButton({ person }: { readonly person: Person }) {
  const [isOpen, setOpen] = useState(false);
  const [bound, setBound] = useState<string | null>(null);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        绑定统一身份认证
      </Button>
      {bound !== null && (
        <span role="status" className="muted">
          已绑定标识 {bound}
        </span>
      )}
      {isOpen && (
        <IdentityDialog
          person={person}
          onClose={() => setOpen(false)}
          onDone={(subject) => {
            setBound(subject);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

interface IdentityDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: (subject: string) => void;
}

function IdentityDialog({ person, onClose, onDone }: IdentityDialogProps) {
  const [subject, setSubject] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const bind = useAction(async () => {
    const parsed = identityLinkSchema.safeParse({ subject });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('bindIdentity', { params: { accountId: person.id }, body: parsed.data });
    onDone(parsed.data.subject);
  });
  const shown = { ...issues, ...issuesOf(bind.error) };
  return (
    <ActionDialog
      title={`把“${person.displayName}”绑定到统一身份认证`}
      okText="绑定"
      action={bind}
      onClose={onClose}
    >
      <p>
        请先用别的途径确认是本人。本人用统一身份认证登录一次，页面会给出他的标识；以前绑定的标识由新的取代。
      </p>
      <Field label="统一身份认证给出的标识" issue={shown.subject}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={subject}
            onChange={({ target }) => setSubject(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}
