type Labels = Readonly<Record<string, string | { readonly label: string }>>;

/** A table of labels, or of what has one, as choices of a field, in its order. */
export function optionsOf(labels: Labels): { readonly value: string; readonly label: string }[] {
  return Object.entries(labels).map(([value, of]) => ({
    value,
    label: typeof of === 'string' ? of : of.label,
  }));
}
