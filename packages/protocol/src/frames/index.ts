// Frames of streamed answers; a door of its own to this package, since few ever read one.
export * from './completion.ts'
export * from './frame-reader.ts'
