import {
  AGENCY_KIND_LABELS,
  LETTERS,
  letterSettingSchema,
  type Letter,
  type LetterSetting,
} from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { NumberSchemes } from './NumberSchemes.js';
import { draftOf, settingOf, type SettingDraft } from './setting-draft.js';
import { optionsOf } from '../ui/options.js';
import { Form } from '../ui/Form.js';

const LINES = [
  ['organName', '机关名称（文书署名）', 'organName'],
  ['officeName', '政府信息公开工作机构', 'officeName'],
  ['onlineReconsideration', '网上申请行政复议的地址（网上送达时必须告知）', 'onlineReconsideration'],
  ['competentDepartment', '受理投诉举报的主管部门', 'competentDepartment'],
  ['address', '联系地址', 'contact.address'],
  ['postcode', '邮政编码', 'contact.postcode'],
  ['phone', '联系电话', 'contact.phone'],
  ['hours', '办公时间', 'contact.hours'],
  ['payee', '信息处理费收款单位（不收费的不填）', 'payment.payee'],
  ['how', '信息处理费缴纳方式', 'payment.how'],
] as const satisfies readonly (readonly [keyof SettingDraft, string, string])[];
const PLACES = [
  [
    'reconsideration',
    '复议机关',
    '每行一个：名称，地址。2024年1月1日以后，地方政府部门的复议机关只有本级人民政府',
  ],
  ['courts', '有管辖权的人民法院', '每行一个：名称，地址'],
] as const satisfies readonly (readonly [keyof SettingDraft, string, string])[];

interface FormProps {
  readonly items: readonly LetterSetting[];
  readonly onSaved: (answer: { items: LetterSetting[] }) => void;
}

function SettingForm({ items, onSaved }: FormProps) {
  const { code } = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const last = items.at(-1);
  const [draft, setDraft] = useState(() => draftOf(last, agency, status.today));
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const set = (change: Partial<SettingDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const save = useAction(async () => {
    const parsed = letterSettingSchema.safeParse(settingOf(draft));
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    onSaved(await call('saveLetterSetting', { params: { code }, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  const issueOf = (path: string): string | undefined =>
    shown[path] ?? Object.entries(shown).find(([key]) => key.startsWith(`${path}.`))?.[1];
  return (
    <section aria-labelledby="new-setting-title">
      <h2 id="new-setting-title">登记一个日期起的固定信息</h2>
      <Form action={save} okText="登记">
        <DayField
          label="生效日期"
          value={draft.effectiveFrom}
          issue={issueOf('effectiveFrom')}
          onChange={(effectiveFrom) => set({ effectiveFrom })}
        />
        <ChoiceField
          label="机关类别"
          value={draft.organKind}
          options={optionsOf(AGENCY_KIND_LABELS)}
          onChange={(organKind) => set({ organKind: organKind as LetterSetting['organKind'] })}
        />
        {PLACES.map(([name, label, hint]) => (
          <Field key={name} label={label} hint={hint} issue={issueOf(name)}>
            {(control) => (
              <Input.TextArea
                {...control}
                rows={2}
                value={draft[name]}
                onChange={({ target }) => set({ [name]: target.value })}
              />
            )}
          </Field>
        ))}
        {LINES.map(([name, label, path]) => (
          <Field key={name} label={label} issue={issueOf(path)}>
            {(control) => (
              <Input
                {...control}
                value={draft[name]}
                onChange={({ target }) => set({ [name]: target.value })}
              />
            )}
          </Field>
        ))}
        <NumberSchemes
          scheme={draft.numberScheme}
          own={draft.ownSchemes}
          issueOf={issueOf}
          onScheme={(numberScheme) => set({ numberScheme })}
          onOwn={(ownSchemes) => set({ ownSchemes })}
        />
      </Form>
    </section>
  );
}

/** What letters say of the agency itself, by the days from which it holds. */
export function LetterSettingsPage() {
  const { code } = usePlace();
  const mayPublish = useMay('letterTemplate.publish');
  const settings = useCall('listLetterSettings', { params: { code } });
  return (
    <Page
      title="文书固定信息"
      lead="复议机关、法院、联系方式和文号；文书按其日期取当时有效的一份，送达时再核对一次"
    >
      <Shown of={settings} what="文书固定信息">
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Nothing title="还没有登记：没有固定信息不能生成文书" />
            ) : (
              <DataTable
                caption="文书固定信息"
                rows={[...items].reverse()}
                keyOf={({ effectiveFrom }) => effectiveFrom}
                columns={[
                  {
                    key: 'from',
                    title: '生效日期',
                    render: ({ effectiveFrom }: LetterSetting) => <Day on={effectiveFrom} />,
                  },
                  {
                    key: 'authority',
                    title: '复议机关',
                    render: ({ reconsideration }: LetterSetting) =>
                      reconsideration.map(({ name }) => name).join('；'),
                  },
                  {
                    key: 'court',
                    title: '法院',
                    render: ({ courts }: LetterSetting) => courts.map(({ name }) => name).join('；'),
                  },
                  {
                    key: 'number',
                    title: '文号',
                    render: ({ numberScheme, numberSchemeByLetter }: LetterSetting) =>
                      [
                        numberScheme,
                        ...Object.entries(numberSchemeByLetter).map(
                          ([letter, scheme]) => `${LETTERS[letter as Letter]}：${scheme}`,
                        ),
                      ].join('；'),
                  },
                ]}
              />
            )}
            {mayPublish && <SettingForm key={items.length} items={items} onSaved={settings.put} />}
          </>
        )}
      </Shown>
    </Page>
  );
}
