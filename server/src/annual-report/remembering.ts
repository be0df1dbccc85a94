/**
 * Gives what was made of an equal basis before: for pure functions, whose whole input is in the text. What is kept is
 * shared, so it is frozen. The oldest goes first when there are more than `most`.
 */
export function remembering<T>(most: number): (basis: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (basis, make) => {
    const known = kept.get(basis);
    if (known !== undefined) return known;
    const made = frozen(make());
    kept.set(basis, made);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
