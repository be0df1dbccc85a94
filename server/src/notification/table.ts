import type {
  NotificationDelivery,
  NotificationDetails,
  NotificationKind,
  NotificationSubjectType,
} from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** How the mail about a piece of news stands; `digest`: it waits for the daily one. */
export type MailState = 'none' | 'waiting' | 'digest' | 'sent' | 'refused' | 'unsubscribed';

/** One piece of news for one account. It names things by their ids and holds no personal data. */
export interface NotificationTable {
  /** Where the account works; `*` for those who run the platform. */
  agencyId: string;
  notificationId: string;
  accountId: string;
  kind: NotificationKind;
  /** The agency it is about; null: the platform. */
  aboutAgencyId: string | null;
  subjectType: NotificationSubjectType;
  subjectId: string;
  details: ColumnType<NotificationDetails, string, never>;
  /** The same news is told once under its key. */
  key: string | null;
  createdAt: string;
  readAt: string | null;
  mailState: MailState;
  mailedAt: string | null;
}

/** What somebody has chosen; kinds without a row go by the table of core. */
export interface NotificationPreferenceTable {
  agencyId: string;
  accountId: string;
  kind: NotificationKind;
  delivery: NotificationDelivery;
}

/** Where mail for an account goes; used once its link was followed. */
export interface NotificationAddressTable {
  agencyId: string;
  accountId: string;
  sealedAddress: Uint8Array;
  /** Part of the link, so that an older one no longer counts. */
  nonce: string;
  askedAt: string;
  verifiedAt: string | null;
  /** The mail server knows no such address. */
  refusedAt: string | null;
}

/** Who wants no mail. */
export interface MailUnsubscriptionTable {
  agencyId: string;
  recipientKind: MailRecipientKind;
  recipientId: string;
  since: string;
}
export type MailRecipientKind = 'account' | 'party' | 'applicantAccount';
