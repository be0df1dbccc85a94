import { parseWordList, wordListText, type PublicationSetting } from '@gongkai/core';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { Instant } from '../ui/Day.js';
import { DataTable } from '../ui/DataTable.js';
import { Field } from '../ui/Field.js';
import { FileField } from '../ui/FileField.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { Form } from '../ui/Form.js';
import { EmblemSection } from './EmblemSection.js';

type Version = PublicationSetting['versions'][number];

function SettingForm({
  of,
  onChange,
}: {
  readonly of: PublicationSetting;
  readonly onChange: (setting: PublicationSetting) => void;
}) {
  const { code } = usePlace();
  const [text, setText] = useState(() => wordListText(of.words));
  const [usesShipped, setUsesShipped] = useState(of.usesShipped);
  const [days, setDays] = useState(String(of.interpretationDays));
  const read = parseWordList(text);
  const save = useAction(async () => {
    if (read.faults.length > 0) return;
    const body = {
      ...{ words: [...read.words], usesShipped, interpretationDays: Number(days), seenVersion: of.version },
    };
    onChange(await call('savePublicationSetting', { params: { code }, body }));
  });
  return (
    <Form action={save} okText={`保存为第${of.version + 1}版`} isDisabled={read.faults.length > 0}>
      <Field
        label="本机关的错词和敏感词"
        hint="一行一个。错词=>正词；只写一个词的是敏感词；行末加问号的只提醒、不拦住；#开头的是说明"
        issue={read.faults.length === 0 ? undefined : read.faults.slice(0, 5).join(' ')}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={14}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <FileField
        label="从词表导入（txt、csv）"
        accept=".txt,.csv"
        hint="加在上面的词后面，核对后再保存"
        onChoose={(file) => {
          if (file !== null)
            void file.text().then((added) => setText((now) => `${now}${now === '' ? '' : '\n'}${added}`));
        }}
      />
      <p>
        <Checkbox checked={usesShipped} onChange={({ target }) => setUsesShipped(target.checked)}>
          同时检查系统自带的常见错词
        </Checkbox>
      </p>
      <Field label="解读的期限" hint="政策文件公开后几个工作日内发布解读；过了提醒编辑">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={60}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

/** What the check before publication looks for in this agency, version after version. */
export function PublicationSettingPage() {
  const { code } = usePlace();
  const agency = useAgency();
  const mayConfigure = useMayWithin('document.configure');
  const found = useCall('getPublicationSetting', { params: { code } });
  return (
    <Page title="公开前检查设定" lead={agency?.name ?? code}>
      <EmblemSection mayConfigure={mayConfigure} />
      <h2>错词、敏感词和解读期限</h2>
      <Shown of={found} what="公开前检查设定">
        {(setting) => (
          <>
            <p className="figures">
              {setting.version === 0
                ? '还没有设定，按系统自带的词检查。'
                : `现行第${setting.version}版，${setting.words.length}个词。`}
            </p>
            {mayConfigure ? (
              <SettingForm key={setting.version} of={setting} onChange={found.put} />
            ) : (
              <pre>{wordListText(setting.words)}</pre>
            )}
            {setting.versions.length > 0 && (
              <DataTable
                caption="各版"
                rows={setting.versions}
                keyOf={({ version }) => String(version)}
                columns={[
                  { key: 'version', title: '版', render: ({ version }: Version) => `第${version}版` },
                  { key: 'words', title: '词数', isNumeric: true, render: ({ words }: Version) => words },
                  { key: 'savedBy', title: '保存人', render: ({ savedBy }: Version) => savedBy },
                  {
                    key: 'savedAt',
                    title: '保存时间',
                    render: ({ savedAt }: Version) => <Instant at={savedAt} />,
                  },
                ]}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
