import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { Form } from '../ui/Form.js';
import { importedReportPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { FileField, ShareProgress } from '../ui/FileField.js';
import { Page } from '../ui/Page.js';
import { PermittedHere } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';

/** Published reports as files: sending one, and those that were read before. */
export function ImportedReportsPage() {
  const place = usePlace();
  const agency = useAgency();
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const list = useCall('listImportedReports', { params: { code: place.code } });
  const send = useAction(async (chosen: File) => {
    setSent(0);
    const read = await call(
      'importReport',
      { params: { code: place.code }, body: chosen },
      { onProgress: setSent },
    );
    navigate(importedReportPath(place, read.id));
  });
  return (
    <Page title="导入已公布的报告" lead={agency?.name ?? place.code}>
      <PermittedHere permission="report.import">
        <Form
          action={{ ...send, run: () => (file === null ? undefined : send.run(file)) }}
          okText="上传并读取"
          isDisabled={file === null}
        >
          <FileField
            label="报告文件"
            accept=".txt,.html,.htm,.docx,.xlsx,.pdf,.json"
            hint="txt、html、docx、xlsx、pdf 或者本平台的 json。读不准的数字不会猜，留空并列出原文。"
            onChoose={setFile}
          />
          {send.isRunning && <ShareProgress label={sent < 1 ? '正在上传' : '正在读取报告'} share={sent} />}
        </Form>
      </PermittedHere>
      <section aria-labelledby="imported-title">
        <h2 id="imported-title">已导入的报告</h2>
        <Shown of={list} what="已导入的报告">
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title="还没有导入过报告">
                <p>上传一份已公布的年度报告，可以核对勾稽关系，并与本机关其他年度逐格对照。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="已导入的报告"
                rows={items}
                keyOf={({ id }) => id}
                columns={[
                  {
                    key: 'name',
                    title: '文件',
                    render: ({ id, fileName }) => (
                      <Link href={importedReportPath(place, id)} data-row-link>
                        {fileName}
                      </Link>
                    ),
                  },
                  { key: 'agency', title: '报告的机关', render: ({ agency: named }) => named ?? '没有认出' },
                  {
                    key: 'year',
                    title: '年度',
                    isNumeric: true,
                    render: ({ year }) => year ?? '没有认出',
                  },
                  {
                    key: 'form',
                    title: '格式',
                    render: ({ form }) => (form === 'free' ? '没有官方表格' : `${form}年格式`),
                  },
                  { key: 'at', title: '导入时间', render: ({ importedAt }) => <Instant at={importedAt} /> },
                ]}
              />
            )
          }
        </Shown>
      </section>
    </Page>
  );
}
