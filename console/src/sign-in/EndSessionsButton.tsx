import type { Person } from '@gongkai/core';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ProblemNote } from '../ui/states.js';

/** Puts a person out everywhere at once; he may sign in again. */
export function EndSessionsButton({ person }: { readonly person: Person }) {
  const [isDone, setDone] = useState(false);
  const end = useAction(async () => {
    await call('endSessionsOfAccount', { params: { accountId: person.id } });
    setDone(true);
  });
  return (
    <>
      <Popconfirm
        title={`结束“${person.displayName}”的所有登录？此人正在做的事会中断，可以重新登录。`}
        okText="结束登录"
        onConfirm={() => void end.run()}
      >
        <Button size="small" disabled={end.isRunning}>
          结束登录
        </Button>
      </Popconfirm>
      {isDone && (
        <span role="status" className="muted">
          登录已全部结束
        </span>
      )}
      <ProblemNote error={end.error} />
    </>
  );
}
