export { startControl, type ControlSocket } from './control-socket.js';

/** How backups are made by themselves. */
export interface BackupSettings {
  /** Null: none are. */
  readonly folder: string | null;
  /** `HH:MM` in China. */
  readonly dailyAt: string;
  /** The newest so many stay. */
  readonly keep: number;
  /** Public keys; whoever holds one of the secret keys can read the backups. */
  readonly recipients: readonly string[];
  /** Of the command line; a schedule uses recipients. */
  readonly passphrase: string | null;
}

/** None by themselves. */
export const NO_BACKUPS: BackupSettings = {
  folder: null,
  dailyAt: '03:10',
  keep: 7,
  recipients: [],
  passphrase: null,
};
