import type { Finding } from '../finding.js';

/** What can be told of a link by its address alone, without asking anybody (政府网站发展指引; 国办秘函〔2019〕19号). */
export const LINK_RULES = {
  'links.local': '指向某台电脑或者共享文件夹里的文件，公众打不开',
  'links.inside': '指向内部网络的地址，公众打不开，也暴露了内部网络',
  'links.script': '会运行脚本，不能公开',
  'links.malformed': '写得不对，打不开',
} as const;
export type LinkRule = keyof typeof LINK_RULES;

const LOCAL = /^(?:file:|[A-Za-z]:[\\/]|\\\\|\/\/[^/]+\/[^/]*\$)/iu;
const SCRIPT = /^(?:javascript|vbscript|data):/iu;
/** Loopback, the private networks of IPv4 (RFC 1918), link-local, unique local IPv6, and names without a dot. */
const INSIDE_ADDRESS =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[(?:::1|f[cd]|fe80))/iu;
const INSIDE_NAME = /^(?:[^.:[\]]+|[^:]+\.(?:local|lan|internal|intranet|localdomain))$/iu;
const MOST_SHOWN = 60;

/** What is wrong with where a link leads; null: nothing that its address tells. */
export function linkRuleOf(target: string): LinkRule | null {
  const text = target.trim();
  if (LOCAL.test(text)) return 'links.local';
  if (SCRIPT.test(text)) return 'links.script';
  if (/^(?:mailto|tel|sms):|^#/iu.test(text)) return null;
  if (!/^[a-z][a-z0-9+.-]*:/iu.test(text)) return null;
  const host = /^(?:https?|ftp):\/\/(?:[^/@]*@)?(?<host>\[[^\]]+\]|[^/:?#]*)/iu.exec(text)?.groups?.host;
  if (host === undefined) return /^(?:https?|ftp):/iu.test(text) ? 'links.malformed' : null;
  if (host === '' || /[\s，。；、（）]/u.test(text)) return 'links.malformed';
  return INSIDE_ADDRESS.test(host) || INSIDE_NAME.test(host) ? 'links.inside' : null;
}

/** Findings of the links that a file carries, each address once. */
export function linkFindings(
  targets: readonly string[],
): (Finding & { readonly rule: LinkRule; readonly excerpt: string })[] {
  return [...new Set(targets)].flatMap((target) => {
    const rule = linkRuleOf(target);
    if (rule === null) return [];
    // What stands after the question mark may name somebody.
    const shown = target.replace(/\?.*$/su, '?…').slice(0, MOST_SHOWN);
    const severity = rule === 'links.script' ? 'error' : 'warning';
    const message = `链接“${shown}”${LINK_RULES[rule]}。`;
    return [{ rule, severity, message, source: '政府网站发展指引', excerpt: shown }];
  });
}
