/**
 * What a password must be. Length counts most, as NIST SP 800-63B has it; kinds of characters and a term are what
 * GB/T 22239 (等保 third level, 身份鉴别: complexity and periodic change) may be read to ask, so an office sets them.
 */
export interface PasswordPolicy {
  /** In characters, not bytes. */
  readonly minLength: number;
  readonly maxLength: number;
  /** How many of small letters, capital letters, digits and other characters must occur; 1: any. */
  readonly minCharacterKinds: number;
  /** So many earlier passwords cannot be used again. */
  readonly historyLength: number;
  /** Days until it must be changed; null: never without a reason. */
  readonly maxAgeDays: number | null;
}

export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  minLength: 12,
  maxLength: 128,
  minCharacterKinds: 1,
  historyLength: 5,
  maxAgeDays: null,
};

/** Whose password it is: words that whoever knows the person would try first. */
export interface PasswordOwner {
  readonly loginName: string;
  readonly displayName: string;
  /** Name and code of the agency, name of the site. */
  readonly words: readonly string[];
}

/** The same password however the keyboard composes its characters; what is digested. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Why a password cannot be used, in Chinese; empty: it can.
 * @param isGuessable whether it stands among those that attackers try first
 */
export function passwordFaults(
  password: string,
  owner: PasswordOwner,
  isGuessable: boolean,
  policy: PasswordPolicy = DEFAULT_PASSWORD_POLICY,
): string[] {
  const text = normalisePassword(password);
  const length = [...text].length;
  if (length < policy.minLength) {
    return [
      `口令至少 ${policy.minLength} 个字符，现在是 ${length} 个。可以用几个不相干的词连起来，空格和汉字也行。`,
    ];
  }
  if (length > policy.maxLength) return [`口令最多 ${policy.maxLength} 个字符，现在是 ${length} 个。`];
  const faults: string[] = [];
  if (characterKinds(text) < policy.minCharacterKinds) {
    faults.push(`口令要有小写字母、大写字母、数字、其他字符中的至少 ${policy.minCharacterKinds} 种。`);
  }
  const contained = containedWord(text, owner);
  if (contained !== null) faults.push(`口令里不能有“${contained}”：登录名、姓名和机关名称最容易被猜到。`);
  if (isGuessable) faults.push('这个口令太常见或太有规律，容易被猜到，请换一个。');
  return faults;
}

/** Whether a password of that age must be changed first. */
export function isPasswordExpired(setAt: Date, now: Date, { maxAgeDays }: PasswordPolicy): boolean {
  return maxAgeDays !== null && now.getTime() - setAt.getTime() >= maxAgeDays * 86_400_000;
}

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

function characterKinds(text: string): number {
  return KINDS.filter((kind) => kind.test(text)).length;
}

/** Short words would forbid too much: a name of two Chinese characters counts, one of two letters doesn't. */
function containedWord(text: string, { loginName, displayName, words }: PasswordOwner): string | null {
  const small = text.toLowerCase();
  const found = [loginName, displayName, ...words].find((word) => {
    const least = /\p{Script=Han}/u.test(word) ? 2 : 3;
    return [...word].length >= least && small.includes(word.normalize('NFKC').toLowerCase());
  });
  return found ?? null;
}
