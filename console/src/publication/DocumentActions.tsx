import { INTERPRETATION_FORMS, REVIEW_STEPS, VALIDITIES, VALIDITY_NAMES, type Validity } from '@gongkai/core';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField } from '../ui/Field.js';
import { rolesWith } from '../ui/permission.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import type { DocumentPartProps } from './document-part.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';

type Dialog = 'approve' | 'return' | 'publish' | 'withdraw' | 'change' | 'validity' | 'reassess' | null;

/** The steps that are open now; those that are not say who takes them. */
export function DocumentActions({
  of,
  mayDraft,
  onChange,
}: DocumentPartProps & { readonly mayDraft: boolean }) {
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [validity, setValidity] = useState<Validity>('repealed');
  const [endedOn, setEndedOn] = useState(status.today);
  const signedWith = (of.interpretations?.items ?? []).filter((it) => it.status === 'signed');
  const [left, setLeft] = useState<readonly string[]>([]);
  const together = signedWith.filter(({ documentId }) => !left.includes(documentId));
  const params = { code, documentId: of.documentId };
  const close = () => setDialog(null);
  const submit = useAction(async (action: 'submit' | 'revoke') => {
    onChange(await call('submitDocument', { params, body: { action, seenStep: of.step } }));
  });
  const blocking = of.findings.filter((it) => it.severity === 'error' && it.waivedBy === null).length;
  return (
    <div className="document-actions" role="group" aria-label="办理">
      {of.status === 'draft' && mayDraft && (
        <Button
          type="primary"
          disabled={blocking > 0}
          loading={submit.isRunning}
          onClick={() => void submit.run('submit')}
        >
          送审
        </Button>
      )}
      {of.status === 'draft' && blocking > 0 && (
        <span className="muted">还有{blocking}处必须处理，处理后才能送审。</span>
      )}
      {of.step !== null && of.mayReview && (
        <>
          <Button type="primary" onClick={() => setDialog('approve')}>
            同意
          </Button>
          <Button onClick={() => setDialog('return')}>退回</Button>
        </>
      )}
      {of.step !== null && !of.mayReview && (
        <span className="muted">
          现在由{rolesWith(REVIEW_STEPS[of.step].permission)}办理“{REVIEW_STEPS[of.step].label}
          ”；起草人不能审核自己的文稿。
        </span>
      )}
      {of.status === 'inReview' && mayDraft && (
        <Button loading={submit.isRunning} onClick={() => void submit.run('revoke')}>
          撤回送审
        </Button>
      )}
      {of.mayPublish && (
        <Button type="primary" onClick={() => setDialog('publish')}>
          发布
        </Button>
      )}
      {of.status === 'signed' && !of.mayPublish && (
        <span className="muted">由{rolesWith('document.publish')}发布。</span>
      )}
      {['published', 'filed', 'withdrawn'].includes(of.status) && mayDraft && (
        <Button onClick={() => setDialog('change')}>另起一版</Button>
      )}
      {of.mayWithdraw && <Button onClick={() => setDialog('validity')}>变更有效性</Button>}
      {of.mayWithdraw && (
        <Button danger onClick={() => setDialog('withdraw')}>
          撤回公开
        </Button>
      )}
      {of.status === 'filed' && <Button onClick={() => setDialog('reassess')}>定期评估</Button>}
      {of.mayWithdraw && (
        <a
          href={`/agencies/${encodeURIComponent(code)}/items/${of.documentId}`}
          target="_blank"
          rel="noopener"
        >
          看公开的页面
        </a>
      )}
      <ProblemNote error={submit.error} />
      {(dialog === 'approve' || dialog === 'return') && of.step !== null && (
        <ReasonDialog
          title={`${REVIEW_STEPS[of.step].label}：${dialog === 'approve' ? '同意' : '退回'}`}
          label="意见"
          okText={dialog === 'approve' ? '同意' : '退回'}
          isOptional={dialog === 'approve' && !of.needsOpinion}
          onClose={close}
          onDone={async (text) => {
            if (of.step === null) return;
            const body = { action: dialog, opinion: text === '' ? null : text, seenStep: of.step };
            onChange(await call('reviewDocument', { params, body }));
            close();
          }}
        >
          <p className="muted">您的姓名、时间和意见随文稿保存。</p>
        </ReasonDialog>
      )}
      {dialog === 'publish' && (
        <ReasonDialog
          title="发布"
          label="备注"
          okText="确认发布"
          isOptional
          onClose={close}
          onDone={async () => {
            const body = {
              version: of.version,
              together: together.map(({ documentId, version }) => ({ documentId, version })),
            };
            onChange(await call('publishDocument', { params, body }));
            close();
          }}
        >
          <p>
            《{of.draft.title}》第{of.version}版将立即对社会公开：列入公开目录，可以搜索、订阅、下载；附件
            {of.files.length}个。
          </p>
          {signedWith.length > 0 && (
            <fieldset className="field">
              <legend>同时发布的解读</legend>
              {signedWith.map(({ documentId, title, form }) => (
                <div key={documentId}>
                  <Checkbox
                    checked={!left.includes(documentId)}
                    onChange={({ target }) =>
                      setLeft(target.checked ? left.filter((id) => id !== documentId) : [...left, documentId])
                    }
                  >
                    {form === null ? '' : `${INTERPRETATION_FORMS[form].label}：`}
                    {title}
                  </Checkbox>
                </div>
              ))}
            </fieldset>
          )}
          {of.interpretations !== null && together.length === 0 && (
            <p className="muted">没有已签发的解读一并发布；解读应当与文件同步发布。</p>
          )}
        </ReasonDialog>
      )}
      {dialog === 'withdraw' && (
        <ReasonDialog
          title="撤回公开"
          label="撤回的理由（会公开）"
          okText="确认撤回"
          isDangerous
          onClose={close}
          onDone={async (reason) => {
            onChange(await call('withdrawDocument', { params, body: { reason } }));
            close();
          }}
        >
          <p>
            《{of.draft.title}》将立即从页面、目录、搜索、订阅和下载中消失；原地址只显示撤回的时间和理由。
          </p>
        </ReasonDialog>
      )}
      {dialog === 'change' && (
        <ReasonDialog
          title="另起一版"
          label="为什么要改（会公开）"
          okText="另起一版"
          onClose={close}
          onDone={async (reason) => {
            onChange(await call('changeDocument', { params, body: { reason } }));
            close();
          }}
        >
          <p className="muted">已公开的内容不变，新的一版审核、发布之后才替换；各版都保留。</p>
        </ReasonDialog>
      )}
      {dialog === 'reassess' && (
        <ReasonDialog
          title="定期评估（条例第十八条）"
          label="评估意见"
          okText="继续不公开"
          onClose={close}
          onDone={async (opinion) => {
            onChange(await call('reassessDocument', { params, body: { opinion } }));
            close();
          }}
        >
          <p className="muted">情况已经变化、可以公开的，请改为“另起一版”，修改公开属性后送审。</p>
        </ReasonDialog>
      )}
      {dialog === 'validity' && (
        <ReasonDialog
          title="变更有效性"
          label="依据和理由"
          okText="变更"
          onClose={close}
          onDone={async (reason) => {
            const ends = validity === 'repealed' || validity === 'expired';
            const body = { validity, reason, endedOn: ends ? endedOn : null } as Parameters<
              typeof call<'setDocumentValidity'>
            >[1]['body'];
            onChange(await call('setDocumentValidity', { params, body }));
            close();
          }}
        >
          <ChoiceField
            label="有效性"
            value={validity}
            options={VALIDITY_NAMES.map((value) => ({ value, label: VALIDITIES[value] }))}
            onChange={(value) => setValidity(value as Validity)}
          />
          {(validity === 'repealed' || validity === 'expired') && (
            <DayField label="自哪一天起" value={endedOn} onChange={setEndedOn} />
          )}
        </ReasonDialog>
      )}
    </div>
  );
}
