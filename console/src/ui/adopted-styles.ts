/**
 * Stands in for the module with which Ant Design writes `<style>` elements (`vite.config.ts` puts it there): the
 * content security policy allows no such element, but it allows sheets adopted by script.
 */
const SHEETS = new Map<string, CSSStyleSheet>();

export function updateCSS(css: string, key: string): HTMLStyleElement {
  let sheet = SHEETS.get(key);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    SHEETS.set(key, sheet);
    document.adoptedStyleSheets.push(sheet);
  }
  sheet.replaceSync(css);
  // Callers mark the element they are given; it is never attached.
  return document.createElement('style');
}

export function removeCSS(key: string): void {
  const sheet = SHEETS.get(key);
  if (sheet === undefined) return;
  SHEETS.delete(key);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}

export function injectCSS(css: string): HTMLStyleElement {
  return updateCSS(css, css);
}

/** The icons ask for these two beside the writers. */
export function getShadowRoot(): null {
  return null;
}
export function warningOnce(valid: boolean, message: string): void {
  if (!valid && import.meta.env.DEV) console.warn(message);
}
