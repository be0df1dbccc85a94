import { html } from 'hono/html';
import type { Site } from './site.js';
import type { Html } from './view.js';

/** A column as the meta tags name it. */
export interface ColumnMeta {
  readonly name: string;
  readonly description: string;
  readonly keywords: string;
  readonly type: string;
}

/** An article: something published on a day, from somebody. */
export interface ArticleMeta {
  readonly title: string;
  readonly publishedOn: string;
  readonly source: string;
  readonly column: Pick<ColumnMeta, 'name' | 'type'>;
  readonly keywords?: string;
  readonly description?: string;
  /** Path of the page that holds now. */
  readonly address?: string;
}

export interface PageMeta {
  readonly column?: ColumnMeta;
  readonly article?: ArticleMeta;
}

/** Meta tags of a page, column or article (《政府网站发展指引》国办发〔2017〕47号 附件). */
export function metaTags(site: Site, { column, article }: PageMeta): Html {
  const tags: Record<string, string | null> = {
    SiteName: site.name,
    SiteDomain: site.domain,
    SiteIDCode: site.code,
    ColumnName: column?.name ?? article?.column.name ?? null,
    ColumnType: column?.type ?? article?.column.type ?? null,
    ColumnDescription: column?.description ?? null,
    ColumnKeywords: column?.keywords ?? null,
    ArticleTitle: article?.title ?? null,
    PubDate: article?.publishedOn ?? null,
    ContentSource: article?.source ?? null,
    Keywords: article?.keywords ?? null,
    Description: article?.description ?? null,
    Url: article?.address === undefined ? null : `https://${site.domain}${article.address}`,
  };
  const given = Object.entries(tags).filter((tag): tag is [string, string] => tag[1] !== null);
  return html`${given.map(([name, content]) => html`<meta name="${name}" content="${content}" />`)}`;
}
