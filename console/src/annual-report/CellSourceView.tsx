import {
  CASE_STATUSES,
  isLedgerAddress,
  ledgerOf,
  localDateSchema,
  QUOTED_LEDGERS,
  rowName,
  TABLE3_COLUMN_LABELS,
  type FormVersion,
  type PresentedCellSource,
  type QuotedLedger,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath, documentPath, pagePath, type Page } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day, Instant } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { AreaMembers } from './AreaMembers.js';
import { shownFigure } from './report-layout.js';
import { useCellCases } from './use-cell-cases.js';

const PAGE_SIZE = 20;
const KINDS = {
  cases: '申请案件',
  remedies: '复议、诉讼案件',
  records: '登记记录',
  attestation: '汇总证明',
  derived: '由上一年得出',
  ledger: '台账条目',
  sum: '各格之和',
  none: '没有来源',
} as const;

function Cases({ source }: { readonly source: PresentedCellSource }) {
  const place = usePlace();
  const summaries = useCellCases(place.code, source);
  return (
    <DataTable
      caption={`${source.label}的案件`}
      rows={source.ids}
      keyOf={(id) => id}
      columns={[
        {
          key: 'id',
          title: '编号',
          render: (id) => (
            <Link href={casePath(place, id)} className="figures nowrap" data-row-link>
              {id}
            </Link>
          ),
        },
        {
          key: 'class',
          title: '申请人类别',
          render: (id) => {
            const known = summaries.get(id);
            return known === undefined ? '' : TABLE3_COLUMN_LABELS[known.applicantClass].zh;
          },
        },
        {
          key: 'request',
          title: '申请内容',
          render: (id) => <span className="clamped">{summaries.get(id)?.request ?? ''}</span>,
        },
        {
          key: 'received',
          title: '收到',
          render: (id) => <Day on={summaries.get(id)?.receivedOn ?? null} />,
        },
        { key: 'closed', title: '办结', render: (id) => <Day on={summaries.get(id)?.closedOn ?? null} /> },
        {
          key: 'row',
          title: '办理结果',
          render: (id) => {
            const known = summaries.get(id);
            if (known === undefined) return '';
            return known.row === null ? CASE_STATUSES[known.status] : rowName(known.row);
          },
        },
      ]}
    />
  );
}

function Attestation({ of }: { readonly of: NonNullable<PresentedCellSource['attestation']> }) {
  const extractedOn = localDateSchema.safeParse(of.extractedOn);
  return (
    <dl className="facts">
      <dt>来源系统</dt>
      <dd>{of.sourceSystem}</dd>
      <dt>查询语句或者提取方式</dt>
      <dd>
        <code className="block-code">{of.query}</code>
      </dd>
      <dt>提取日期</dt>
      <dd>{extractedOn.success ? <Day on={extractedOn.data} /> : of.extractedOn}</dd>
      <dt>文件校验值</dt>
      <dd className="figures breakable">{of.fileHash}</dd>
      <dt>责任单位</dt>
      <dd>{of.responsibleUnit}</dd>
      <dt>签字人</dt>
      <dd>{of.signer}</dd>
    </dl>
  );
}

/** Every attestation of the figure, the one that counts first; with one there is no history. */
function AttestationHistory({ source }: { readonly source: PresentedCellSource }) {
  if (source.attestations.length < 2) return null;
  return (
    <section aria-label="历次证明">
      <h3>历次证明</h3>
      <ol className="plain-list">
        {source.attestations.map((it, index) => (
          <li key={it.version} className={index === 0 ? undefined : 'muted'}>
            第{it.version}次：<strong className="figures">{shownFigure(source.cell, it.value)}</strong>，来自
            {it.sourceSystem}，{it.extractedOn}提取，{it.responsibleUnit}
            {it.signer}签字；{it.recorderName}于 <Instant at={it.recordedAt} /> 登记
            {index === 0 && '（现在采用）'}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Remedies or records behind a cell in short; of what is no longer on record only the number is left. */
function Rows({ source }: { readonly source: PresentedCellSource }) {
  const place = usePlace();
  const known = new Map(source.rows.map((row) => [row.id, row]));
  const isRemedies = source.kind === 'remedies';
  return (
    <DataTable
      caption={`${source.label}的${KINDS[source.kind]}`}
      rows={source.ids}
      keyOf={(id) => id}
      columns={[
        { key: 'id', title: '编号', render: (id) => <span className="figures nowrap">{id}</span> },
        { key: 'kind', title: '类型', render: (id) => known.get(id)?.kind ?? '' },
        {
          key: 'title',
          title: isRemedies ? '本机关的身份' : '名称',
          render: (id) => {
            const { title = '', documentId = null } = known.get(id) ?? {};
            return documentId === null ? title : <Link href={documentPath(place, documentId)}>{title}</Link>;
          },
        },
        {
          key: 'started',
          title: isRemedies ? '提起' : '日期',
          render: (id) => <Day on={known.get(id)?.startedOn ?? null} />,
        },
        {
          key: 'ended',
          title: isRemedies ? '审结' : '失效',
          render: (id) => <Day on={known.get(id)?.endedOn ?? null} />,
        },
        {
          key: 'result',
          title: isRemedies ? '结果' : '公开、金额',
          render: (id) => known.get(id)?.result ?? (isRemedies && known.has(id) ? '尚未审结' : ''),
        },
        ...(isRemedies
          ? [
              {
                key: 'case',
                title: '有关的申请',
                render: (id: string) => {
                  const caseId = known.get(id)?.caseId ?? null;
                  return caseId === null ? (
                    '没有登记'
                  ) : (
                    <Link href={casePath(place, caseId)} className="figures nowrap">
                      {caseId}
                    </Link>
                  );
                },
              },
            ]
          : []),
      ]}
    />
  );
}

const LEDGER_PAGES = {
  documents: 'documents',
  interpretations: 'documents',
  deposits: 'deposits',
  proposals: 'proposals',
  catalogue: 'standardCatalogue',
  cleanups: 'cleanups',
  readings: 'readingStatistics',
} as const satisfies Record<QuotedLedger, Page>;

/** Entries of a ledger with what each adds to the figure, and the way to the ledger itself. */
function Entries({
  source,
  ledger,
}: {
  readonly source: PresentedCellSource;
  readonly ledger: QuotedLedger;
}) {
  const place = usePlace();
  return (
    <>
      <DataTable
        caption={`${source.label}的条目`}
        rows={source.rows}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'title',
            title: '名称',
            render: ({ title, documentId }) =>
              documentId ? <Link href={documentPath(place, documentId)}>{title}</Link> : title,
          },
          { key: 'kind', title: '类型', render: ({ kind }) => kind },
          { key: 'day', title: '日期', render: ({ startedOn }) => <Day on={startedOn} /> },
          { key: 'amount', title: '计入', isNumeric: true, render: ({ amount }) => amount ?? '' },
          { key: 'note', title: '说明', render: ({ result }) => result ?? '' },
        ]}
      />
      <p>
        <Link href={pagePath(place, LEDGER_PAGES[ledger])}>打开{QUOTED_LEDGERS[ledger]}</Link>
      </p>
    </>
  );
}

interface CellSourceViewProps {
  readonly cell: string;
  readonly form?: FormVersion | undefined;
  readonly version?: number | undefined;
}

function SourceBody({ source }: { readonly source: PresentedCellSource }) {
  if (source.attestation !== null) {
    return (
      <>
        <Attestation of={source.attestation} />
        <AttestationHistory source={source} />
      </>
    );
  }
  // The explanation says it all: there is nothing to list.
  if (source.kind === 'derived') return null;
  if (source.ids.length === 0) {
    return (
      <Nothing title="这一格没有案件或者记录">
        <p>数字为零，或者由其他格相加得出；上面的说明写明了来由。</p>
      </Nothing>
    );
  }
  if (source.kind === 'cases') return <Cases source={source} />;
  if (isLedgerAddress(source.cell)) return <Entries source={source} ledger={ledgerOf(source.cell)} />;
  return <Rows source={source} />;
}

/** What stands behind one cell: the figure, why it is so, and its cases, remedies, records or attestation. */
export function CellSourceView({ cell, form, version }: CellSourceViewProps) {
  const { code, year } = usePlace();
  const [trail, setTrail] = useState<readonly string[]>([]);
  const after = trail.at(-1);
  const source = useCall('getCellSource', {
    params: { code, year, cell },
    query: { form, version, after, limit: PAGE_SIZE },
  });
  return (
    <Shown of={source} what="这一格的来源">
      {(known) => (
        <>
          <p className="cell-figure">
            <span className="figures">{shownFigure(cell, known.value) || '空白'}</span>
            <span className="muted">
              {KINDS[known.kind]}
              {known.total > 0 && `，共 ${known.total} 件`}
            </span>
          </p>
          <p>{known.explanation}</p>
          <SourceBody source={known} />
          {(trail.length > 0 || known.next !== null) && (
            <div className="pager">
              <Button disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
                上一页
              </Button>
              <span className="figures">
                第 {trail.length * PAGE_SIZE + 1}—{trail.length * PAGE_SIZE + known.ids.length} 件
              </span>
              <Button
                disabled={known.next === null}
                onClick={() => known.next !== null && setTrail([...trail, known.next])}
              >
                下一页
              </Button>
            </div>
          )}
          <AreaMembers cells={[cell]} />
        </>
      )}
    </Shown>
  );
}
