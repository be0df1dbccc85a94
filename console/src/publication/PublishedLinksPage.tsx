import {
  LINK_KINDS,
  LINK_SORTS,
  LINK_STATE_NAMES,
  LINK_STATES,
  localDateSchema,
  type LinkKind,
  type PublishedLink,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { documentPath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day, Instant } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, type Place } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

type Sort = (typeof LINK_SORTS)[number];

interface Recheck {
  readonly isRunning: boolean;
  /** Null: whoever looks may not ask for it. */
  readonly ask: ((linkId: string) => void) | null;
  readonly asked: ReadonlySet<string>;
}

function columnsOf(place: Place, { isRunning, ask, asked }: Recheck): Column<PublishedLink, Sort>[] {
  return [
    {
      key: 'address',
      title: '链接',
      render: ({ address, kind }) => (
        <>
          <span className="breakable">{address}</span>
          <div className="muted small">{LINK_KINDS[kind]}</div>
        </>
      ),
    },
    {
      key: 'title',
      title: '所在信息',
      sorts: ['title', 'since'],
      render: ({ documentId, title, place: where }) => (
        <>
          <Link href={documentPath(place, documentId)}>{title}</Link>
          <div className="muted small">{where === 'body' ? '正文' : `附件：${where}`}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: '状态',
      render: ({ state, answer }) => (
        <>
          {LINK_STATES[state]}
          {answer !== '' && <div className="muted small">{answer}</div>}
        </>
      ),
    },
    {
      key: 'since',
      title: '发现打不开',
      sorts: ['since', '-since'],
      render: ({ goneOn }) => (goneOn === null ? '—' : <Day on={goneOn} />),
    },
    {
      key: 'checked',
      title: '最近检查',
      render: ({ checkedAt, tries }) =>
        checkedAt === null ? (
          '—'
        ) : (
          <>
            <Instant at={checkedAt} />
            <div className="muted small">共{tries}次</div>
          </>
        ),
    },
    {
      key: 'recheck',
      title: '办理',
      render: ({ linkId, address }) =>
        ask !== null && (
          <Button size="small" disabled={isRunning || asked.has(linkId)} onClick={() => ask(linkId)}>
            {asked.has(linkId) ? '已请后台检查' : '再查一次'}
            <span className="visually-hidden">{address}</span>
          </Button>
        ),
    },
  ];
}

/** Where the agency's published documents lead and nobody gets to, inside and outside of the platform. */
export function PublishedLinksPage() {
  const place = usePlace();
  const agency = useAgency();
  const mayAsk = useMayWithin('document.draft');
  const list = useListAddress();
  const { value, choice, change: set } = list;
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const kind = choice(Object.keys(LINK_KINDS) as LinkKind[], 'kind');
  const state = choice(LINK_STATE_NAMES, 'state');
  const until = localDateSchema.safeParse(value('until'));
  const sort = choice(LINK_SORTS, 'sort') ?? 'since';
  const filters = {
    ...(kind && { kind }),
    ...(state && { state }),
    ...(until.success && { until: until.data }),
    ...(value('q') !== '' && { q: value('q') }),
    sort,
  };
  const found = useCall('listPublishedLinks', {
    params: { code: place.code },
    query: { ...filters, limit: 50, ...(value('after') !== '' && { after: value('after') }) },
  });
  const recheck = useAction(async (linkId: string) => {
    await call('recheckPublishedLink', { params: { code: place.code, linkId } });
    setAsked((before) => new Set([...before, linkId]));
  });
  const exported = new URLSearchParams(filters).toString();
  return (
    <Page
      title="失效链接"
      lead={`${agency?.name ?? place.code}已公开信息的正文和附件里的链接，每夜检查`}
      actions={
        <>
          <a href={`/link-files/agencies/${encodeURIComponent(place.code)}/links.xlsx?${exported}`}>
            导出（xlsx）
          </a>
          <Button onClick={found.reload}>刷新</Button>
        </>
      }
    >
      <SearchForm
        label="搜索失效链接"
        placeholder="链接、信息的标题"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ListFilter of={list} name="kind" label="链接种类" options={optionsOf(LINK_KINDS)} />
        <ListFilter of={list} name="state" label="状态" empty="打不开的" options={optionsOf(LINK_STATES)} />
        <DayField
          label="这天以前就打不开"
          isOptional
          value={value('until')}
          onChange={(text) => set('until', text)}
        />
      </div>
      <ProblemNote error={recheck.error} />
      <Shown of={found} what="失效链接">
        {({ items, next, isOn, lastRun, broken, failing }) => (
          <>
            <p className="figures">
              失效{broken}处，等待复查{failing}处。
              {!isOn && '现在不检查站外链接：本系统没有开启，需要时请管理员设置 GONGKAI_LINK_CHECK。'}
              {isOn && lastRun === null && '站外链接还没有检查过。'}
              {isOn && lastRun !== null && (
                <>
                  最近一次检查站外链接：
                  <Instant at={lastRun.at} />，{lastRun.tried}个地址
                  {lastRun.reachedNothing && '，本机访问不了外网，没有判定'}。
                </>
              )}
            </p>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的链接">
                <p>
                  在不同的两天都打不开（404、410、域名不存在）的站外链接，和没有公开的本平台信息，列在这里。
                </p>
              </Nothing>
            ) : (
              <DataTable
                caption="失效链接"
                columns={columnsOf(place, {
                  isRunning: recheck.isRunning,
                  ask: mayAsk ? (linkId) => void recheck.run(linkId) : null,
                  asked,
                })}
                rows={items}
                keyOf={({ linkId, documentId, place: where }) => `${linkId} ${documentId} ${where}`}
                sort={sort}
                onSort={(to) => set('sort', to)}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
    </Page>
  );
}
