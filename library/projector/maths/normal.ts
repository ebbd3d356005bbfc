import type { Random } from '../../random.js';

/** Numbers of the standard normal distribution (Box and Muller). */
export const normalFrom = (random: Random) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
