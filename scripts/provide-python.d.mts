export function interopPython(): string | undefined;
export function providePython(): Promise<void>;
/** Whether that Python has JAX, another backend of Keras, nbconvert, nbgrader, scikit-learn, or tensorboardX too. */
export function hasExtra(name: 'jax' | 'nbconvert' | 'nbgrader' | 'scikit-learn' | 'tensorboardX'): boolean;
