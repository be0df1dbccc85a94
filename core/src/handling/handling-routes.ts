import type { ApiRoute } from '../api-route.js';
import { CONSULTATION_ROUTES } from './consultation-routes.js';
import { ENTRY_ROUTES } from './entry-routes.js';
import { ENVELOPE_ROUTES } from './envelope-routes.js';
import { FEE_ROUTES } from './fee-routes.js';
import { TASK_ROUTES } from './task-routes.js';

/** What is done with a case inside the office beyond its events. */
export const HANDLING_ROUTES = {
  ...TASK_ROUTES,
  ...CONSULTATION_ROUTES,
  ...ENTRY_ROUTES,
  ...FEE_ROUTES,
  ...ENVELOPE_ROUTES,
} as const satisfies Record<string, ApiRoute>;
