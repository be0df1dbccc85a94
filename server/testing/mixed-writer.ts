import { writer as caseWriter } from './case-writer.js';
import { writer as fileWriter } from './file-writer.js';
import { writer as jobWriter } from './job-writer.js';
import type { Writer } from './kill-rounds.js';

const WRITERS: Readonly<Record<string, Writer>> = { cases: caseWriter, jobs: jobWriter, files: fileWriter };

/** Cases, jobs and uploads at the same time in one process, as a server does them. */
export const writer: Writer = {
  async prepare(db, folder) {
    for (const each of Object.values(WRITERS)) await each.prepare(db, folder);
  },
  async write(db, acknowledge, folder) {
    const writing = Object.entries(WRITERS).map(([name, each]) =>
      each.write(
        db,
        (text) => {
          acknowledge(`${name} ${text}`);
        },
        folder,
      ),
    );
    await Promise.all(writing);
  },
  async findFaults(db, acknowledged, folder) {
    const faults: string[] = [];
    for (const [name, each] of Object.entries(WRITERS)) {
      const own = acknowledged.filter((text) => text.startsWith(`${name} `));
      const texts = own.map((text) => text.slice(name.length + 1));
      faults.push(...(await each.findFaults(db, texts, folder)).map((fault) => `${name}: ${fault}`));
    }
    return faults;
  },
};
