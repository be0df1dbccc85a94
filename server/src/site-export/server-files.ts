import { join } from 'node:path';
import { STATE_FOLDER } from './manifest.js';
import type { SiteExportSettings } from './settings.js';
import { urlPath } from './static-address.js';
import { writeWhole } from './write-files.js';

/**
 * What the web server outside is told: which addresses are gone for good, as a map of nginx and as a plain list, and which files
 * are to be deleted where only new ones are carried over. They stand beside the manifest, which is not handed out.
 */
export async function writeServerFiles(
  out: string,
  { baseUrl }: Pick<SiteExportSettings, 'baseUrl'>,
  { gone, removed }: { readonly gone: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  const folder = new URL(`${baseUrl}/`).pathname;
  const addresses = gone.flatMap((path) => {
    const address = `${folder}${urlPath(path)}`;
    return address.endsWith('/') ? [address, address.slice(0, -1), `${address}index.html`] : [address];
  });
  // The variable of the map is the address without escapes.
  const lines = addresses.map(
    (address) => `"${decodeURIComponent(address).replaceAll(/["\\$]/g, '\\$&')}" 1;\n`,
  );
  await writeWhole(join(out, STATE_FOLDER, 'gone.map'), lines.join(''));
  await writeWhole(join(out, STATE_FOLDER, 'removed.txt'), removed.map((path) => `${path}\n`).join(''));
  await writeWhole(join(out, STATE_FOLDER, 'gone.txt'), addresses.map((address) => `${address}\n`).join(''));
}
