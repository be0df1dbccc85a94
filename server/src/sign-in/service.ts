export { inviteAccount, inviteAccountIn, INVITATION_HOURS, type Invitation } from './invitation.js';
export { bindIdentity } from './oidc.js';
export { endSessions, endSessionsIn, type EndReason } from './session.js';
export { removeFactorIn } from './second-factor.js';
export { deleteEverySession } from './session-queries.js';
export { countFactorsByKey, sealFactorsUnderActiveKey } from './factor-keys.js';
