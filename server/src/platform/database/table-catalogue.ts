import { sql } from 'kysely';
import { type Connection } from './schema.js';

/** A table as PostgreSQL's own catalogue describes it; names are those of SQL. */
export interface CatalogueTable {
  readonly name: string;
  /** In the order of the table, without those that are computed from others. */
  readonly columns: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface ForeignKey {
  readonly name: string;
  readonly references: string;
}

/** The tables of the schema in use, those that others refer to first where that is possible. */
export async function listTables(db: Connection): Promise<readonly CatalogueTable[]> {
  const { rows } = await sql<CatalogueTable>`
    select
      c.relname as name,
      (
        select coalesce(json_agg(a.attname order by a.attnum), '[]')
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      ) as columns,
      (
        select coalesce(json_agg(json_build_object('name', k.conname, 'references', r.relname) order by k.conname), '[]')
        from pg_constraint k
        join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0
      ) as foreign_keys
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname
  `.execute(db);
  return referredFirst(rows);
}

/** In circles no order is right; their members come in the order of their names. */
function referredFirst(tables: readonly CatalogueTable[]): readonly CatalogueTable[] {
  const ordered: CatalogueTable[] = [];
  const seen = new Set<string>();
  const place = (table: CatalogueTable): void => {
    if (seen.has(table.name)) return;
    seen.add(table.name);
    for (const { references } of table.foreignKeys) {
      const referred = tables.find(({ name }) => name === references);
      if (referred) place(referred);
    }
    ordered.push(table);
  };
  tables.forEach(place);
  return ordered;
}

export async function countRows(db: Connection, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db.withoutPlugins(),
  );
  return rows[0]?.count ?? 0;
}

export interface TableDigest {
  readonly count: number;
  /** Sums of digests of the rows, so that their order does not matter. */
  readonly digest: string;
}

/** What a table holds, for comparing it with another of the same columns. */
export async function digestTable(db: Connection, { name, columns }: CatalogueTable): Promise<TableDigest> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const half = (start: number) =>
    sql`coalesce(sum(('x' || substr(md5(t::text), ${sql.lit(start)}, 16))::bit(64)::bigint::numeric), 0)`;
  const { rows } = await sql<TableDigest>`
    select count(*) as count, ${half(1)} || ':' || ${half(17)} as digest
    from (select ${names} from ${sql.table(name)}) as t
  `.execute(db.withoutPlugins());
  return rows[0] ?? { count: 0, digest: '' };
}
