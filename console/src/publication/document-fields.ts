import { DOCUMENT_KINDS, documentDraftSchema, type DocumentDraft, type DocumentKind } from '@gongkai/core';

/** What stands in the fields of the form: texts, until they are read as a draft. */
export interface DocumentFields {
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly documentNumber: string;
  readonly genre: string;
  readonly topic: string;
  readonly keywords: string;
  readonly duty: string;
  readonly responsibleUnit: string;
  readonly formedOn: string;
  readonly changedOn: string;
  readonly effectiveOn: string;
  readonly expiresOn: string;
  readonly mode: string;
  readonly withholdingGround: string;
  readonly modeReason: string;
  readonly needsConsent: string;
  readonly interpretationPlan: string;
  /** Forms that the plan names, parted by blanks. */
  readonly plannedForms: string;
  readonly interpretationForm: string;
  readonly body: string;
  /** Ids of documents, one a line, by what this one does to them. */
  readonly interprets: string;
  readonly amends: string;
  readonly repeals: string;
  readonly related: string;
}
export type FieldName = keyof DocumentFields;

const RELATIONS = ['interprets', 'amends', 'repeals', 'related'] as const;

export const EMPTY_FIELDS: DocumentFields = {
  kind: 'notice',
  title: '',
  summary: '',
  documentNumber: '',
  genre: '',
  topic: '',
  keywords: '',
  duty: DOCUMENT_KINDS.notice.duty,
  responsibleUnit: '',
  formedOn: '',
  changedOn: '',
  effectiveOn: '',
  expiresOn: '',
  mode: 'proactive',
  withholdingGround: '',
  modeReason: '',
  needsConsent: '',
  interpretationPlan: '',
  plannedForms: '',
  interpretationForm: '',
  body: '',
  interprets: '',
  amends: '',
  repeals: '',
  related: '',
};

export function fieldsOf(draft: DocumentDraft): DocumentFields {
  const ids = (kind: (typeof RELATIONS)[number]) =>
    draft.relations
      .filter((relation) => relation.kind === kind)
      .map(({ documentId }) => documentId)
      .join('\n');
  return {
    ...{ kind: draft.kind, title: draft.title, summary: draft.summary, duty: draft.duty, mode: draft.mode },
    ...{ formedOn: draft.formedOn, body: draft.body },
    documentNumber: draft.documentNumber ?? '',
    genre: draft.genre ?? '',
    topic: draft.topic ?? '',
    keywords: draft.keywords.join('、'),
    responsibleUnit: draft.responsibleUnit ?? '',
    changedOn: draft.changedOn ?? '',
    effectiveOn: draft.effectiveOn ?? '',
    expiresOn: draft.expiresOn ?? '',
    withholdingGround: draft.withholdingGround ?? '',
    modeReason: draft.modeReason ?? '',
    needsConsent: draft.needsConsent ? 'yes' : '',
    interpretationPlan: draft.interpretationPlan ?? '',
    plannedForms: draft.plannedForms.join(' '),
    interpretationForm: draft.interpretationForm ?? '',
    interprets: ids('interprets'),
    amends: ids('amends'),
    repeals: ids('repeals'),
    related: ids('related'),
  };
}

/** The catalogue's item follows the kind until somebody chose another. */
export function withKind(fields: DocumentFields, kind: DocumentKind): DocumentFields {
  const before = DOCUMENT_KINDS[fields.kind as DocumentKind].duty;
  return { ...fields, kind, duty: fields.duty === before ? DOCUMENT_KINDS[kind].duty : fields.duty };
}

/** The draft that the fields say, or what is wrong with each. */
export function readFields(
  fields: DocumentFields,
):
  | { readonly draft: DocumentDraft; readonly issues: null }
  | { readonly draft: null; readonly issues: Readonly<Partial<Record<FieldName, string>>> } {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const given = {
    ...fields,
    documentNumber: orNull(fields.documentNumber),
    genre: orNull(fields.genre),
    topic: orNull(fields.topic),
    keywords: fields.keywords.split(/[、,，;；\s]+/u).filter((word) => word !== ''),
    responsibleUnit: orNull(fields.responsibleUnit),
    changedOn: orNull(fields.changedOn),
    effectiveOn: orNull(fields.effectiveOn),
    expiresOn: orNull(fields.expiresOn),
    withholdingGround: fields.mode === 'withheld' ? orNull(fields.withholdingGround) : null,
    modeReason: fields.mode === 'proactive' ? null : orNull(fields.modeReason),
    needsConsent: fields.needsConsent !== '',
    interpretationPlan: orNull(fields.interpretationPlan),
    plannedForms: fields.plannedForms.split(' ').filter((form) => form !== ''),
    interpretationForm: fields.kind === 'interpretation' ? orNull(fields.interpretationForm) : null,
    relations: RELATIONS.flatMap((kind) =>
      fields[kind]
        .split(/\s+/u)
        .filter((id) => id !== '')
        .map((documentId) => ({ kind, documentId })),
    ),
  };
  const parsed = documentDraftSchema.safeParse(given);
  if (parsed.success) return { draft: parsed.data, issues: null };
  const issues: Partial<Record<FieldName, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = path[0] === 'relations' ? 'related' : path[0];
    if (typeof name === 'string' && name in fields) issues[name as FieldName] ??= message;
  }
  return { draft: null, issues };
}
