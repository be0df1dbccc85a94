export { letterDocument } from './letter-document.js';
export { letterSettings, lettersMaterials, printedLetter } from './materials.js';
