export { decideHotSpot, listHotSpots } from './hot-spots.js';
export { getStatistics } from './statistics.js';
