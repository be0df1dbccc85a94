export { createRandom, type Random } from '../src/demonstration/random.js';
