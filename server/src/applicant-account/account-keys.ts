import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { openAddress, openContacts, sealAddress, sealContacts } from './contact.js';
import { countByKey, findLink, listOfOtherKeys, lockAccount, saveLink, updateAccount } from './queries.js';

const AT_ONCE = 500;

/** Accounts of applicants by the key that their values are sealed under. */
export function countApplicantAccountsByKey({
  db,
}: Pick<AppContext, 'db'>): Promise<ReadonlyMap<string, number>> {
  return countByKey(db);
}

/** Seals under the active key what another one sealed, with the addresses that wait to be proved. @returns how many accounts */
export async function sealApplicantAccountsUnderActiveKey({
  db: outer,
  keyring,
}: Pick<AppContext, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  let after = '';
  for (;;) {
    const page = await listOfOtherKeys(outer, keyring.activeKeyId, after, AT_ONCE);
    for (const { accountId } of page) {
      await inTransaction(outer, async (db) => {
        const row = await lockAccount(db, accountId);
        if (row === undefined || row.keyId === keyring.activeKeyId) return;
        await updateAccount(db, accountId, sealContacts(keyring, accountId, openContacts(keyring, row)));
        const link = await findLink(db, accountId, 'address');
        if (link?.addressSealed != null) {
          const address = openAddress(keyring, accountId, link.addressSealed);
          await saveLink(db, { ...link, addressSealed: sealAddress(keyring, accountId, address) });
        }
        count += 1;
      });
    }
    const last = page.at(-1);
    if (last === undefined) return count;
    after = last.accountId;
  }
}
