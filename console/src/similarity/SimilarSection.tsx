import type { CaseDetail } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { Shown } from '../ui/states.js';
import { SimilarList } from './SimilarList.js';

/** Whether something like it was asked before. Looking is recorded, so it is not done until asked for. */
export function SimilarSection({ of }: { readonly of: CaseDetail }) {
  const [isAsked, setAsked] = useState(false);
  const found = useCall(
    'listSimilarCases',
    isAsked ? { params: { code: of.agencyCode, caseId: of.caseId } } : null,
  );
  if (of.request === null) return <p className="muted">申请内容已经删除，不能核对。</p>;
  if (!isAsked) {
    return (
      <>
        <p className="muted">与本机关全部申请核对内容是否相近，逐字对照。核对会留下记录。</p>
        <Button onClick={() => setAsked(true)}>核对相近的申请</Button>
      </>
    );
  }
  return (
    <Shown of={found} what="相近的申请">
      {({ items }) => <SimilarList items={items} />}
    </Shown>
  );
}
