import { figureName, isFigureAddress, type FormVersion } from '@gongkai/core';
import { Drawer } from 'antd';
import { CellSourceView } from './CellSourceView.js';

interface CellDrawerProps {
  readonly cell: string;
  readonly href: string;
  readonly form: FormVersion;
  readonly version?: number | undefined;
  readonly onClose: () => void;
}

/** What stands behind a cell, beside the table that it was opened from. */
export function CellDrawer({ cell, href, form, version, onClose }: CellDrawerProps) {
  return (
    <Drawer
      open
      size="min(60rem, 100vw)"
      title={isFigureAddress(cell) ? figureName(cell, form) : cell}
      extra={
        <a href={href} target="_blank" rel="noreferrer">
          在新标签页打开
        </a>
      }
      onClose={onClose}
    >
      <CellSourceView cell={cell} form={form} version={version} />
    </Drawer>
  );
}
