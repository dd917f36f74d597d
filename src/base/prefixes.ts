/**
 * Why prefixes of upstreams would not say whose a name is, by their position in the list; empty when they do.
 * With the separator behind it, no prefix is the beginning of another with its separator.
 */
export function prefixProblems(
  separator: string,
  maxLength: number,
  upstreams: readonly { readonly name: string; readonly prefix: string }[],
): { readonly at: number; readonly problem: string }[] {
  const problems: { at: number; problem: string }[] = [];
  const seen = new Map<string, string>();
  for (const [at, { name, prefix: own }] of upstreams.entries()) {
    // An upstream without a prefix still needs one where its names would meet others.
    const prefix = own === "" ? name : own;
    const other = seen.get(prefix.toLowerCase());
    if (other !== undefined)
      problems.push({ at, problem: `the prefix ${JSON.stringify(prefix)} is also that of ${other}` });
    seen.set(prefix.toLowerCase(), name);
    if (`${prefix}${separator}`.indexOf(separator) !== prefix.length) {
      problems.push({
        at,
        problem: `the prefix ${JSON.stringify(prefix)} overlaps with the separator ${JSON.stringify(separator)}`,
      });
    }
    if (prefix.length + separator.length + 10 > maxLength) {
      problems.push({
        at,
        problem: `the prefix ${JSON.stringify(prefix)} leaves no room for names within ${maxLength} characters`,
      });
    }
  }
  return problems;
}
