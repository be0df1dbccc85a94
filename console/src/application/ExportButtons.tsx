import { Button } from 'antd';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { download } from '../ui/download.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { caseRows, readAllCases, toCsv } from './export-cases.js';
import type { CaseFilters } from './register-filters.js';

/** Files of what the list shows: the same filters, order and columns, every page. */
export function ExportButtons({ filters }: { readonly filters: CaseFilters }) {
  const { code, year } = usePlace();
  const [read, setRead] = useState(0);
  const name = `申请台账-${code}-${filters.year ?? year}`;
  const write = useAction(async (format: 'csv' | 'xlsx') => {
    setRead(0);
    const rows = caseRows(await readAllCases(code, filters, setRead));
    if (format === 'csv') {
      download(`${name}.csv`, new Blob([toCsv(rows)], { type: 'text/csv;charset=utf-8' }));
      return;
    }
    const { default: writeXlsxFile } = await import('write-excel-file/browser');
    const sheet = rows.map((row, index) =>
      row.map((value) => (index === 0 ? { value, fontWeight: 'bold' as const } : { value })),
    );
    download(`${name}.xlsx`, await writeXlsxFile(sheet).toBlob());
  });
  return (
    <>
      <Button loading={write.isRunning} onClick={() => void write.run('csv')}>
        导出 csv
      </Button>
      <Button loading={write.isRunning} onClick={() => void write.run('xlsx')}>
        导出 xlsx
      </Button>
      {write.isRunning && (
        <span role="status" className="muted">
          已读取 {read} 件
        </span>
      )}
      <ProblemNote error={write.error} />
    </>
  );
}
