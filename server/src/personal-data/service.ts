export { correctApplicant, unmaskApplicant } from './applicant.js';
export { applicationsOfSameApplicant, copyApplicantData } from './copy.js';
export { eraseApplicant, eraseDueData, eraseRightsRequest } from './erase.js';
export { countToSealAnew, keyStandings, sealEverythingAnew, withoutKey } from './keys.js';
export { listTermsOfAgencies, listRetentionTerms, setRetentionTerm, termsOf } from './terms.js';
