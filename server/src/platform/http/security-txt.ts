import type { Hono } from 'hono';
import type { AppContext } from '../context.js';

/** The file must be looked after: so long ahead it says that it holds, in days. */
const DAYS = 180;

/** Where to report a weakness (RFC 9116); no such file where no contact is configured. */
export function mountSecurityText(app: Hono, { web, now }: Pick<AppContext, 'web' | 'now'>): void {
  const { securityContact, publicUrl } = web;
  if (securityContact === null) return;
  app.get('/.well-known/security.txt', (c) => {
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(now().getTime() + DAYS * 86_400_000).toISOString()}`,
      'Preferred-Languages: zh, en',
      ...(publicUrl === null ? [] : [`Canonical: ${publicUrl}/.well-known/security.txt`]),
    ];
    return c.text(`${lines.join('\n')}\n`);
  });
}
