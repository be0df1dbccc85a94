import type { PresentedLedgerImport } from '@gongkai/core';
import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { OF_EVERY_YEAR } from '../application/register-filters.js';
import { Form } from '../ui/Form.js';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { FileField, ShareProgress } from '../ui/FileField.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';

import { templateFile } from './ledger-files.js';

type Kind = PresentedLedgerImport['kind'];
const KINDS: Readonly<Record<Kind, string>> = {
  cases: '申请台账（申请及其办理环节）',
  facts: '旧系统案件（只有结果，没有环节）',
  remedies: '复议诉讼台账',
  administrativeRecords: '主动公开统计台账（表二的登记记录）',
};
const KIND_OPTIONS = (Object.keys(KINDS) as Kind[]).map((value) => ({ value, label: KINDS[value] }));
const POLL_MS = 500;

function Outcome({ of }: { readonly of: PresentedLedgerImport }) {
  const place = usePlace();
  if (of.status === 'running') {
    return (
      <ShareProgress
        label={`正在导入：${of.rowsDone} / ${of.rowsTotal} 行`}
        share={of.rowsTotal === 0 ? 0 : of.rowsDone / of.rowsTotal}
      />
    );
  }
  if (of.alreadyImportedAs !== null) {
    return (
      <Alert
        type="info"
        showIcon
        role="status"
        className="note"
        title={`“${of.fileName}”以前导入过（编号 ${of.alreadyImportedAs}），没有重复导入。`}
      />
    );
  }
  if (of.status === 'done') {
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        className="note"
        title={`“${of.fileName}”已全部导入，共 ${of.rowsDone} 行。`}
        action={<Link href={pagePath(place, 'register', OF_EVERY_YEAR)}>看申请台账</Link>}
      />
    );
  }
  return (
    <>
      <Alert
        type="error"
        showIcon
        role="alert"
        className="note"
        title={`“${of.fileName}”有 ${of.faults.length} 处错误，一行也没有导入。`}
        description="请在文件中改好下列各处，再上传一次。"
      />
      <DataTable
        caption="逐行错误"
        rows={of.faults.map((fault, index) => ({ ...fault, key: String(index) }))}
        keyOf={({ key }) => key}
        columns={[
          { key: 'line', title: '行', isNumeric: true, render: ({ line }) => line },
          { key: 'column', title: '列', render: ({ column }) => column ?? '整行' },
          { key: 'message', title: '错误', render: ({ message }) => message },
        ]}
      />
    </>
  );
}

/** Follows an import until it has ended. */
function useFollowed(code: string, started: PresentedLedgerImport | null) {
  const [followed, setFollowed] = useState<PresentedLedgerImport | null>(null);
  const [error, setError] = useState<unknown>(null);
  const latest = followed?.importId === started?.importId ? followed : started;
  useEffect(() => {
    if (latest?.status !== 'running') return;
    const { importId } = latest;
    const timer = setTimeout(() => {
      call('getLedgerImport', { params: { code, importId } })
        .then((next) => setFollowed({ ...next }))
        .catch(setError);
    }, POLL_MS);
    return () => clearTimeout(timer);
  }, [code, latest]);
  return { latest, error };
}

/** Importing a ledger file: all of it or nothing, with every error by its line. */
export function LedgerImportPage() {
  const place = usePlace();
  const agency = useAgency();
  const [kind, setKind] = useState<Kind>('cases');
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const [started, setStarted] = useState<PresentedLedgerImport | null>(null);
  const { latest, error } = useFollowed(place.code, started);
  const send = useAction(async (chosen: File) => {
    setSent(0);
    setStarted(null);
    setStarted(
      await call(
        'importLedger',
        { params: { code: place.code }, query: { kind }, body: chosen },
        { onProgress: setSent },
      ),
    );
  });
  const isBusy = send.isRunning || latest?.status === 'running';
  return (
    <Page title="导入台账" lead={agency?.name ?? place.code}>
      <Form
        action={{
          ...{ isRunning: isBusy, error: send.error ?? error },
          run: () => (file === null ? undefined : send.run(file)),
        }}
        okText="导入"
        isDisabled={file === null}
      >
        <ChoiceField
          label="内容"
          value={kind}
          options={KIND_OPTIONS}
          onChange={(value) => setKind(KIND_OPTIONS.find((option) => option.value === value)?.value ?? kind)}
        />
        <FileField
          label="台账文件"
          accept=".xlsx,.csv"
          hint="xlsx 或者 csv。全部正确才导入；有错则一行也不入，并逐行列出。"
          onChoose={setFile}
        />
        <p className="hint">
          空白模板：
          <a href={templateFile(kind, 'xlsx')} download>
            xlsx
          </a>
          、
          <a href={templateFile(kind, 'csv')} download>
            csv
          </a>
          ，第一行是列名。
        </p>
        {send.isRunning && <ShareProgress label="正在上传" share={sent} />}
      </Form>
      {latest !== null && <Outcome of={latest} />}
    </Page>
  );
}
