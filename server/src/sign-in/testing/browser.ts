import type { Hono } from 'hono';

/** A browser without scripts: keeps cookies, follows its forms, sends what a browser sends. */
export interface Browser {
  readonly get: (path: string) => Promise<Page>;
  /** Sends the form of a page that was opened before, with its hidden fields. */
  readonly send: (page: Page, action: string, fields: Readonly<Record<string, string>>) => Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly setCookies: readonly string[];
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

export function openBrowser(
  app: Hono,
  origin = 'http://localhost',
  extra: Record<string, string> = {},
): Browser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...extra,
      ...(init.headers as Record<string, string>),
      cookie,
      'user-agent': 'Firefox Linux',
    };
    const response = await app.request(new URL(path, origin).href, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [pair = ''] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { status, headers: answered } = response;
    return { status, text: await response.text(), location: answered.get('location'), headers: answered };
  };
  return {
    cookies,
    setCookies,
    get: (path) => ask(path, {}),
    send: (page, action, fields) => {
      const hidden = [
        ...page.text.matchAll(/<input\s+type="hidden"\s+name="([^"]+)"[^>]*?\svalue="([^"]*)"/g),
      ];
      const body = new URLSearchParams(hidden.map(([, name, value]) => [name, value] as [string, string]));
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return ask(action, {
        method: 'POST',
        body: body.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      });
    },
  };
}
