/** What of a person is shown before a look at it is recorded (个人信息保护法第五十一条); enough to tell two apart. */

/** The first character: 张*. */
export function maskName(name: string | null): string | null {
  const [first] = name ?? '';
  return first === undefined ? null : `${first}*`;
}

/** The first three and the last four characters: 110***********1234, 138****5678. Of a short one only the first. */
export function maskNumber(number: string): string {
  if (number.length < 8) return number.slice(0, 1) + '*'.repeat(Math.max(0, number.length - 1));
  return number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4);
}

/** The first character and the host: z****@example.cn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? maskNumber(email) : `${email.slice(0, 1)}****${email.slice(at)}`;
}

/** As far as the county or district, at most six characters. */
export function maskAddress(address: string): string {
  const characters = [...address];
  return `${characters.slice(0, Math.min(6, Math.floor(characters.length / 2))).join('')}****`;
}
