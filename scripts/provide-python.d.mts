export function interopPython(): string | undefined;
export function providePython(): Promise<void>;
/** Whether that Python has JAX, another backend of Keras. */
export function hasJax(): boolean;
