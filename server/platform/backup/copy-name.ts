/** `cluster_name` of a server that runs on a restored copy: what may be changed there must not be changed elsewhere. */
export const COPY_NAME = 'chitlaq restored copy';
