// Points, boxes and labels of a drawing.

export type Point = { x: number; y: number }
export type Box = Point & { width: number; height: number }
/** `breaks`: it lies on its line, which is left out behind it. */
export type Label = Box & { lines: string[]; breaks: boolean }

/** About how wide a text of 11 px is, px; rather too wide than too narrow. */
export function textWidth(text: string, face: 'text' | 'mono' = 'text'): number {
  return text.length * (face === 'mono' ? 6.7 : 6)
}

/** In two lines or more where one is too wide, broken at spaces, and behind a slash where it has to be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  const words = text.split(' ').flatMap((word) => (textWidth(word) > width ? word.split(/(?<=\/)/) : [word]))
  for (const word of words) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : last.endsWith('/') ? last + word : `${last} ${word}`
    if (last !== undefined && textWidth(longer) > width) lines.push(word)
    else lines[Math.max(0, lines.length - 1)] = longer
  }
  return lines
}

/** The box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

/** In the middle of the longest stretch. */
export function labelOn(lines: string[], points: readonly Point[]): Label {
  const width = Math.max(...lines.map((line) => textWidth(line))) + 8
  const height = lines.length * 14 + 2
  let [best, length] = [0, -1]
  for (let at = 0; at + 1 < points.length; at += 1) {
    const [a, b] = [points[at]!, points[at + 1]!]
    const long = Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
    const flat = a.y === b.y
    // A flat stretch that holds it comes before one that is upright.
    const score = flat && long > width + 16 ? long + 10_000 : long
    if (score > length) [best, length] = [at, score]
  }
  const [a, b] = [points[best]!, points[best + 1]!]
  return { lines, x: (a.x + b.x) / 2 - width / 2, y: (a.y + b.y) / 2 - height / 2, width, height, breaks: true }
}

const radius = 8

/** An SVG path through points, with round corners. */
export function cornersToPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  let path = `M ${round(first!.x)} ${round(first!.y)}`
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    if (next === undefined) {
      path += ` L ${round(point.x)} ${round(point.y)}`
      continue
    }
    const before = toward(point, points[index]!)
    const after = toward(point, next)
    path += ` L ${round(before.x)} ${round(before.y)} Q ${round(point.x)} ${round(point.y)} ${round(after.x)} ${round(after.y)}`
  }
  return path
}

function toward(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y)
  const part = length === 0 ? 0 : Math.min(radius, length / 2) / length
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
