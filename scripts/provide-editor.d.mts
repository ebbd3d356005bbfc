/** The Node to start code-server with, and its script. */
export interface EditorPrograms {
  node: string;
  entry: string;
}
export function provideEditor(): Promise<EditorPrograms>;
