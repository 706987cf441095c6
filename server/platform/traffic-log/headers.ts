/** How a process behind the gateway tells it whose request it was. The gateway never passes it on. */
export const CALLER_HEADER = 'x-chitlaq-caller';
/** How a trusted proxy, and the gateway, pass on the port of the client. */
export const PORT_HEADER = 'x-client-port';
