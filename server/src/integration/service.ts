export {
  countWebhooksByKey,
  createIntegrationClient,
  endIntegrationClient,
  listIntegrationClients,
  removeIntegrationWebhook,
  rotateIntegrationKey,
  sealWebhooksUnderActiveKey,
  setIntegrationWebhook,
  type ClientPlace,
} from './clients.js';
export { listIntegrationDeliveries, replayIntegrationDelivery } from './deliveries.js';
export { getIntakeStatus, submitIntake } from './intake.js';
