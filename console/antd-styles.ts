import { fileURLToPath } from 'node:url';
import { createElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { StyleProvider, createCache, extractStyle } from '@ant-design/cssinjs';
import {
  Alert,
  Button,
  ConfigProvider,
  Drawer,
  Input,
  InputNumber,
  Modal,
  Progress,
  Segmented,
  Select,
  Spin,
  Tag,
} from 'antd';
import type { Plugin } from 'vite';
import { THEME } from './src/theme.js';

const ID = 'virtual:antd.css';
/** Each kind of tag brings its own rules. */
const TAG_COLORS = ['default', 'success', 'processing', 'warning', 'error'];

/** Overlays render nothing on a server; antd keeps their panels for its own documentation, and these have the styles. */
function panelOf(component: object): ReactNode {
  const { _InternalPanelDoNotUseOrYouWillBeFired: panel } = component as Readonly<Record<string, 'div'>>;
  return panel === undefined ? null : createElement(panel);
}

/** Every component that the console uses, once, so that its rules are written into the sheet. */
function specimens(): ReactNode[] {
  return [
    createElement(Alert, { title: '', type: 'info', showIcon: true }),
    createElement(Button, { type: 'primary' }, '一'),
    createElement(Input, {}),
    createElement(Input.TextArea, {}),
    createElement(Input.Search, {}),
    createElement(InputNumber, {}),
    createElement(Progress, { percent: 1 }),
    createElement(Segmented, { options: ['一'] }),
    createElement(Select, { open: true, getPopupContainer: undefined as never }),
    createElement(Spin, {}),
    ...TAG_COLORS.map((color) => createElement(Tag, { color }, '一')),
    panelOf(Modal),
    panelOf(Drawer),
  ];
}

/** The rules of the used components in the console's theme, written at build time: a strict policy allows no other. */
function renderStyles(): string {
  const cache = createCache();
  renderToString(
    createElement(
      StyleProvider,
      { cache },
      createElement(ConfigProvider, { theme: { ...THEME, zeroRuntime: false } }, ...specimens()),
    ),
  );
  return extractStyle(cache, { plain: true, types: ['style', 'token', 'cssVar'] });
}

/** Serves `virtual:antd.css`. */
export function antdStyles(): Plugin {
  return {
    name: 'gongkai-antd-styles',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? renderStyles() : null),
  };
}

const WRITERS = /Dom\/dynamicCSS(\.js)?$|^\.\/cssUtils$/;

/** Puts `ui/adopted-styles.ts` in the place of the modules with which Ant Design and its icons write style elements. */
export function adoptedStyles(): Plugin {
  const stand = fileURLToPath(new URL('src/ui/adopted-styles.ts', import.meta.url));
  return {
    name: 'gongkai-adopted-styles',
    enforce: 'pre',
    resolveId: (id, importer) =>
      WRITERS.test(id) && importer?.includes('node_modules') === true ? stand : null,
  };
}
