import { writeSync } from 'node:fs';
import { openDatabase } from '../src/platform/database/open-database.js';
import { type KillRounds, type Writer } from './kill-rounds.js';

// The child of a kill round: `write-until-killed.ts <config as JSON> <address of the writer's module>`.

const [, , config = '', module = ''] = process.argv;
const { writer } = (await import(module)) as { writer: Writer };
const settings = JSON.parse(config) as KillRounds['config'];
const { db } = await openDatabase(settings);
await writer.prepare(db, settings.directory);
// Written at once and past all buffers: a line that was not seen was not acknowledged.
const say = (text: string): void => void writeSync(1, `${text}\n`);
say('writing');
await writer.write(db, say, settings.directory);
