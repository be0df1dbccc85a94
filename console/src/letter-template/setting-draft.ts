import type { Letter, LetterSetting } from '@gongkai/core';

export interface OwnScheme {
  readonly letter: Letter;
  readonly scheme: string;
}

/** A setting while it is typed: lists of places as lines, `名称，地址` each. */
export interface SettingDraft {
  readonly effectiveFrom: string;
  readonly organName: string;
  readonly organKind: LetterSetting['organKind'];
  readonly officeName: string;
  readonly numberScheme: string;
  /** Letters with a series of their own, in the order in which they were added. */
  readonly ownSchemes: readonly OwnScheme[];
  readonly reconsideration: string;
  readonly onlineReconsideration: string;
  readonly courts: string;
  readonly competentDepartment: string;
  readonly address: string;
  readonly postcode: string;
  readonly phone: string;
  readonly hours: string;
  readonly payee: string;
  readonly how: string;
}

type Places = LetterSetting['courts'];

function placesOf(text: string): Places {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...address] = line.split(/[，,]/);
      return { name: name.trim(), address: address.join('，').trim() };
    });
}

function linesOf(places: Places): string {
  return places.map(({ name, address }) => `${name}，${address}`).join('\n');
}

/** The last setting as it can be changed for a new day; `agency` fills what nothing is known of. */
export function draftOf(
  last: LetterSetting | undefined,
  agency: { readonly name: string; readonly kind: LetterSetting['organKind'] } | null,
  today: string,
): SettingDraft {
  return {
    effectiveFrom: today,
    organName: last?.organName ?? agency?.name ?? '',
    organKind: last?.organKind ?? agency?.kind ?? 'localDepartment',
    officeName: last?.officeName ?? '',
    numberScheme: last?.numberScheme ?? '某公开〔{年}〕{号}号',
    ownSchemes: Object.entries(last?.numberSchemeByLetter ?? {}).map(([letter, scheme]) => ({
      letter: letter as Letter,
      scheme,
    })),
    reconsideration: linesOf(last?.reconsideration ?? []),
    onlineReconsideration: last?.onlineReconsideration ?? '',
    courts: linesOf(last?.courts ?? []),
    competentDepartment: last?.competentDepartment ?? '',
    address: last?.contact.address ?? '',
    postcode: last?.contact.postcode ?? '',
    phone: last?.contact.phone ?? '',
    hours: last?.contact.hours ?? '',
    payee: last?.payment?.payee ?? '',
    how: last?.payment?.how ?? '',
  };
}

/** What the draft says, to be checked by the schema. */
export function settingOf(draft: SettingDraft): unknown {
  const { address, postcode, phone, hours, payee, how, reconsideration, courts, ownSchemes, ...rest } = draft;
  return {
    ...rest,
    numberSchemeByLetter: Object.fromEntries(ownSchemes.map(({ letter, scheme }) => [letter, scheme])),
    reconsideration: placesOf(reconsideration),
    courts: placesOf(courts),
    onlineReconsideration: rest.onlineReconsideration === '' ? null : rest.onlineReconsideration,
    contact: { address, postcode, phone, hours },
    payment: payee === '' && how === '' ? null : { payee, how },
  };
}
