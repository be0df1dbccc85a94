export {
  FieldFault,
  mountFormPage as mountOnlinePage,
  type Answer,
  type FormPageRequest as OnlineRequest,
} from '../platform/portal/form-page.js';
