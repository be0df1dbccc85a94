import { openDatabase } from '../src/platform/database/open-database.js';
import { type DatabaseConfig } from '../src/platform/database/database-config.js';

// Opens the database that its argument names, says so, and keeps it open until it is killed.

const database = await openDatabase(JSON.parse(process.argv[2] ?? '') as DatabaseConfig);
console.log('open');
setInterval(() => database.serverVersion, 60_000);
