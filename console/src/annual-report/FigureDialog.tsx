import {
  cellsOfForm,
  FEE_ADDRESSES,
  figureName,
  figureValueAt,
  LEDGER_ADDRESSES,
  type FigureAddress,
  type FormVersion,
  type ReportTables,
} from '@gongkai/core';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { shownFigure } from './report-layout.js';

const SHOWN = 60;

interface FigureDialogProps {
  readonly form: FormVersion;
  readonly tables: ReportTables;
  readonly onClose: () => void;
  readonly onInsert: (expression: string) => void;
}

/** Choosing a figure that is to stand in the text: a cell, a sum of the fees or a count of a ledger. */
export function FigureDialog({ form, tables, onClose, onInsert }: FigureDialogProps) {
  const [search, setSearch] = useState('');
  const words = search.split(/\s+/).filter((word) => word !== '');
  const ofLedgers = tables.ledgers === undefined ? [] : LEDGER_ADDRESSES;
  const found = [...cellsOfForm(form), ...FEE_ADDRESSES, ...ofLedgers]
    .map((cell): [FigureAddress, string] => [cell, figureName(cell, form)])
    .filter(([cell, name]) => words.every((word) => name.includes(word) || cell.includes(word)));
  return (
    <Modal open title="插入数字" footer={null} onCancel={onClose}>
      <Input
        autoFocus
        aria-label="搜索格"
        placeholder="如：予以公开 总计；送交 份"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <p className="muted" role="status">
        {found.length} 格{found.length > SHOWN && `，先列 ${SHOWN} 格，再写几个字缩小范围`}
      </p>
      <ul className="cell-choices">
        {found.slice(0, SHOWN).map(([cell, name]) => (
          <li key={cell}>
            <button type="button" className="cell-choice" onClick={() => onInsert(`{{${cell}}}`)}>
              <span>{name}</span>
              <span className="figures">{shownFigure(cell, figureValueAt(tables, cell)) || '空白'}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="hint">
        也可以写式子：两格相加 <code>{'{{甲 + 乙}}'}</code>，占比 <code>{'{{percent(甲, 乙)}}'}</code>，年份{' '}
        <code>{'{{year}}'}</code>。
      </p>
    </Modal>
  );
}
