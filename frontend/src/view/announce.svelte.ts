let said = $state.raw('');

/** What the one polite live region says. */
export const announced = {
  get text() {
    return said;
  },
};

/** Tells people who cannot see it what just happened. The same sentence twice is said twice. */
export function announce(text: string): void {
  said = said === text ? `${text}\u00a0` : text;
}
