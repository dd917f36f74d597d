/** An amount with its noun: `1 file`, `2 files`. */
export const counted = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;
