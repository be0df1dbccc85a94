export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Without brackets and domain; the same for every attempt, so that a mail server can drop the second. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Mailer {
  /**
   * Hands a mail to the mail server. @returns refused: the server will never take it, for this address
   * @throws DomainError MAIL_UNAVAILABLE when another attempt may do, without the address in it
   */
  readonly send: (mail: Mail) => Promise<'accepted' | 'refused'>;
}
