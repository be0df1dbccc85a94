import type { AuditState, AuditVerification } from '@gongkai/core';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { useWorkplace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';

type Chain = AuditState['chains'][number];

const ASK_AGAIN_MS = 1500;

function verdictOf({ status, isIntact, records, firstBroken }: AuditVerification) {
  if (status === 'waiting' || status === 'running') return { type: 'info', title: '正在逐条核验……' } as const;
  if (isIntact === null) return { type: 'error', title: '核验没有完成，请再试一次。' } as const;
  return isIntact
    ? ({ type: 'success', title: `完好：${records ?? 0} 条记录逐条相符。` } as const)
    : ({
        type: 'error',
        title: `有问题：自第 ${firstBroken ?? 0} 条起与封存时不符，请保全现场并报告。`,
      } as const);
}

/** Follows a verification until it has ended. */
function useVerification(agencyCode: string | null) {
  const [verification, setVerification] = useState<AuditVerification | null>(null);
  const action = useAction(async () => {
    setVerification(await call('verifyAudit', { body: { agency: agencyCode } }));
  });
  const [error, setError] = useState<unknown>(null);
  useEffect(() => setVerification(null), [agencyCode]);
  useEffect(() => {
    if (verification === null || verification.status === 'done' || verification.status === 'failed') return;
    const { verificationId } = verification;
    const timer = setTimeout(() => {
      call('getAuditVerification', {
        params: { verificationId },
        query: agencyCode === null ? {} : { agency: agencyCode },
      })
        .then((next) => setVerification({ ...next }))
        .catch(setError);
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [verification, agencyCode]);
  return { verification, action, error };
}

function Verify({ agencyCode }: { readonly agencyCode: string | null }) {
  const { verification, action, error } = useVerification(agencyCode);
  const isUnderWay = verification?.status === 'waiting' || verification?.status === 'running';
  return (
    <div className="audit-verify">
      <Button loading={action.isRunning || isUnderWay} onClick={() => void action.run()}>
        核验这条链
      </Button>
      <ProblemNote error={action.error ?? error} />
      {verification !== null && (
        <Alert className="note" showIcon role="status" {...verdictOf(verification)} />
      )}
    </div>
  );
}

function chainColumns(names: ReadonlyMap<string, string>) {
  return [
    {
      key: 'chain',
      title: '链',
      render: ({ agencyCode }: Chain) => (
        <span className="nowrap">{agencyCode === null ? '平台' : (names.get(agencyCode) ?? agencyCode)}</span>
      ),
    },
    { key: 'records', title: '已封记录', isNumeric: true, render: ({ records }: Chain) => records },
    { key: 'blocks', title: '区块', isNumeric: true, render: ({ blocks }: Chain) => blocks },
    { key: 'waiting', title: '待封存', isNumeric: true, render: ({ waiting }: Chain) => waiting },
    { key: 'sealed', title: '最近封存', render: ({ lastSealedAt }: Chain) => <Instant at={lastSealedAt} /> },
    {
      key: 'hash',
      title: '末块摘要',
      render: ({ hash }: Chain) => (
        <span className="figures" title={hash}>
          {hash.slice(0, 16)}…
        </span>
      ),
    },
  ];
}

/** How far every chain is sealed and anchored, and the button that has one verified. */
export function ChainStateSection({ agencyCode }: { readonly agencyCode: string | null }) {
  const { agencies } = useWorkplace();
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  const state = useCall('getAuditState', {});
  return (
    <section aria-labelledby="chain-title">
      <h2 id="chain-title">审计链</h2>
      <Shown of={state} what="审计链">
        {({ chains, lastAnchor }) => (
          <>
            {lastAnchor === null ? (
              <Alert
                className="note"
                showIcon
                type="warning"
                title="还没有导出过审计锚：链尾若被整段截去，将无从发现。请用 gongkai audit anchor 导出，存到本机以外。"
              />
            ) : (
              <p className="muted">
                最近的锚：
                <Instant at={lastAnchor.madeAt} />，{lastAnchor.chains} 条链，密钥编号{' '}
                <span className="figures">{lastAnchor.keyId}</span>
              </p>
            )}
            <DataTable
              caption="审计链"
              rows={chains}
              keyOf={({ agencyCode: code }) => code ?? ''}
              columns={chainColumns(names)}
            />
          </>
        )}
      </Shown>
      <Verify agencyCode={agencyCode} />
    </section>
  );
}
