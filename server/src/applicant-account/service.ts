export { countApplicantAccountsByKey, sealApplicantAccountsUnderActiveKey } from './account-keys.js';
export { deleteEverySession as deleteEveryApplicantSession } from './session-queries.js';
