import {
  PARTY_FIELD_NAMES,
  type CorrectedApplicant,
  type GivenPartyValues,
  type PartyField,
  type RepresentativeRelation,
} from '@gongkai/core';

/** What was typed for each value; nothing typed leaves the value as it is. */
export type PartyDraft = Readonly<Partial<Record<PartyField, string>>>;

function valuesOf(draft: PartyDraft): Record<string, string> {
  return Object.fromEntries(
    PARTY_FIELD_NAMES.flatMap((field) => {
      const value = draft[field]?.trim() ?? '';
      return value === '' ? [] : [[field, value]];
    }),
  );
}

/** What is sent: only what was typed. */
export function correctionOf(
  applicant: PartyDraft,
  relation: string,
  representative: PartyDraft,
): Record<string, unknown> & Partial<CorrectedApplicant> {
  const acting = valuesOf(representative) as GivenPartyValues;
  return {
    ...valuesOf(applicant),
    ...(Object.keys(acting).length > 0 && {
      representative: { relation: relation as RepresentativeRelation, values: acting },
    }),
  };
}
