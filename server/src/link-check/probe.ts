import { DomainError, type LinkAnswer } from '@gongkai/core';
import { fetchOutside } from '../platform/http/fetch-outside.js';
import type { LinkCheckSettings } from '../platform/http/web-settings.js';

const MOST_REDIRECTS = 5;
/** No further redirect is followed after so many times the wait for one answer: others wait for the job. */
const WHOLE_TRY = 2;
/** Named, so that whoever runs the host can ask. */
const HEADERS = { 'user-agent': 'gongkai-link-check/1.0', accept: '*/*' };

/**
 * Asks whether an address opens: HEAD, then GET without its body, through a few redirects, each of which must lead to the
 * open internet or to a host that may be tried. Sends no cookies and no credentials.
 */
export async function probeLink(address: string, settings: LinkCheckSettings): Promise<LinkAnswer> {
  let url = address;
  const latest = performance.now() + WHOLE_TRY * settings.timeoutMs;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (performance.now() > latest) break;
    try {
      const head = await ask('HEAD', url, settings).catch((error: unknown) => {
        if (faultOf(error) !== 'noAnswer') throw error;
        return null;
      });
      const answer = head !== null && isGood(head.status) ? head : await ask('GET', url, settings);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || location === null)
        return { status: answer.status, fault: null };
      if (!URL.canParse(location, url)) return { status: answer.status, fault: null };
      url = new URL(location, url).href;
    } catch (error) {
      return { status: null, fault: faultOf(error) };
    }
  }
  return { status: null, fault: performance.now() > latest ? 'noAnswer' : 'redirects' };
}

/** A host may have no answer to HEAD, or a bad one, and a good one to GET. */
function isGood(status: number): boolean {
  return status >= 200 && status < 400;
}

function ask(method: 'HEAD' | 'GET', url: string, { trustedHosts, timeoutMs }: LinkCheckSettings) {
  return fetchOutside(
    url,
    { method, headers: HEADERS },
    { trustedHosts, timeoutMs, allowsPlain: true, ignoresBody: true },
  );
}

function faultOf(error: unknown): 'refused' | 'unknownHost' | 'noAnswer' {
  if (error instanceof DomainError) return 'refused';
  const { code } = error as { readonly code?: unknown };
  return code === 'ENOTFOUND' ? 'unknownHost' : 'noAnswer';
}
