import { builtCore, builtSignIn } from './built.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, withTemporaryDatabase } from './temporary-database.js';

const PASSWORD = '石榴树下的第三把旧藤摇椅';
const DEVICE = { address: null, browser: null };
/** Issue 5: a sign-in takes at most this many times the argon2id hash alone. */
const LIMIT = 1.1;
const PAIRS_A_ROUND = 20;

/** Signing in with a name and a password against the digest alone, in the same rounds. */
export async function benchSignIn(rounds: number): Promise<Line[]> {
  const { operatorActor } = await builtCore();
  const built = await builtSignIn();
  const lines: Line[] = [];
  for (const driver of DRIVERS) {
    await withTemporaryDatabase(driver, async (db) => {
      const now = () => new Date();
      const site = { name: '', domain: '' } as Parameters<typeof built.signInWithPassword>[0]['site'];
      const ctx = {
        db,
        now,
        today: () =>
          now().toISOString().slice(0, 10) as ReturnType<
            Parameters<typeof built.signInWithPassword>[0]['today']
          >,
        keyring: built.createKeyring(),
        site,
        signIn: built.DEFAULT_SIGN_IN_SETTINGS,
      };
      const account = await built.createAccount(ctx, operatorActor(), {
        loginName: 'measured',
        displayName: '欧阳示范',
        kind: 'auditor',
        agencyCode: null,
      });
      const { path } = await built.inviteAccount(ctx, operatorActor(), account.id);
      const token = new URL(path, 'http://localhost').searchParams.get('token') ?? '';
      await built.acceptInvitation(ctx, token, { next: PASSWORD, device: DEVICE });
      const { hash } = await db.selectFrom('password').select('hash').executeTakeFirstOrThrow();
      const attempt = {
        loginName: 'measured',
        password: PASSWORD,
        device: DEVICE,
        network: 'n',
        knownDevice: null,
      };
      // One of each in turn, many times: what else the machine does then hits both alike.
      const rates = await alternate(
        {
          hash: () => built.verifyPassword(hash, PASSWORD),
          signIn: () => built.signInWithPassword(ctx, attempt),
        },
        rounds * PAIRS_A_ROUND,
        1,
      );
      const ratios = rates.hash.map((rate, round) => rate / (rates.signIn[round] ?? Number.NaN));
      lines.push(
        {
          what: `sign-in, argon2id alone, ${driver}`,
          unit: 'ms',
          values: spreadOf(rates.hash.map((rate) => 1000 / rate)),
        },
        {
          what: `sign-in, whole, ${driver}`,
          unit: 'ms',
          values: spreadOf(rates.signIn.map((rate) => 1000 / rate)),
        },
        {
          what: `sign-in, whole / argon2id alone, ${driver}`,
          unit: '×',
          values: spreadOf(ratios),
          limit: LIMIT,
        },
      );
    });
  }
  return lines;
}
