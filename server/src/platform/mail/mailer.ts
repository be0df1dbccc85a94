import { readFileSync } from 'node:fs';
import { DomainError } from '@gongkai/core';
import { createTransport } from 'nodemailer';
import { isLoopback } from '../http/client.js';
import type { Mailer } from './mail.js';

/** How mail leaves; the address holds a password, so it is never logged. */
export interface MailSettings {
  /** `smtps://user:password@host:465` (TLS from the start) or `smtp://host:587` (STARTTLS). */
  readonly url: string;
  /** The sender, as `name <address>` or an address alone. */
  readonly from: string;
  /** Certificates of the organisation's own authority, a PEM file; null: those of the system. */
  readonly caFile: string | null;
}

const TIMEOUT_MS = 20_000;

export function openMailer({ url, from, caFile }: MailSettings): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isWrapped = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const domain = /@([^<>\s]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const transport = createTransport({
    host,
    port: port === '' ? (isWrapped ? 465 : 587) : Number(port),
    secure: isWrapped,
    // Nothing crosses a network in the clear; a relay on this very machine may do without.
    requireTLS: !isWrapped && !isLoopback(host),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    ...(caFile !== null && { tls: { ca: readFileSync(caFile) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    async send({ to, subject, text, id, headers }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        });
        return 'accepted';
      } catch (error) {
        if (isRefusal(error)) return 'refused';
        throw unavailable(error);
      }
    },
  };
}

interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

/** The server's last word on this recipient or message, not on us: 5xx after MAIL FROM was taken. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode, command } = error as SmtpError;
  if (typeof responseCode !== 'number' || responseCode < 500) return false;
  return (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE';
}

/** Only what says where it failed: the server's words may repeat the address. */
function unavailable(error: unknown): DomainError {
  const { code, responseCode } = error as SmtpError;
  const where = [code, responseCode]
    .filter((it) => typeof it === 'string' || typeof it === 'number')
    .join(' ');
  return new DomainError(
    'MAIL_UNAVAILABLE',
    `邮件服务器没有收下邮件（${where || '原因不明'}），将自动重试。`,
  );
}
