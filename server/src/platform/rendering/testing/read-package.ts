import { buffer } from 'node:stream/consumers';
import { Parser } from 'htmlparser2';
import { fromBufferPromise, type Entry } from 'yauzl';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Of itself and of everything in it. */
  text: string;
}

/** An office package with its parts as they are stored. */
export interface OfficePackage {
  readonly parts: ReadonlyMap<string, string>;
  readonly days: readonly string[];
  readonly root: (part: string) => XmlElement;
}

export async function readPackage(bytes: Uint8Array): Promise<OfficePackage> {
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const parts = new Map<string, string>();
  const days: string[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        buffer(stream).then((content) => {
          parts.set(entry.fileName, content.toString('utf8'));
          days.push(`${entry.lastModFileDate}.${entry.lastModFileTime}`);
          zip.readEntry();
        }, reject);
      });
    });
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
  return { parts, days, root: (part) => parseXml(parts.get(part) ?? '') };
}

export function parseXml(xml: string): XmlElement {
  const open: XmlElement[] = [{ name: '', attributes: {}, children: [], text: '' }];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = { name, attributes, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        for (const element of open) element.text += text;
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  const [root] = open[0]?.children ?? [];
  if (root === undefined || open.length !== 1) throw new Error('Not well-formed');
  return root;
}

/** Every element of a name, in the order of the file. */
export function all(root: XmlElement, name: string): XmlElement[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Parts that a relationship or a content type names and that are not there, or the other way round. */
export function packageFaults({ parts, root }: OfficePackage): string[] {
  const faults: string[] = [];
  const types = all(root('[Content_Types].xml'), 'Override').map(
    ({ attributes }) => attributes.PartName ?? '',
  );
  for (const name of types) if (!parts.has(name.slice(1))) faults.push(`typed and missing: ${name}`);
  const reached = new Set<string>();
  for (const [name, xml] of parts) {
    parseXml(xml);
    const [, folder = '', own = ''] = /^(.*?)_rels\/(.*)\.rels$/.exec(name) ?? [];
    if (!name.endsWith('.rels')) continue;
    if (own !== '' && !parts.has(folder + own)) faults.push(`relationships of nothing: ${name}`);
    for (const { attributes } of all(root(name), 'Relationship')) {
      const target = folder + (attributes.Target ?? '');
      reached.add(target);
      if (!parts.has(target)) faults.push(`linked and missing: ${target}`);
    }
    if (own === '') continue;
    const ids = new Set(all(root(name), 'Relationship').map(({ attributes }) => attributes.Id));
    for (const [, id] of (parts.get(folder + own) ?? '').matchAll(/ r:id="([^"]*)"/g)) {
      if (!ids.has(id)) faults.push(`${own} names ${id}, which leads nowhere`);
    }
  }
  for (const name of parts.keys()) {
    if (name.endsWith('.rels') || name === '[Content_Types].xml') continue;
    if (!reached.has(name)) faults.push(`nobody links ${name}`);
    if (!types.includes(`/${name}`)) faults.push(`no type: ${name}`);
  }
  return faults;
}
