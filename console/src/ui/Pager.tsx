import { Button } from 'antd';

interface PagerProps {
  readonly isFirst: boolean;
  /** The key of the page that follows; null: this is the last one. */
  readonly next: string | null;
  readonly onFirst: () => void;
  readonly onNext: (after: string) => void;
  /** Left out where the list has no way back but to its beginning. */
  readonly onPrevious?: () => void;
}

/** Below a list that comes in pages by key; nothing where one page is all. */
export function Pager({ isFirst, next, onFirst, onNext, onPrevious }: PagerProps) {
  if (isFirst && next === null) return null;
  return (
    <div className="pager">
      <Button disabled={isFirst} onClick={onFirst}>
        第一页
      </Button>
      {onPrevious && (
        <Button disabled={isFirst} onClick={onPrevious}>
          上一页
        </Button>
      )}
      <Button disabled={next === null} onClick={() => next !== null && onNext(next)}>
        下一页
      </Button>
    </div>
  );
}
