// Conversations, and a function, for tests of other packages.
export { definitionOf } from '../definition.fixture.ts'
export { Conversation } from './conversation.fixture.ts'
export { StreamConversation } from './stream-conversation.fixture.ts'
export { ExtensionConversation } from './extension-conversation.fixture.ts'
export { failingEvent, QueueConversation } from './queue-conversation.fixture.ts'
