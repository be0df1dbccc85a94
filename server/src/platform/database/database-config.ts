/** Where the data is kept. `pglite` and `native` own a directory; `server` is somebody else's PostgreSQL. */
export type DatabaseConfig =
  | { readonly kind: 'pglite'; readonly directory: string }
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'native'; readonly directory: string };

/** A database in memory, gone with the process: for tests, and for making the first files of a directory. */
export interface MemoryConfig {
  readonly kind: 'memory';
  /** The files of an existing database, as PGlite dumps them. */
  readonly template?: Uint8Array<ArrayBuffer>;
}

/** What the data survives, said at start and on the status page. */
export interface Durability {
  readonly survivesCrash: boolean;
  readonly survivesPowerCut: boolean;
  readonly note: string;
}

export const DURABILITY: Readonly<Record<DatabaseConfig['kind'] | 'memory', Durability>> = {
  pglite: {
    survivesCrash: true,
    survivesPowerCut: false,
    note: '内置数据库：程序崩溃或被强行终止，已确认的数据不会丢失；断电或主机重启则可能损坏。适合试用和有备份的小站点，正式运行请改用 PostgreSQL 服务器。',
  },
  native: {
    survivesCrash: true,
    survivesPowerCut: true,
    note: '本机 PostgreSQL：数据写入磁盘后才确认，程序崩溃或断电后已确认的数据仍在。请另做备份，以防磁盘损坏。',
  },
  server: {
    survivesCrash: true,
    survivesPowerCut: true,
    note: 'PostgreSQL 服务器：数据写入磁盘后才确认，程序崩溃或断电后已确认的数据仍在。请另做备份，以防磁盘损坏。',
  },
  memory: {
    survivesCrash: false,
    survivesPowerCut: false,
    note: '内存数据库：进程结束即清空，只用于测试。',
  },
};

/** The same where the server was told to confirm before the data is on the disk. */
export const DURABILITY_WITHOUT_FSYNC: Durability = {
  survivesCrash: true,
  survivesPowerCut: false,
  note: 'PostgreSQL 服务器关闭了 fsync、full_page_writes 或 synchronous_commit：断电可能丢失已确认的数据。正式运行请在服务器上打开这些设置。',
};
