export { saveLetterSetting } from './letter-settings.js';
export { letterDocument } from './letter-document.js';
export { letterSettings, lettersMaterials, printedLetter } from './materials.js';
