export { makeHistory } from '../src/demonstration/lawful-history.js';
