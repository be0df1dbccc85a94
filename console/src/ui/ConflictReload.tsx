import { Button } from 'antd';
import { ApiError } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ProblemNote } from './states.js';

interface ConflictReloadProps {
  /** Of the step that failed. */
  readonly error: unknown;
  /** Reads what is there now; what was typed stays. */
  readonly onReload: () => Promise<void>;
}

/** After somebody else was faster: loads what he left, and nothing typed is lost. Any other error: nothing. */
export function ConflictReload({ error, onReload }: ConflictReloadProps) {
  const reload = useAction(onReload);
  if (!(error instanceof ApiError && error.isConflict)) return null;
  return (
    <>
      <Button loading={reload.isRunning} onClick={() => void reload.run()}>
        载入最新的状态
      </Button>
      <ProblemNote error={reload.error} />
    </>
  );
}
