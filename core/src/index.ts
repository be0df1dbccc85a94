export * from './error.js';
export * from './finding.js';
export * from './calendar/local-date.js';
export * from './annual-report/tables.js';
export * from './application/vocabulary.js';
