export { decideHotSpot, draftFromHotSpot, listAskingCases, listHotSpots } from './hot-spots.js';
export { getStatistics } from './statistics.js';
