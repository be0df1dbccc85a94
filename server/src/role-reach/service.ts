export { grantedTo, holdersAt, inForce, reachOf, type RolePlace } from './queries.js';
