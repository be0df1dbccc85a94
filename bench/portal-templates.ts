import type { PublicItem } from '../server/src/publication/public-documents.js';

/** What the templates below show of an item. */
export function itemValues(site: string, agency: string, { indexNumber, publishedAt, draft }: PublicItem) {
  const { title, summary, genre, formedOn, body } = draft;
  return {
    ...{ site, agency, title, summary, genre, formedOn, indexNumber, publishedAt },
    navigation: ['首页', '年度报告', '依申请公开', '搜索', '大字版'],
    paragraphs: body.split('\n'),
  };
}

const PAGE = {
  head: '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>',
  style: '</title><link rel="stylesheet" href="/style.css"></head><body><header><nav><ul>',
} as const;

export const EJS_TEMPLATE = `${PAGE.head}<%= title %> - <%= site %>${PAGE.style}
<% for (const name of navigation) { %><li><a href="/"><%= name %></a></li><% } %></ul></nav></header>
<main><h1><%= title %></h1><dl>
<dt>索引号</dt><dd><%= indexNumber %></dd><dt>发布机构</dt><dd><%= agency %></dd><dt>体裁</dt><dd><%= genre %></dd>
<dt>成文日期</dt><dd><%= formedOn %></dd><dt>公开时间</dt><dd><%= publishedAt %></dd><dt>概述</dt><dd><%= summary %></dd></dl>
<% for (const text of paragraphs) { %><p><%= text %></p><% } %></main></body></html>`;

export const HANDLEBARS_TEMPLATE = `${PAGE.head}{{title}} - {{site}}${PAGE.style}
{{#each navigation}}<li><a href="/">{{this}}</a></li>{{/each}}</ul></nav></header>
<main><h1>{{title}}</h1><dl>
<dt>索引号</dt><dd>{{indexNumber}}</dd><dt>发布机构</dt><dd>{{agency}}</dd><dt>体裁</dt><dd>{{genre}}</dd>
<dt>成文日期</dt><dd>{{formedOn}}</dd><dt>公开时间</dt><dd>{{publishedAt}}</dd><dt>概述</dt><dd>{{summary}}</dd></dl>
{{#each paragraphs}}<p>{{this}}</p>{{/each}}</main></body></html>`;
