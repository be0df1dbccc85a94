import { sql, type Kysely } from 'kysely';

/** Records of what was done and looked at, their chain, and what keeps both from being changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_pending (
      agency_id text not null,
      record_id text not null,
      occurred_at timestamptz not null,
      kind text not null,
      actor_id text not null,
      subject_type text not null,
      subject_id text not null,
      text text not null,
      salt text not null,
      digest text not null,
      algorithm text not null check (algorithm in ('sm3', 'sha256')),
      xid xid8 not null default pg_current_xact_id(),
      written_at timestamptz not null default clock_timestamp(),
      primary key (agency_id, record_id)
    )`.execute(db);
  await sql`
    create table audit_record (
      agency_id text not null,
      seq bigint not null,
      record_id text not null,
      occurred_at timestamptz,
      kind text,
      actor_id text,
      subject_type text,
      subject_id text,
      text text,
      salt text,
      digest text not null,
      algorithm text not null check (algorithm in ('sm3', 'sha256')),
      link text not null,
      erasure_id text,
      primary key (agency_id, seq),
      check (case when erasure_id is null
        then num_nulls(occurred_at, kind, actor_id, subject_type, subject_id, text, salt) = 0
        else num_nonnulls(occurred_at, kind, actor_id, subject_type, subject_id, text, salt) = 0 end)
    )`.execute(db);
  // Auditors read the latest first, in pages.
  await sql`
    create index audit_record_by_time on audit_record (agency_id, occurred_at, record_id)`.execute(db);
  // What one person did.
  await sql`
    create index audit_record_by_actor on audit_record (agency_id, actor_id, occurred_at, record_id)`.execute(
    db,
  );
  // The trace of a case, and what was done with any other thing.
  await sql`
    create index audit_record_by_subject on audit_record
    (agency_id, subject_type, subject_id, occurred_at, record_id)`.execute(db);
  // Searching by kind; and the records of a kind that are due for erasure.
  await sql`
    create index audit_record_by_kind on audit_record (agency_id, kind, occurred_at, record_id)`.execute(db);
  await sql`
    create table audit_block (
      agency_id text not null,
      number integer not null,
      first bigint not null,
      last bigint not null,
      root text not null,
      previous text not null,
      algorithm text not null check (algorithm in ('sm3', 'sha256')),
      sealed_at text not null,
      hash text not null,
      primary key (agency_id, number),
      check (first <= last)
    )`.execute(db);
  await sql`
    create table audit_anchor (
      anchor_id text primary key,
      made_at timestamptz not null,
      key_id text not null,
      document text not null
    )`.execute(db);
  // The latest anchor is shown with the state of the chains.
  await sql`create index audit_anchor_by_time on audit_anchor (made_at)`.execute(db);

  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'Audit records are kept as they were written: % of % refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end $$`.execute(db);
  await sql`
    create function refuse_audit_edit() returns trigger language plpgsql as $$
    begin
      if old.erasure_id is null and new.erasure_id is not null
        and (new.agency_id, new.seq, new.record_id, new.digest, new.algorithm, new.link)
          = (old.agency_id, old.seq, old.record_id, old.digest, old.algorithm, old.link)
      then return new;
      end if;
      raise exception 'Audit records are kept as they were written: only erasure by rule may take their text'
        using errcode = 'insufficient_privilege';
    end $$`.execute(db);
  await sql`
    create function refuse_unsealed_delete() returns trigger language plpgsql as $$
    begin
      if current_setting('gongkai.audit_sealing', true) = 'on' then return old; end if;
      raise exception 'Audit records leave the waiting ones only into the chain'
        using errcode = 'insufficient_privilege';
    end $$`.execute(db);
  for (const table of ['audit_pending', 'audit_record', 'audit_block', 'audit_anchor']) {
    const name = sql.table(table);
    await sql`
      create trigger audit_kept_whole before truncate on ${name}
      for each statement execute function refuse_audit_change()`.execute(db);
    if (table !== 'audit_pending') {
      await sql`
        create trigger audit_never_deleted before delete on ${name}
        for each row execute function refuse_audit_change()`.execute(db);
    }
    if (table !== 'audit_record') {
      await sql`
        create trigger audit_never_changed before update on ${name}
        for each row execute function refuse_audit_change()`.execute(db);
    }
  }
  await sql`
    create trigger audit_erased_only before update on audit_record
    for each row execute function refuse_audit_edit()`.execute(db);
  await sql`
    create trigger audit_sealed_only before delete on audit_pending
    for each row execute function refuse_unsealed_delete()`.execute(db);
}
