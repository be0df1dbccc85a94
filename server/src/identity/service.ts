export {
  createAccount,
  listAdministrators,
  listPeople,
  listThoseWhoMay,
  myAccess,
  previewAccess,
  changeAccountStatus,
  type IdentityContext,
} from './accounts.js';
export {
  createAgency,
  findEmblem,
  getAgency,
  listAgencies,
  listUnits,
  renameAgency,
  requireAgency,
  saveStaff,
  saveUnit,
  updateAgency,
  type Officer,
} from './agencies.js';
export { replaceEmblem } from './queries.js';
export { type AgencyEmblem } from './table.js';
export { delegateRoles, endDelegation } from './delegations.js';
export { grantRole, revokeRole } from './grants.js';
export { registerIdentityJobs } from './jobs.js';
export { loadActor, loadRoles } from './load-actor.js';
export { findAgencyHistory } from './queries.js';
export { recordRefusedAccess } from './refused-access.js';
export { succeedAgency } from './succession.js';
