/** The style sheet that `antd-styles.ts` renders at build time. */
declare module 'virtual:antd.css';
