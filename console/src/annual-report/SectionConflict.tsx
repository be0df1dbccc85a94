import type { PresentedSection } from '@gongkai/core';
import { Alert, Button } from 'antd';
import { Instant } from '../ui/Day.js';
import { mergeTexts } from './merge-text.js';
import type { SectionDraft } from './section-draft.js';

interface SectionConflictProps {
  readonly mine: SectionDraft;
  readonly theirs: PresentedSection;
  readonly onResolve: (text: string) => void;
}

/** Someone saved another text meanwhile: both stand side by side until one is chosen or both are put together. */
export function SectionConflict({ mine, theirs, onResolve }: SectionConflictProps) {
  const merged = mergeTexts(mine.base, mine.text, theirs.template);
  return (
    <div className="conflict" role="group" aria-label="两份正文对照">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="这一节已被他人改动，您的文字没有保存，也没有丢失"
        description="请对照下面两份，选择如何继续；选定之后仍可修改，再点“保存”。"
      />
      <div className="two-texts">
        <section aria-label="您的文字">
          <h4>您的文字</h4>
          <pre tabIndex={0}>{mine.text}</pre>
          <Button onClick={() => onResolve(mine.text)}>以我的为准继续</Button>
        </section>
        <section aria-label="他人已保存的文字">
          <h4>
            {theirs.editedBy ?? '他人'}
            {theirs.editedAt !== null && (
              <>
                于 <Instant at={theirs.editedAt} />
              </>
            )}
            已保存的文字
          </h4>
          <pre tabIndex={0}>{theirs.template}</pre>
          <Button onClick={() => onResolve(theirs.template)}>采用已保存的</Button>
        </section>
      </div>
      <p>
        <Button type="primary" onClick={() => onResolve(merged.text)}>
          合并两份继续
        </Button>{' '}
        {merged.overlaps === 0
          ? '两份改的是不同段落，合并后都保留。'
          : `有 ${merged.overlaps} 处两份都改了，合并后两种写法前后并列，请删去其一。`}
      </p>
    </div>
  );
}
