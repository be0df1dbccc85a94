import {
  COVERAGES,
  DUTY_CATALOGUE,
  DUTY_ITEM_KEYS,
  type CatalogueLink,
  type PresentedCatalogueItem,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DataTable } from '../ui/DataTable.js';
import { DocumentPicker } from '../publication/DocumentPicker.js';
import { ChoiceField } from '../ui/Field.js';
import { FileField } from '../ui/FileField.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

interface LinkDialogProps {
  readonly of: PresentedCatalogueItem;
  readonly onSave: (links: CatalogueLink[]) => Promise<void>;
  readonly onClose: () => void;
}

/** Where the content of an item is: documents by their ids, or a column of the catalogue. */
function LinkDialog({ of, onSave, onClose }: LinkDialogProps) {
  const [documents, setDocuments] = useState(() =>
    of.links
      .filter(({ kind }) => kind === 'document')
      .map(({ target, title }) => ({ documentId: target, title })),
  );
  const [column, setColumn] = useState(of.links.find(({ kind }) => kind === 'column')?.target ?? '');
  const save = useAction(async () => {
    const duty = DUTY_ITEM_KEYS.find((key) => key === column);
    await onSave([
      ...documents.map(({ documentId }) => ({ kind: 'document' as const, target: documentId })),
      ...(duty === undefined ? [] : [{ kind: 'column' as const, target: duty }]),
    ]);
  });
  return (
    <ActionDialog title={`${of.matter}：${of.detail}`} okText="保存" action={save} onClose={onClose}>
      <DocumentPicker
        label="公开的文件"
        chosen={documents}
        onChange={(chosen) => setDocuments([...chosen])}
      />
      <ChoiceField
        label="或者整个栏目"
        isOptional
        empty="不关联栏目"
        value={column}
        options={DUTY_ITEM_KEYS.map((value) => ({ value, label: DUTY_CATALOGUE[value].label }))}
        onChange={setColumn}
      />
    </ActionDialog>
  );
}

/** The standard catalogue: its editions, and what is really public behind each item. */
export function CataloguePage() {
  const { code } = usePlace();
  const agency = useAgency();
  const mayManage = useMayWithin('catalogue.manage');
  const found = useCall('getCatalogue', { params: { code } });
  const [coverage, setCoverage] = useState('');
  const [linked, setLinked] = useState<PresentedCatalogueItem | null>(null);
  const take = useAction(async (file: File) => {
    found.put(await call('importCatalogue', { params: { code }, body: file }));
  });
  return (
    <Page
      title="标准目录"
      lead={agency?.name ?? code}
      actions={<a href={`/agencies/${encodeURIComponent(code)}/standard-catalogue`}>看公开的目录</a>}
    >
      {mayManage && (
        <FileField
          label="导入新的一版"
          accept=".xlsx"
          hint="列名照国办发〔2019〕54号的目录；有一处不对就全部不导入，关联保留"
          onChoose={(file) => {
            if (file !== null) void take.run(file);
          }}
        />
      )}
      <ProblemNote error={take.error} />
      <Shown of={found} what="标准目录">
        {(catalogue) =>
          catalogue.version === null ? (
            <Nothing title="还没有导入标准目录">导入后这里显示每个事项有没有公开的内容。</Nothing>
          ) : (
            <>
              <p className="figures">
                第{catalogue.version}版（{catalogue.fileName}），共{catalogue.classes}类
                {catalogue.items.length}项：
                {Object.entries(COVERAGES)
                  .map(
                    ([key, label]) =>
                      `${label}${catalogue.items.filter((it) => it.coverage === key).length}项`,
                  )
                  .join('，')}
                。
              </p>
              <ChoiceField
                label="覆盖情况"
                empty="全部"
                value={coverage}
                options={optionsOf(COVERAGES)}
                onChange={setCoverage}
              />
              <DataTable
                caption="标准目录的事项"
                rows={catalogue.items.filter((it) => coverage === '' || it.coverage === coverage)}
                keyOf={({ itemKey }) => itemKey}
                columns={[
                  {
                    key: 'field',
                    title: '领域',
                    isShort: true,
                    render: ({ field }: PresentedCatalogueItem) => field,
                  },
                  {
                    key: 'matter',
                    title: '一级事项',
                    isShort: true,
                    render: ({ matter }: PresentedCatalogueItem) => matter,
                  },
                  {
                    key: 'detail',
                    title: '二级事项',
                    isShort: true,
                    render: ({ detail }: PresentedCatalogueItem) => detail,
                  },
                  { key: 'term', title: '公开时限', render: ({ term }: PresentedCatalogueItem) => term },
                  {
                    key: 'links',
                    title: '公开的内容',
                    render: (it: PresentedCatalogueItem) => it.links.map(({ title }) => title).join('、'),
                  },
                  {
                    key: 'coverage',
                    title: '覆盖情况',
                    isShort: true,
                    render: (it: PresentedCatalogueItem) =>
                      `${COVERAGES[it.coverage]}（${it.publicCount}件）`,
                  },
                  {
                    key: 'link',
                    title: '关联',
                    render: (it: PresentedCatalogueItem) =>
                      mayManage && (
                        <Button size="small" onClick={() => setLinked(it)}>
                          关联<span className="visually-hidden">{it.detail}</span>
                        </Button>
                      ),
                  },
                ]}
              />
              {linked !== null && (
                <LinkDialog
                  of={linked}
                  onClose={() => setLinked(null)}
                  onSave={async (links) => {
                    const body = { itemKey: linked.itemKey, links };
                    found.put(await call('linkCatalogueItem', { params: { code }, body }));
                    setLinked(null);
                  }}
                />
              )}
            </>
          )
        }
      </Shown>
    </Page>
  );
}
