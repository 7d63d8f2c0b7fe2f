// The build of a Rust binary by plain cargo: `cargo lambda` need not be there.
import { join } from 'node:path'
import { quoted } from '../shell-words.ts'

/** `workspace`: the folder whose `target` is built into. `output`: where the bootstrap goes. Both as the command is to name them. */
export function rustBuild(binary: string, workspace: string, output: string): string {
  const target = join(workspace, 'target')
  return [
    `cargo build --release --bin ${quoted(binary)} --target-dir ${quoted(target)}`,
    `mkdir -p ${quoted(output)}`,
    // A running bootstrap cannot be written over, but it can be replaced.
    `cp ${quoted(join(target, 'release', binary))} ${quoted(join(output, 'bootstrap.new'))}`,
    `mv ${quoted(join(output, 'bootstrap.new'))} ${quoted(join(output, 'bootstrap'))}`,
  ].join(' && ')
}
