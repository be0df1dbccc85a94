import type { SimilarRequest } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import type { RequestOf } from '../api/request.js';
import { useAction } from '../api/use-action.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { SimilarList } from './SimilarList.js';

type Asked = RequestOf<'findSimilarRequests'>['body'];

/** Before an application is registered: whether the same was asked for and answered already. */
export function IntakeCheck({ asked }: { readonly asked: Asked }) {
  const { code } = usePlace();
  const [found, setFound] = useState<{ readonly of: string; readonly items: SimilarRequest[] } | null>(null);
  const check = useAction(async () => {
    const { items } = await call('findSimilarRequests', { params: { code }, body: asked });
    setFound({ of: asked.request, items });
  });
  return (
    <div className="field">
      <Button
        loading={check.isRunning}
        disabled={asked.request.trim() === ''}
        onClick={() => void check.run()}
      >
        核对是否申请过
      </Button>
      <p className="hint">按内容与已有申请核对，并按证件号码（没有的按姓名）核对是否同一申请人。</p>
      <ProblemNote error={check.error} />
      <div role="status">
        {found !== null && found.of === asked.request && <SimilarList items={found.items} />}
      </div>
    </div>
  );
}
