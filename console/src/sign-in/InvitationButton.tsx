import type { Person } from '@gongkai/core';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ProblemNote } from '../ui/states.js';

/** Makes a link by which a person sets a password, and shows it once, to be handed over. */
export function InvitationButton({ person }: { readonly person: Person }) {
  const [link, setLink] = useState<string | null>(null);
  const invite = useAction(async () => {
    const { path } = await call('inviteAccount', { params: { accountId: person.id } });
    setLink(new URL(path, window.location.origin).href);
  });
  return (
    <>
      <Button size="small" disabled={invite.isRunning} onClick={() => void invite.run()}>
        设置口令的链接
      </Button>
      <ProblemNote error={invite.error} />
      <Modal
        open={link !== null}
        title={`请把链接交给“${person.displayName}”本人`}
        footer={null}
        onCancel={() => setLink(null)}
      >
        <p>24 小时内有效，只能用一次；以前的链接作废。不要发到群里，也不要替本人打开。</p>
        <p>
          <code>{link}</code>
        </p>
      </Modal>
    </>
  );
}
