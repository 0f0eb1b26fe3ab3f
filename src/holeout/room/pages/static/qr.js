// A QR code (ISO/IEC 18004) of a text: bytes in UTF-8, error correction level M, as few modules as it takes.

// For versions 1 to 40 at level M: error correction words in each block, and how many blocks (table 9 there).
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37,
  38, 40, 43, 45, 47, 49,
];
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];
const FINDER_LIKE = ["10111010000", "00001011101"];

// Multiplication of bytes modulo x^8 + x^4 + x^3 + x^2 + 1.
const POWERS = new Uint8Array(255);
const LOGS = new Uint8Array(256);
for (let exponent = 0, value = 1; exponent < 255; exponent++) {
  POWERS[exponent] = value;
  LOGS[value] = exponent;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? POWERS[(LOGS[a] + LOGS[b]) % 255] : 0);

class Grid {
  constructor(version) {
    this.version = version;
    this.size = 17 + 4 * version;
    this.dark = new Uint8Array(this.size ** 2);
    this.fixed = new Uint8Array(this.size ** 2);
    this.#patterns();
  }

  at(x, y) {
    return this.dark[y * this.size + x];
  }

  fix(x, y, dark) {
    this.dark[y * this.size + x] = dark ? 1 : 0;
    this.fixed[y * this.size + x] = 1;
  }

  #ring(cx, cy, reach, isDark) {
    for (let y = Math.max(0, cy - reach); y <= Math.min(this.size - 1, cy + reach); y++) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(this.size - 1, cx + reach); x++) {
        this.fix(x, y, isDark(Math.max(Math.abs(x - cx), Math.abs(y - cy))));
      }
    }
  }

  #patterns() {
    const last = this.size - 1;
    for (let at = 0; at < this.size; at++) {
      this.fix(at, 6, at % 2 === 0);
      this.fix(6, at, at % 2 === 0);
    }
    const centres = this.#alignment();
    for (const x of centres) {
      for (const y of centres) {
        const corner = (x === 6 && y === 6) || (x === 6 && y === last - 6) || (x === last - 6 && y === 6);
        if (!corner) this.#ring(x, y, 2, (distance) => distance !== 1);
      }
    }
    for (const [x, y] of [[3, 3], [last - 3, 3], [3, last - 3]]) {
      this.#ring(x, y, 4, (distance) => distance !== 2 && distance !== 4);
    }
    this.format(0);
    if (this.version >= 7) this.#versionBits();
  }

  #alignment() {
    if (this.version === 1) return [];
    const many = Math.floor(this.version / 7) + 2;
    const step = this.version === 32 ? 26 : Math.ceil((this.version * 4 + 4) / (many * 2 - 2)) * 2;
    const found = [6];
    for (let at = this.size - 7; found.length < many; at -= step) found.splice(1, 0, at);
    return found;
  }

  format(mask) {
    // Level M is 00; the mask follows.
    const bits = coded(mask, 0x537, 10) ^ 0x5412;
    const last = this.size - 1;
    for (let at = 0; at < 15; at++) {
      const dark = (bits >> at) & 1;
      if (at < 8) this.fix(last - at, 8, dark);
      else this.fix(8, last - 14 + at, dark);
      if (at < 6) this.fix(8, at, dark);
      else if (at < 8) this.fix(8, at + 1, dark);
      else if (at === 8) this.fix(7, 8, dark);
      else this.fix(14 - at, 8, dark);
    }
    this.fix(8, last - 7, true);
  }

  #versionBits() {
    const bits = coded(this.version, 0x1f25, 12);
    for (let at = 0; at < 18; at++) {
      const [near, far] = [Math.floor(at / 3), this.size - 11 + (at % 3)];
      this.fix(near, far, (bits >> at) & 1);
      this.fix(far, near, (bits >> at) & 1);
    }
  }

  // The modules for data, in the order in which they are filled: pairs of columns from the right, up and down in turn.
  *places() {
    let up = true;
    for (let right = this.size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < this.size; step++) {
        const y = up ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) if (!this.fixed[y * this.size + x]) yield [x, y];
      }
      up = !up;
    }
  }

  masked(mask) {
    const made = Object.assign(Object.create(Grid.prototype), { version: this.version, size: this.size });
    made.dark = this.dark.slice();
    made.fixed = this.fixed.slice();
    for (const [x, y] of made.places()) made.dark[y * made.size + x] ^= MASKS[mask](x, y) === 0 ? 1 : 0;
    made.format(mask);
    return made;
  }

  // How hard to read it is (section 7.8.3.1): long runs, blocks, what looks like a finder, too much of one colour.
  get penalty() {
    let total = 0;
    const lines = [];
    for (let a = 0; a < this.size; a++) {
      let [row, column] = ["", ""];
      for (let b = 0; b < this.size; b++) {
        row += this.at(b, a);
        column += this.at(a, b);
      }
      lines.push(row, column);
    }
    for (const line of lines) {
      for (const run of line.match(/0{5,}|1{5,}/g) ?? []) total += run.length - 2;
      for (const shape of FINDER_LIKE) {
        for (let at = line.indexOf(shape); at >= 0; at = line.indexOf(shape, at + 1)) total += 40;
      }
    }
    for (let y = 1; y < this.size; y++) {
      for (let x = 1; x < this.size; x++) {
        const sum = this.at(x, y) + this.at(x - 1, y) + this.at(x, y - 1) + this.at(x - 1, y - 1);
        if (sum % 4 === 0) total += 3;
      }
    }
    const share = this.dark.reduce((sum, dark) => sum + dark, 0) / this.dark.length;
    return total + 10 * Math.floor(Math.abs(share - 0.5) * 20);
  }
}

// `value` with the remainder of a BCH code behind it.
function coded(value, generator, width) {
  let rest = value << width;
  const top = 31 - Math.clz32(generator);
  while (rest && 31 - Math.clz32(rest) >= top) rest ^= generator << (31 - Math.clz32(rest) - top);
  return (value << width) | rest;
}

// The error correction words of a block (Reed-Solomon).
function correction(data, many) {
  let generator = [1];
  for (let at = 0; at < many; at++) {
    const longer = [...generator, 0];
    generator.forEach((factor, place) => (longer[place + 1] ^= times(factor, POWERS[at])));
    generator = longer;
  }
  const rest = [...data, ...new Array(many).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at];
    generator.forEach((other, place) => (rest[at + place] ^= times(other, factor)));
  }
  return rest.slice(data.length);
}

function packed(bytes, version, room) {
  const bits = [];
  const add = (value, width) => {
    for (let at = width - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  add(4, 4);
  add(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) add(byte, 8);
  add(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0xec; words.length < room; pad ^= 0xfd) words.push(pad);
  return words;
}

function interleaved(words, many, each, total) {
  const long = total % many;
  const short = Math.floor(total / many) - each;
  const blocks = [];
  for (let at = 0, from = 0; at < many; at++) {
    const to = from + short + (at >= many - long ? 1 : 0);
    blocks.push(words.slice(from, to));
    from = to;
  }
  const found = [];
  for (let at = 0; at <= short; at++) for (const block of blocks) if (at < block.length) found.push(block[at]);
  const checks = blocks.map((block) => correction(block, each));
  for (let at = 0; at < each; at++) for (const check of checks) found.push(check[at]);
  return found;
}

// The code of `text` as rows of true (dark) and false. Throws RangeError for more than 2,331 bytes.
export function matrix(text) {
  const bytes = new TextEncoder().encode(text);
  for (let version = 1; version <= 40; version++) {
    const grid = new Grid(version);
    const total = Math.floor(grid.fixed.reduce((free, fixed) => free - fixed, grid.fixed.length) / 8);
    const [many, each] = [BLOCKS[version - 1], CORRECTION[version - 1]];
    const room = total - many * each;
    if (bytes.length + (version < 10 ? 2 : 3) > room) continue;
    const words = interleaved(packed(bytes, version, room), many, each, total);
    let at = 0;
    for (const [x, y] of grid.places()) {
      grid.dark[y * grid.size + x] = ((words[at >> 3] ?? 0) >> (7 - (at % 8))) & 1;
      at++;
    }
    const best = MASKS.map((_, mask) => grid.masked(mask)).reduce((a, b) => (b.penalty < a.penalty ? b : a));
    const side = [...Array(best.size).keys()];
    return side.map((y) => side.map((x) => best.at(x, y) === 1));
  }
  throw new RangeError("too long for a QR code");
}
