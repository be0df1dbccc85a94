import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { adoptedStyles, antdStyles } from './antd-styles.js';

export default defineConfig({
  base: '/console/',
  plugins: [react(), antdStyles(), adoptedStyles()],
  // The rules are bundled from their sources, so that only what a page uses is carried along.
  resolve: {
    alias: { '@gongkai/core': fileURLToPath(new URL('../core/src/index.ts', import.meta.url)) },
  },
  build: {
    // Behind `script-src 'self'` nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8787' } },
});
