/* global document, location, fetch, URLSearchParams */

/**
 * The search of exported pages: words of a query are looked up in small files of the index, so that a query loads a
 * few of them and never the whole. The same rules of words are in server/src/site-export/index-words.ts.
 */
const RUN = /(?<han>\p{Script=Han}+)|(?<latin>[\p{Script=Latin}\p{N}]+)/gu;
const PAGE_SIZE = 20;

/** As two texts are compared: one width, one case. */
export function foldText(text) {
  return text.replaceAll(/[^\p{Script=Han}\p{Ll}\d\s]/gu, (character) => {
    const folded = character.normalize('NFKC').toLowerCase();
    return folded.length === character.length ? folded : character;
  });
}

/** Pairs of neighbouring Chinese characters, and words of letters and digits. */
export function wordsOf(text) {
  const words = new Set();
  for (const found of foldText(text).matchAll(RUN)) {
    const { han, latin } = found.groups;
    if (latin !== undefined) words.add(latin);
    const characters = han === undefined ? [] : Array.from(han);
    for (let at = 0; at + 1 < characters.length; at += 1) words.add(characters[at] + characters[at + 1]);
  }
  return [...words];
}

/** Which file of a segment a word is in (FNV-1a). */
export function shardOf(word, shards) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % shards;
}

function decode(list) {
  if (list === undefined) return [];
  let last = 0;
  return list.split(',').map((step) => (last += parseInt(step, 36)));
}

/** Documents of a segment that have every word, those first whose title has them, the newest first. */
async function searchSegment(segment, words, load, filter) {
  const names = [...new Set(words.map((word) => shardOf(word, segment.shards)))];
  const shards = new Map(
    await Promise.all(names.map(async (name) => [name, await load(`${segment.dir}/${name}.json`)])),
  );
  const lists = words.map((word) => {
    const shard = shards.get(shardOf(word, segment.shards));
    return { all: decode(shard[word]), titled: new Set(decode(shard[`^${word}`])) };
  });
  let found = null;
  for (const { all } of [...lists].sort((a, b) => a.all.length - b.all.length)) {
    const own = new Set(all);
    found = found === null ? all : found.filter((at) => own.has(at));
  }
  let hits = (found ?? []).map((at) => ({ at, titled: lists.every((list) => list.titled.has(at)) }));
  if (hits.length > 0 && (filter.agency !== '' || filter.year !== '')) {
    const facets = await load(`${segment.dir}/facets.json`);
    const agency = facets.agencies.indexOf(filter.agency);
    hits = hits.filter(
      ({ at }) =>
        (filter.agency === '' || facets.agency[at] === agency) &&
        (filter.year === '' || facets.year[at] === Number(filter.year)),
    );
  }
  return hits.map((hit) => ({ ...hit, segment }));
}

/** What is found, the best first: `load` reads a file of the index as JSON. */
export async function search(typed, load, filter = { agency: '', year: '' }) {
  const words = wordsOf(typed);
  if (words.length === 0) return { words, hits: [] };
  const { segments } = await load('index.json');
  const hits = (await Promise.all(segments.map((it) => searchSegment(it, words, load, filter)))).flat();
  hits.sort(
    (a, b) =>
      Number(b.titled) - Number(a.titled) ||
      segments.indexOf(b.segment) - segments.indexOf(a.segment) ||
      b.at - a.at,
  );
  return { words, hits };
}

/** Title, agency, day, validity and address of hits, from the few files that hold them. */
export async function readHits(hits, load) {
  const read = await Promise.all(
    hits.map(async ({ at, segment }) => {
      const chunk = await load(`${segment.dir}/d${Math.floor(at / segment.chunk)}.json`);
      return chunk[at % segment.chunk];
    }),
  );
  return read.filter((entry) => entry !== null && entry !== undefined);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

function hitElement([title, agency, day, validity, path], root, isLarge) {
  const line = element('li');
  if (validity !== null) line.append(element('span', validity[1], `badge ${validity[0]}`), ' ');
  const address = element('a', title);
  address.href = new URL(`${isLarge ? 'large/' : ''}${path}`, root).href;
  const about = element('p', `${agency} · ${day}`, 'muted');
  line.append(address, about);
  return line;
}

async function run() {
  const form = document.getElementById('static-search');
  if (form === null) return;
  // This file is in assets/, one level below the root of the site.
  const root = new URL('../', import.meta.url);
  const query = new URLSearchParams(location.search);
  for (const name of ['q', 'agency', 'year']) form.elements[name].value = query.get(name) ?? '';
  const typed = form.elements.q.value.trim();
  // Told until the script runs: also to those whose browser could not fetch it.
  document.getElementById('search-needs-script')?.remove();
  const status = document.getElementById('search-status');
  const list = document.getElementById('search-hits');
  const more = document.getElementById('search-more');
  if (typed === '') {
    status.textContent = '请输入两个字以上的词，几个词用空格隔开。';
    return;
  }
  status.textContent = '正在查找…';
  const kept = new Map();
  const load = (name) => {
    if (!kept.has(name)) {
      kept.set(
        name,
        fetch(new URL(`search/index/${name}`, root)).then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        }),
      );
    }
    return kept.get(name);
  };
  try {
    const filter = { agency: form.elements.agency.value, year: form.elements.year.value };
    const { words, hits } = await search(typed, load, filter);
    if (words.length === 0) {
      status.textContent = '请输入两个字以上的词。';
      return;
    }
    status.textContent =
      hits.length === 0
        ? `没有找到“${typed}”。可以换一个说法、少写几个字，或者去掉筛选条件。`
        : `找到${hits.length}条，标题里有的在前，新的在前。`;
    let shown = 0;
    const next = async () => {
      const read = await readHits(hits.slice(shown, shown + PAGE_SIZE), load);
      shown += PAGE_SIZE;
      const isLarge = query.get('size') === 'large';
      list.append(...read.map((entry) => hitElement(entry, root, isLarge)));
      more.replaceChildren();
      if (shown >= hits.length) return;
      const button = element('button', '再看20条');
      button.type = 'button';
      button.addEventListener('click', () => void next());
      more.append(button);
    };
    await next();
  } catch {
    status.textContent = '搜索的索引没有读到，请刷新后再试；各机关的栏目可以照常查看。';
  }
}

if (typeof document !== 'undefined') await run();
