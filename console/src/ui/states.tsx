import { Alert, Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import type { Loaded } from '../api/use-call.js';
import { ApiError, messageOf } from '../api/problem.js';
import { signInAddress } from '../sign-in/sign-in-address.js';

export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="state" role="status">
      <Spin /> <span>正在读取{what}……</span>
    </div>
  );
}

/** What went wrong in plain Chinese, and the way on. */
export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="note"
      title={messageOf(error)}
      action={
        error instanceof ApiError && error.status === 401 ? (
          <a href={signInAddress(window.location)} target="_blank" rel="noopener">
            在新窗口登录
          </a>
        ) : (
          retry && (
            <Button size="small" onClick={retry}>
              再试一次
            </Button>
          )
        )
      }
    />
  );
}

/** Nothing is here: what would be, and what to do. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="state nothing">
      <p className="nothing-title">{title}</p>
      {children}
    </div>
  );
}

interface ShownProps<T> {
  readonly of: Loaded<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** Content once it is there; before that what is being read, or why it can't be. */
export function Shown<T>({ of, what, children }: ShownProps<T>) {
  if (of.data !== null) {
    return (
      <>
        {of.isLoading && (
          <p className="visually-hidden" role="status">
            正在更新{what}
          </p>
        )}
        {of.error !== null && <ProblemNote error={of.error} retry={of.reload} />}
        {children(of.data)}
      </>
    );
  }
  if (of.error !== null) return <ProblemNote error={of.error} retry={of.reload} />;
  return <Loading what={what} />;
}
