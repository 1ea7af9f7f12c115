// The exact interval of a Poisson mean, for rates counted over time.
// Not a statistics library: two tails and a bisection.

const TAIL = 0.025;

/** P(X <= count) for a Poisson variable; summed downwards from the largest index, each term from the one before. */
function poissonCdf(count: number, mean: number): number {
  if (mean === 0) return 1;
  let logTerm = -mean + count * Math.log(mean);
  for (let i = 2; i <= count; i++) logTerm -= Math.log(i);
  let ratio = 1;
  let sum = 0;
  for (let i = count; i >= 0 && ratio > 1e-18 * sum; i--) {
    sum += ratio;
    ratio *= i / mean;
  }
  return Math.exp(logTerm + Math.log(sum));
}

/** The mean at which the decreasing function `probability` reaches `target`, to double precision. */
function solve(probability: (mean: number) => number, target: number, high: number): number {
  let low = 0;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (probability(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Two-sided 95 % interval of a Poisson mean (Garwood, Biometrika 28, 1936): the means at which so few, or so many,
 * events have a chance of 2.5 %. Equals chi-square quantiles over two, with 2k and 2k + 2 degrees of freedom.
 * @param count events seen, a whole number >= 0
 * @returns [low, high] of the expected count
 */
export function poissonInterval(count: number): [low: number, high: number] {
  const high = count + 10 * Math.sqrt(count + 1) + 10; // far beyond the upper limit for every count
  return [
    count === 0 ? 0 : solve((mean) => poissonCdf(count - 1, mean), 1 - TAIL, high),
    solve((mean) => poissonCdf(count, mean), TAIL, high),
  ];
}
