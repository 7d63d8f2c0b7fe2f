// What is drawn on more than one canvas.

export type Size = { width: number; height: number }

/** An empty canvas of a size in pixels of CSS; undefined where nothing can be drawn. */
export function beginCanvas(
  canvas: HTMLCanvasElement | null,
  { width, height }: Size,
): CanvasRenderingContext2D | undefined {
  if (canvas === null || width <= 0 || height <= 0) return undefined
  const ratio = devicePixelRatio
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = canvas.getContext('2d') ?? undefined
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  context?.clearRect(0, 0, width, height)
  return context
}

/** The mark of an error. */
export function triangle(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(x, y - 4)
  context.lineTo(x + 4, y + 3)
  context.lineTo(x - 4, y + 3)
  context.fill()
}
