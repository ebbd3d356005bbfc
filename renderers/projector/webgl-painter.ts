import type { Size } from './camera.js';
import type { Painter } from './painter.js';

const VERTEX = `
attribute vec3 place;
attribute vec4 color;
uniform mat4 matrix;
uniform float size;
varying vec4 ink;
varying float diameter;
void main() {
  gl_Position = matrix * vec4(place, 1.0);
  diameter = size / gl_Position.w;
  gl_PointSize = diameter;
  ink = color;
}`;
const FRAGMENT = `
precision mediump float;
varying vec4 ink;
varying float diameter;
void main() {
  float r = length(gl_PointCoord - 0.5) * 2.0;
  float edge = 2.0 / max(diameter, 2.0);
  float cover = ink.a * (1.0 - smoothstep(1.0 - edge, 1.0, r));
  if (cover < 0.05) discard;
  gl_FragColor = vec4(ink.rgb, cover);
}`;

/** Draws all points in one call; a frame changes nothing but uniforms. */
export class WebglPainter implements Painter {
  private points = 0;
  private scale = 1;
  private readonly matrix: WebGLUniformLocation | null;
  private readonly size: WebGLUniformLocation | null;
  private readonly places: WebGLBuffer | null;
  private readonly colors: WebGLBuffer | null;

  private constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGLRenderingContext,
    program: WebGLProgram,
  ) {
    this.matrix = gl.getUniformLocation(program, 'matrix');
    this.size = gl.getUniformLocation(program, 'size');
    this.places = this.buffer(program, 'place', 3, gl.FLOAT);
    this.colors = this.buffer(program, 'color', 4, gl.UNSIGNED_BYTE);
    gl.useProgram(program);
    gl.enable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0, 0, 0, 0);
  }

  /** @param lost Called where the page takes the context away, as it does where there are many. */
  static on(canvas: HTMLCanvasElement, lost: () => void): WebglPainter | undefined {
    const gl = canvas.getContext('webgl', { antialias: false, premultipliedAlpha: false });
    const program = gl && programOf(gl);
    if (!gl || !program) return undefined;
    canvas.addEventListener('webglcontextlost', lost, { once: true });
    return new WebglPainter(canvas, gl, program);
  }

  private buffer(program: WebGLProgram, name: string, width: number, type: number): WebGLBuffer | null {
    const { gl } = this;
    const made = gl.createBuffer();
    const place = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, made);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, width, type, type === gl.UNSIGNED_BYTE, 0, 0);
    return made;
  }

  setPlaces(places: Float32Array): void {
    this.fill(this.places, places);
    this.points = places.length / 3;
  }

  setColors(colors: Uint8Array): void {
    this.fill(this.colors, colors);
  }

  private fill(buffer: WebGLBuffer | null, values: Float32Array | Uint8Array): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values as Float32Array<ArrayBuffer>, gl.STATIC_DRAW);
  }

  draw(matrix: Float32Array, size: number): void {
    const { gl } = this;
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.uniformMatrix4fv(this.matrix, false, matrix as Float32Array<ArrayBuffer>);
    gl.uniform1f(this.size, size * this.scale);
    gl.drawArrays(gl.POINTS, 0, this.points);
  }

  resize({ width, height }: Size, scale: number): void {
    this.scale = scale;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.gl.viewport(0, 0, this.canvas.width, this.canvas.height);
  }

  end(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

function programOf(gl: WebGLRenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram();
  if (!program) return undefined;
  for (const [type, text] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return undefined;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : undefined;
}
