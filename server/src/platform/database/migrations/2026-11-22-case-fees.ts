import { sql, type Kysely } from 'kysely';

/** Information processing fees of applications (国办函〔2020〕109号): from the proposal to the receipt or refund. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_fee (
      agency_id text not null,
      fee_id text not null,
      case_id text not null,
      basis text not null check (basis in ('perItem', 'perPage')),
      items_before integer not null check (items_before >= 0),
      quantity integer not null check (quantity > 0),
      amount_yuan integer not null check (amount_yuan >= 0),
      status text not null
        check (status in ('proposed', 'returned', 'approved', 'noticed', 'paid', 'waived', 'refunded')),
      proposed_by text not null,
      proposed_on date not null,
      approved_by text check (approved_by <> proposed_by),
      approved_on date,
      payment_code text,
      notice_on date,
      notice_received_on date,
      notice_seq integer,
      paid_on date,
      receipt_number text,
      waived_by text,
      waived_on date,
      refunded_by text,
      refunded_on date,
      refunded_yuan integer check (refunded_yuan > 0 and refunded_yuan <= amount_yuan),
      primary key (agency_id, fee_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id)
    )`.execute(db);
  // By items or by pages, never both, and once: an application has one fee that was not returned or waived.
  await sql`
    create unique index case_fee_of_case on case_fee (agency_id, case_id)
    where status not in ('returned', 'waived')`.execute(db);
  // The history of a case's fees.
  await sql`create index case_fee_by_case on case_fee (agency_id, case_id, proposed_on)`.execute(db);
  // A payment is told by its code alone.
  await sql`
    create unique index case_fee_by_payment on case_fee (agency_id, payment_code) where payment_code is not null`.execute(
    db,
  );
  // The sums of a report year.
  await sql`create index case_fee_noticed on case_fee (agency_id, notice_on) where notice_on is not null`.execute(
    db,
  );
}
