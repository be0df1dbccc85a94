import { LETTERS } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import type { AnswerOf } from '../api/request.js';
import { letterTemplatePath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

type Row = AnswerOf<'listLetterTemplates'>['items'][number];

/** Every letter of the office with the text in use. */
export function LetterTemplatesPage() {
  const place = usePlace();
  const list = useCall('listLetterTemplates', { params: { code: place.code } });
  return (
    <Page
      title="文书文本"
      lead="每种文书用的文本；没有自己文本的用随程序带来的。缺少必备部分的文本不能启用"
      actions={<Link href={pagePath(place, 'letterSettings')}>文书固定信息</Link>}
    >
      <Shown of={list} what="文书文本">
        {({ items }) => (
          <DataTable
            caption="文书文本"
            rows={items}
            keyOf={({ letter }) => letter}
            columns={[
              {
                key: 'letter',
                title: '文书',
                render: ({ letter }: Row) => (
                  <Link href={letterTemplatePath(place, letter)}>{LETTERS[letter]}</Link>
                ),
              },
              {
                key: 'inUse',
                title: '正在使用',
                render: ({ inUse }: Row) => (inUse === 0 ? '随程序带来的文本' : `第${inUse}版`),
              },
              {
                key: 'effectiveFrom',
                title: '启用日期',
                render: ({ effectiveFrom }: Row) =>
                  effectiveFrom === null ? '—' : <Day on={effectiveFrom} />,
              },
              {
                key: 'draft',
                title: '草稿',
                render: ({ hasDraft, errors }: Row) =>
                  !hasDraft ? (
                    '—'
                  ) : errors === 0 ? (
                    <Tag color="blue">待启用</Tag>
                  ) : (
                    <Tag color="red">缺 {errors} 处</Tag>
                  ),
              },
            ]}
          />
        )}
      </Shown>
    </Page>
  );
}
