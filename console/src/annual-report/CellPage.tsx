import { figureName, isFigureAddress, usualFormOf } from '@gongkai/core';
import { Link, useSearchParams } from 'wouter';
import { pagePath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing } from '../ui/states.js';
import { CellSourceView } from './CellSourceView.js';
import { readReportQuery, writeReportQuery } from './report-query.js';

/** One cell on a page of its own, to be kept open or sent on. */
export function CellPage({ cell }: { readonly cell: string }) {
  const place = usePlace();
  const agency = useAgency();
  const [search] = useSearchParams();
  const query = readReportQuery(search);
  if (!isFigureAddress(cell)) {
    return (
      <Nothing title={`没有“${cell}”这一格`}>
        <p>请从报告的表格中点开一格。</p>
      </Nothing>
    );
  }
  return (
    <Page
      title={figureName(cell, query.form ?? usualFormOf(place.year))}
      lead={`${agency?.name ?? place.code} · ${place.year}年度`}
      actions={<Link href={pagePath(place, 'report', writeReportQuery(query))}>回到三张表</Link>}
    >
      <CellSourceView cell={cell} form={query.form} version={query.version} />
    </Page>
  );
}
