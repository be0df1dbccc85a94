export { countLog, type CountedLog } from './count-log.js';
export { createCounter, flushRegularly, type ReadingCounter } from './counter.js';
export { getReadingStatistics } from './reading-statistics.js';
