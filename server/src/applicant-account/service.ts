export { countApplicantAccountsByKey, sealApplicantAccountsUnderActiveKey } from './account-keys.js';
