/**
 * Judges a camera view by a small grey copy of it: light, sharpness, movement. Pure numbers, no page.
 * The limits are kind: they guide a person, they never refuse a picture (the server and an officer do that).
 */

const WIDTH = 128;
const HEIGHT = 96;
const DARK = 45;
const BRIGHT = 225;
const SHARP = 18;
const MOVED = 9;

/** A function that answers the video's present view as WIDTH × HEIGHT grey values (0–255). */
export function sampler(video) {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return () => {
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
    const grey = new Float32Array(WIDTH * HEIGHT);
    for (let i = 0; i < grey.length; i += 1) {
      grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    }
    return grey;
  };
}

/** The text key of what matters most now; `before` is the previous sample, if any. */
export function judge(now, before) {
  const light = mean(now);
  if (light < DARK) return 'camera-dark';
  if (light > BRIGHT) return 'camera-bright';
  if (!before || difference(now, before) > MOVED) return 'camera-still';
  return edges(now) < SHARP ? 'camera-blurry' : 'camera-ready';
}

function mean(grey) {
  return grey.reduce((sum, value) => sum + value, 0) / grey.length;
}

function difference(a, b) {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

/** Variance of the Laplacian: low where no edge is sharp. */
function edges(grey) {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < HEIGHT - 1; y += 1) {
    for (let x = 1; x < WIDTH - 1; x += 1) {
      const i = y * WIDTH + x;
      const value = 4 * grey[i] - grey[i - 1] - grey[i + 1] - grey[i - WIDTH] - grey[i + WIDTH];
      sum += value;
      squares += value * value;
    }
  }
  const count = (WIDTH - 2) * (HEIGHT - 2);
  return squares / count - (sum / count) ** 2;
}
